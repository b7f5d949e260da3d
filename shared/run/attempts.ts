/** What events do to single attempts; parts of `reduce`. */
import type { Criterion } from "./criteria";
import type { JournalEvent } from "./events";
import { latestRound } from "./rounds";
import type { IterationState, RunState } from "./state";
import { scoreOf } from "./verdicts";

/** What an event may change; place, time and clock are kept by `reduce` itself. */
export type Change = Partial<Omit<RunState, "lastSeq" | "updatedAt">>;

export function onIteration(
  state: RunState,
  n: number,
  change: (iteration: IterationState) => Partial<IterationState>,
): Pick<RunState, "iterations"> {
  if (!state.iterations.some((it) => it.n === n)) return { iterations: state.iterations };
  return { iterations: state.iterations.map((it) => (it.n === n ? { ...it, ...change(it) } : it)) };
}

export function scored(state: RunState, iteration: IterationState): IterationState {
  if (iteration.image === null || state.criteria === null) return iteration;
  return { ...iteration, score: scoreOf(state.criteria, iteration.verdicts, iteration.overrides) };
}

/** Criteria that are gone or switched off are not waited for any more. */
export function withCriteria(state: RunState, criteria: readonly Criterion[]): Change {
  const next = { ...state, criteria };
  const known = new Set(criteria.filter((one) => one.enabled).map((one) => one.id));
  const iterations = state.iterations.map((it) => {
    const again = it.again.filter((id) => known.has(id));
    return scored(next, again.length === it.again.length ? it : { ...it, again });
  });
  return { criteria, iterations };
}

/** Begins an attempt, or begins it anew with other words while it has no picture yet. */
export function startIteration(
  state: RunState,
  event: JournalEvent & { type: "iteration-started" },
): Pick<RunState, "iterations" | "roundSize"> {
  const { iteration, prompt, thought, strategy, parameters, candidate, edit } = event;
  const round = event.round ?? roundBefore(state, iteration) + 1;
  // What the designer has said of an attempt outlives its being begun anew.
  const { overrides = {}, rating = null } = state.iterations.find((it) => it.n === iteration) ?? {};
  const fresh: IterationState = {
    n: iteration,
    round,
    candidate: candidate ?? 1,
    edit: edit ?? null,
    prompt,
    proposed: proposedFor(state, event, round),
    thought,
    strategy,
    parameters,
    startedAt: event.at,
    image: null,
    verdicts: {},
    overrides,
    again: [],
    score: null,
    judged: false,
    skipped: false,
    verifyMs: 0,
    experience: null,
    progress: null,
    rating,
  };
  return {
    iterations: [...state.iterations.filter((it) => it.n !== iteration), fresh].sort((a, b) => a.n - b.n),
    roundSize: state.iterations.some((it) => it.round === round) ? state.roundSize : state.candidates,
  };
}

/** What the agent had proposed for the attempt; candidates without words of their own follow their round's. */
function proposedFor(
  { refinements, iterations }: RunState,
  { iteration, prompt }: JournalEvent & { type: "iteration-started" },
  round: number,
): string | null {
  const own = refinements.find((one) => one.iteration === iteration);
  if (own !== undefined) return own.proposed;
  return iterations.find((it) => it.round === round && it.prompt === prompt)?.proposed ?? null;
}

/** The latest round an attempt before this one belongs to; 0 where there is none. */
function roundBefore(state: RunState, n: number): number {
  return state.iterations.reduce((latest, it) => (it.n < n ? Math.max(latest, it.round) : latest), 0);
}

export function drawn(
  state: RunState,
  iteration: IterationState,
  event: JournalEvent & { type: "image-generated" },
): Partial<IterationState> {
  const { image: ref, vector, width, height, ms, backend, notes, provider } = event;
  const image = {
    ...{ ref, vector: vector ?? null, width, height, ms, backend, notes },
    ...(provider === undefined ? {} : { provider }),
  };
  return scored(state, { ...iteration, image, progress: null });
}

export function judged(
  state: RunState,
  { iteration: n, verdict }: JournalEvent & { type: "criterion-judged" },
): Pick<RunState, "iterations"> {
  const { criterionId } = verdict;
  const before = state.iterations.find((it) => it.n === n)?.verdicts[criterionId];
  const change = onIteration(state, n, (it) =>
    scored(state, {
      ...it,
      verdicts: { ...it.verdicts, [criterionId]: verdict },
      again: it.again.filter((id) => id !== criterionId),
    }),
  );
  const news = before === undefined || before.state !== verdict.state;
  return news ? withoutLesson(change, n) : change;
}

export function overridden(
  state: RunState,
  event: JournalEvent & { type: "verdict-overridden" },
): Pick<RunState, "iterations"> {
  const change = onIteration(state, event.iteration, (it) => {
    const { [event.criterionId]: _previous, ...others } = it.overrides;
    const overrides =
      event.state === null
        ? others
        : { ...others, [event.criterionId]: { state: event.state, note: event.note } };
    return scored(state, { ...it, overrides });
  });
  return withoutLesson(change, event.iteration);
}

/** The latest round's lesson falls with the facts it was drawn from; older ones stay on record. */
function withoutLesson(
  { iterations }: Pick<RunState, "iterations">,
  n: number,
): Pick<RunState, "iterations"> {
  const round = latestRound({ iterations });
  if (!round.some((it) => it.n === n)) return { iterations };
  const learnt = new Set(round.filter((it) => it.experience !== null).map((it) => it.n));
  return { iterations: iterations.map((it) => (learnt.has(it.n) ? { ...it, experience: null } : it)) };
}

/** The picture is to be judged again; what was seen in it before stands until then. */
export function asked(
  state: RunState,
  iteration: IterationState,
  criterionIds: readonly string[] | null,
): Partial<IterationState> {
  if (iteration.image === null) return {};
  if (criterionIds?.length === 0) return { again: [] };
  const enabled = (state.criteria ?? []).filter((one) => one.enabled).map((one) => one.id);
  const wanted = new Set(criterionIds ?? enabled);
  return { again: enabled.filter((id) => wanted.has(id) || iteration.again.includes(id)) };
}
