/** The one place where events become state: pure, total, the same on every side. */
import {
  asked,
  type Change,
  drawn,
  judged,
  onIteration,
  overridden,
  scored,
  startIteration,
  withCriteria,
} from "./attempts";
import { atRest, clocked, resumed } from "./course";
import { afterNews, firstDraft, isEdited, withDraft, withEdit, withoutEdit } from "./drafts";
import type { JournalEvent, PassingEvent, RunEvent, Usage } from "./events";
import { type Budget, type BudgetChange, noBudget } from "./settings";
import { emptyRunState, type JudgedPair, type Preference, type RunState, type UsageTotal } from "./state";

/**
 * Applies one event. Events already applied (by `seq`) change nothing, so that a snapshot and a live stream
 * may overlap. Events about iterations that do not exist change nothing but the journal's place and time.
 */
export function reduce(state: RunState, event: RunEvent): RunState {
  if (event.seq === null) return { ...state, ...passing(state, event) };
  if (event.seq <= state.lastSeq) return state;
  const change = { ...durable(state, event), ...clocked(state, event) };
  return { ...state, ...change, lastSeq: event.seq, updatedAt: event.at };
}

/** Applies a whole journal to an empty state. */
export function reduceAll(events: Iterable<RunEvent>, from: RunState = emptyRunState): RunState {
  let state = from;
  for (const event of events) state = reduce(state, event);
  return state;
}

function passing(state: RunState, event: PassingEvent): Change {
  if (state.status !== "running") return {};
  if (event.type === "stage-entered") return { stage: event.stage };
  if (event.type === "stop-requested") return { stopping: true };
  if (event.type === "role-retrying") return {};
  return onIteration(state, event.iteration, (it) =>
    it.image === null
      ? {
          progress: {
            fraction: event.fraction,
            label: event.label,
            preview: event.preview ?? it.progress?.preview ?? null,
          },
        }
      : {},
  );
}

function durable(state: RunState, event: JournalEvent): Change {
  switch (event.type) {
    case "run-created":
      return {
        ...emptyRunState,
        header: event.run,
        createdAt: event.at,
        status: "running",
        rounds: event.run.settings.rounds,
        pace: event.run.settings.pace ?? "flow",
        seconds: event.run.settings.seconds ?? null,
        candidates: event.run.settings.candidates ?? 1,
        budget: event.run.settings.budget ?? noBudget,
      };
    case "words-unknown":
      return { unknownWords: event.words };
    case "clarification-asked":
      return { ...atRest(state), status: "paused", clarification: event.clarification, clarified: undefined };
    case "clarification-answered":
      return state.clarification === null ? {} : { clarified: event.prompt };
    case "skill-routed": {
      const { candidates, chosen, reason, packHash } = event;
      return { routing: { candidates, chosen, reason, packHash: packHash ?? null } };
    }
    case "prompt-enhanced":
      return enhanced(state, event);
    case "criteria-proposed":
      return withCriteria(state, event.criteria);
    case "criteria-edited":
      return { ...withCriteria(state, event.criteria), ...afterNews(state) };
    case "iteration-started":
      return startIteration(state, event);
    case "image-generated":
      return onIteration(state, event.iteration, (it) => drawn(state, it, event));
    case "criterion-judged":
      return judged(state, event);
    case "iteration-skipped":
      return onIteration(state, event.iteration, () => ({
        skipped: true,
        ...(event.reason === undefined ? {} : { skippedBecause: event.reason }),
        progress: null,
        again: [],
      }));
    case "iteration-judged":
      return onIteration(state, event.iteration, (it) => ({
        ...scored(state, it),
        judged: true,
        verifyMs: event.ms,
      }));
    case "experience-distilled":
      return onIteration(state, event.experience.iteration, () => ({ experience: event.experience }));
    case "prompt-refined":
      return withDraft(state, refinement(event));
    case "usage-recorded":
      return { usage: added(state.usage, event.usage) };
    case "verdict-overridden":
      return {
        ...overridden(state, event),
        ...afterNews(state),
      };
    case "reverification-asked":
      return {
        ...onIteration(state, event.iteration, (it) => asked(state, it, event.criterionIds)),
        ...(state.status !== "failed" && state.failure?.role === "verifier" ? { failure: null } : {}),
      };
    case "prompt-edited":
      return withEdit(state, event);
    case "prompt-restored":
      return withoutEdit(state, event.iteration);
    case "pace-changed":
      return { pace: event.pace };
    case "run-paused":
      return { ...atRest(state), status: "paused", pausedBefore: event.iteration };
    case "seconds-changed":
      return { seconds: event.seconds };
    case "budget-changed":
      return { budget: withBudget(state.budget, event.budget) };
    case "candidates-changed":
      return { candidates: event.candidates };
    case "pair-judged":
      return { pairs: withPair(state, event) };
    case "memory-inherited":
      return { inherited: event.attempts };
    case "experiences-recalled":
      return { recalled: event.recalled };
    case "iteration-rated":
      return onIteration(state, event.iteration, () => ({ rating: event.rating }));
    case "preference-stated":
      return { preferences: preferred(state, event) };
    case "best-pinned":
      return event.iteration === null || state.iterations.some((it) => it.n === event.iteration)
        ? { pinned: event.iteration }
        : {};
    case "rounds-changed":
      return { rounds: event.rounds };
    case "run-renamed":
      return state.header === null ? {} : { header: { ...state.header, title: event.title } };
    case "run-resumed":
      return resumed(state);
    case "run-stopped":
      return { ...atRest({ ...state, ...withoutQuestions(state) }), status: "stopped" };
    case "role-failed":
      return failed(state, event);
    case "run-finished":
      return {
        ...atRest(state),
        status: event.reason === "failed" ? "failed" : "finished",
        finishedBecause: event.reason,
      };
  }
}

/** Nothing is to be judged again any more. */
function withoutQuestions(state: RunState): Pick<RunState, "iterations"> {
  return { iterations: state.iterations.map((it) => (it.again.length === 0 ? it : { ...it, again: [] })) };
}

/** What a verifier that broke down was to judge again keeps its old verdicts. */
function failed(state: RunState, event: JournalEvent & { type: "role-failed" }): Change {
  const { role, code, message, remedy, retryable, detail } = event;
  const payload = { code, message, remedy, retryable, ...(detail === undefined ? {} : { detail }) };
  const failure = { ...payload, role, iteration: event.iteration ?? null, at: event.at };
  if (role !== "verifier" || event.iteration === undefined) return { failure };
  return { failure, ...onIteration(state, event.iteration, () => ({ again: [] })) };
}

function enhanced(state: RunState, event: JournalEvent & { type: "prompt-enhanced" }): Change {
  const { prompt, thought, temperature } = event;
  const next = { ...state, enhanced: { prompt, thought, temperature: temperature ?? null } };
  const draft = isEdited(state, 1) ? firstDraft(next) : null;
  return { enhanced: next.enhanced, ...(draft === null ? {} : withDraft(next, draft)) };
}

function refinement(event: JournalEvent & { type: "prompt-refined" }): RunState["refinements"][number] {
  const { iteration, prompt, thought, strategy, parameters, shown, edit = null } = event;
  return { iteration, prompt, proposed: null, thought, strategy, parameters, shown, edit };
}

function added(sum: UsageTotal, more: Usage): UsageTotal {
  return {
    calls: sum.calls + more.calls,
    inputTokens: sum.inputTokens + more.inputTokens,
    outputTokens: sum.outputTokens + more.outputTokens,
    images: sum.images + (more.images ?? 0),
    sentBytes: sum.sentBytes + (more.sentBytes ?? 0),
    money: sum.money + (more.money ?? 0),
  };
}

function withBudget(budget: Budget, change: BudgetChange): Budget {
  const { images = budget.images, tokens = budget.tokens, money = budget.money } = change;
  return { images, tokens, money };
}

/** The last word on a pair stands. */
function withPair(state: RunState, event: JournalEvent & { type: "pair-judged" }): readonly JudgedPair[] {
  const { a, b, winner, orders, reason, by } = event;
  const others = state.pairs.filter((one) => !(one.a + one.b === a + b && (one.a === a || one.a === b)));
  return [...others, { a, b, winner, orders, reason, by }];
}

/** The last word on a pair stands; taken back, the pair is gone. */
function preferred(
  state: RunState,
  event: JournalEvent & { type: "preference-stated" },
): readonly Preference[] {
  const { iteration, against, outcome, blind, at } = event;
  const own = state.header?.id;
  const samePair = (one: Preference) =>
    one.against.runId === against.runId &&
    ((one.iteration === iteration && one.against.iteration === against.iteration) ||
      (against.runId === own && one.iteration === against.iteration && one.against.iteration === iteration));
  const others = state.preferences.filter((one) => !samePair(one));
  return outcome === null ? others : [...others, { iteration, against, outcome, blind, at }];
}
