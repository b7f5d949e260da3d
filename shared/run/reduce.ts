/** The one place where events become state: pure, total, the same on every side. */
import type { Criterion } from "./criteria";
import type { JournalEvent, PassingEvent, RunEvent } from "./events";
import { emptyRunState, type IterationState, type RunState } from "./state";
import { scoreOf } from "./verdicts";

type Change = Partial<Omit<RunState, "lastSeq" | "updatedAt">>;

/**
 * Applies one event. Events already applied (by `seq`) change nothing, so that a snapshot and a live stream
 * may overlap. Events about iterations that do not exist change nothing but `lastSeq`.
 */
export function reduce(state: RunState, event: RunEvent): RunState {
  if (event.seq === null) return { ...state, ...passing(state, event) };
  if (event.seq <= state.lastSeq) return state;
  return { ...state, ...durable(state, event), lastSeq: event.seq, updatedAt: event.at };
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
    it.image === null ? { progress: { fraction: event.fraction, label: event.label } } : {},
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
      };
    case "words-unknown":
      return { unknownWords: event.words };
    case "skill-routed": {
      const { candidates, chosen, reason, packHash } = event;
      return { routing: { candidates, chosen, reason, packHash: packHash ?? null } };
    }
    case "prompt-enhanced":
      return {
        enhanced: { prompt: event.prompt, thought: event.thought, temperature: event.temperature ?? null },
      };
    case "criteria-proposed":
      return withCriteria(state, event.criteria);
    case "criteria-edited":
      return { ...withCriteria(state, event.criteria), refinements: begunRefinements(state) };
    case "iteration-started":
      return startIteration(state, event);
    case "image-generated":
      return onIteration(state, event.iteration, (it) => drawn(state, it, event));
    case "criterion-judged":
      return onIteration(state, event.iteration, (it) =>
        scored(state, {
          ...it,
          verdicts: { ...it.verdicts, [event.verdict.criterionId]: event.verdict },
          experience: lessonAfterNewFacts(state, it),
        }),
      );
    case "iteration-skipped":
      return onIteration(state, event.iteration, () => ({ skipped: true, progress: null }));
    case "iteration-judged":
      return onIteration(state, event.iteration, (it) => ({
        ...scored(state, it),
        judged: true,
        verifyMs: event.ms,
      }));
    case "experience-distilled":
      return onIteration(state, event.experience.iteration, () => ({ experience: event.experience }));
    case "prompt-refined":
      return {
        refinements: [
          ...state.refinements.filter((one) => one.iteration !== event.iteration),
          refinement(event),
        ],
      };
    case "usage-recorded":
      return {
        usage: {
          calls: state.usage.calls + event.usage.calls,
          inputTokens: state.usage.inputTokens + event.usage.inputTokens,
          outputTokens: state.usage.outputTokens + event.usage.outputTokens,
        },
      };
    case "verdict-overridden":
      return {
        ...onIteration(state, event.iteration, (it) => overridden(state, it, event)),
        refinements: begunRefinements(state),
      };
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
      return { ...atRest(state), status: "stopped" };
    case "role-failed": {
      const { role, code, message, remedy, retryable, detail } = event;
      const payload = { code, message, remedy, retryable, ...(detail === undefined ? {} : { detail }) };
      return { failure: { ...payload, role, iteration: event.iteration ?? null, at: event.at } };
    }
    case "run-finished":
      return {
        ...atRest(state),
        status: event.reason === "failed" ? "failed" : "finished",
        finishedBecause: event.reason,
      };
  }
}

function onIteration(
  state: RunState,
  n: number,
  change: (iteration: IterationState) => Partial<IterationState>,
): Change {
  if (!state.iterations.some((it) => it.n === n)) return {};
  return { iterations: state.iterations.map((it) => (it.n === n ? { ...it, ...change(it) } : it)) };
}

/** Nothing goes on any more: what was only news while it lasted is gone, as it will be when the journal is read. */
function atRest(state: RunState): Change {
  const iterations = state.iterations.map((it) => (it.progress === null ? it : { ...it, progress: null }));
  return { stage: null, stopping: false, iterations };
}

function scored(state: RunState, iteration: IterationState): IterationState {
  if (iteration.image === null || state.criteria === null) return iteration;
  return { ...iteration, score: scoreOf(state.criteria, iteration.verdicts, iteration.overrides) };
}

function withCriteria(state: RunState, criteria: readonly Criterion[]): Change {
  const next = { ...state, criteria };
  return { criteria, iterations: state.iterations.map((it) => scored(next, it)) };
}

function startIteration(state: RunState, event: JournalEvent & { type: "iteration-started" }): Change {
  const { iteration, prompt, thought, strategy, parameters } = event;
  const fresh: IterationState = {
    n: iteration,
    prompt,
    thought,
    strategy,
    parameters,
    startedAt: event.at,
    image: null,
    verdicts: {},
    overrides: {},
    score: null,
    judged: false,
    skipped: false,
    verifyMs: 0,
    experience: null,
    progress: null,
  };
  return {
    iterations: [...state.iterations.filter((it) => it.n !== iteration), fresh].sort((a, b) => a.n - b.n),
  };
}

function drawn(
  state: RunState,
  iteration: IterationState,
  event: JournalEvent & { type: "image-generated" },
): Partial<IterationState> {
  const { image: ref, vector, width, height, ms, backend, notes } = event;
  const image = { ref, vector: vector ?? null, width, height, ms, backend, notes };
  return scored(state, { ...iteration, image, progress: null });
}

function overridden(
  state: RunState,
  iteration: IterationState,
  event: JournalEvent & { type: "verdict-overridden" },
): IterationState {
  const { [event.criterionId]: _previous, ...others } = iteration.overrides;
  const overrides =
    event.state === null
      ? others
      : { ...others, [event.criterionId]: { state: event.state, note: event.note } };
  return scored(state, { ...iteration, overrides, experience: lessonAfterNewFacts(state, iteration) });
}

/** A lesson drawn from the latest attempt falls with the facts it was drawn from; older ones stay on record. */
function lessonAfterNewFacts(state: RunState, iteration: IterationState): IterationState["experience"] {
  return iteration.n === state.iterations.at(-1)?.n ? null : iteration.experience;
}

/** Prompts that wait to be drawn were written before the news; they are written anew. */
function begunRefinements(state: RunState): RunState["refinements"] {
  const latest = state.iterations.at(-1)?.n ?? 0;
  return state.refinements.filter((one) => one.iteration <= latest);
}

/**
 * Going on asks the latest attempt's unanswered questions again. Where the run had ended by passing and no
 * question was left open, the designer wants more than what passed.
 */
function resumed(state: RunState): Change {
  const latest = state.iterations.at(-1);
  const open = Object.values(latest?.verdicts ?? {}).some((verdict) => verdict.state === "error");
  const passed = state.finishedBecause === "all-passed" || state.finishedBecause === "nothing-failed";
  const change = {
    status: "running",
    failure: null,
    finishedBecause: null,
    stage: null,
    stopping: false,
  } as const;
  if (latest === undefined) return change;
  if (passed && !open) return { ...change, goOnFrom: latest.n };
  const verdicts = Object.fromEntries(
    Object.entries(latest.verdicts).filter(([, verdict]) => verdict.state !== "error"),
  );
  return open
    ? {
        ...change,
        ...onIteration(state, latest.n, (it) => ({ ...scored(state, { ...it, verdicts }), judged: false })),
      }
    : change;
}

function refinement(event: JournalEvent & { type: "prompt-refined" }): RunState["refinements"][number] {
  const { iteration, prompt, thought, strategy, parameters, shown } = event;
  return { iteration, prompt, thought, strategy, parameters, shown };
}
