/** A run's memory as a timeline: what was recalled, inherited and attempted, and what each refiner call was shown. */
import { type CallLoad, compressionOf } from "../../../shared/run/compression";
import type { Experience, InheritedAttempt, Recalled, Shown } from "../../../shared/run/events";
import type { IterationState, RunState } from "../../../shared/run/state";
import { DESIGNER } from "../../../shared/run/verdicts";
import { refinementOf, roundOf, roundPlace, roundTag } from "../../app/runs/rounds";
import { type MarkState, markOf } from "../studio/criteria/marks";

export interface Fact {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly state: MarkState;
  readonly yours: boolean;
}

/** One attempt on the timeline: this run's own, or one it took over from the run it branched from. */
export interface AttemptColumn {
  readonly kind: "attempt";
  readonly key: string;
  readonly n: number;
  /** "2.3": the round and which of its images; empty where every round has one. */
  readonly tag: string;
  /** "round 2, image 3 of 4", likewise. */
  readonly place: string;
  /** The attempt it mends; null where it was drawn anew. */
  readonly mends: number | null;
  /** The run an inherited attempt was made in; null for the run's own. */
  readonly from: string | null;
  readonly prompt: string;
  /** File name of its picture in this run's images folder. */
  readonly file: string | null;
  readonly skipped: boolean;
  readonly facts: readonly Fact[];
  readonly passed: number;
  readonly total: number;
  readonly experience: Experience | null;
  /** The image of the same round that its lesson stands with; null where this is it, or there is none yet. */
  readonly lessonWith: number | null;
  /** What the refiner read before it wrote this attempt's prompt; empty for the first. */
  readonly shown: readonly Shown[];
  readonly cost: CallLoad | null;
}

/** Lessons of other runs, at the beginning of time. */
export interface RecalledColumn {
  readonly kind: "recalled";
  readonly key: "recalled";
  readonly recalled: readonly Recalled[];
}

export type Column = AttemptColumn | RecalledColumn;

/** Everything the timeline shows, oldest first. */
export function timelineOf(state: RunState): readonly Column[] {
  const { calls } = compressionOf(state);
  const recalled: Column[] =
    state.recalled.length === 0 ? [] : [{ kind: "recalled", key: "recalled", recalled: state.recalled }];
  const inherited = state.inherited.map((attempt) => inheritedColumn(state, attempt));
  const own = state.iterations.map((iteration) => ownColumn(state, iteration, calls));
  return [...recalled, ...inherited, ...own];
}

function ownColumn(state: RunState, iteration: IterationState, calls: readonly CallLoad[]): AttemptColumn {
  const facts = enabled(state).map((criterion) => ({
    id: criterion.id,
    question: criterion.question,
    answer: iteration.verdicts[criterion.id]?.answer ?? "",
    ...markOf(iteration, criterion),
  }));
  return {
    kind: "attempt",
    key: `own-${iteration.n}`,
    n: iteration.n,
    tag: roundTag(state, iteration),
    place: roundPlace(state, iteration),
    mends: iteration.edit?.base ?? null,
    from: null,
    prompt: iteration.prompt,
    file: iteration.image?.ref.file ?? null,
    skipped: iteration.skipped,
    facts,
    ...countOf(facts),
    experience: iteration.experience,
    lessonWith: lessonOf(state, iteration),
    shown: refinementOf(state, iteration.n)?.shown ?? [],
    cost: calls.find((call) => call.iteration === iteration.n) ?? null,
  };
}

/** A round of several images has one lesson, with the best of them. */
function lessonOf(state: RunState, { round, experience }: IterationState): number | null {
  if (experience !== null) return null;
  return roundOf(state, round).find((it) => it.experience !== null)?.n ?? null;
}

function inheritedColumn(state: RunState, attempt: InheritedAttempt): AttemptColumn {
  const from = attempt.runId ?? state.header?.branchOf?.runId ?? "";
  const verdicts = new Map(attempt.verdicts.map((verdict) => [verdict.criterionId, verdict]));
  const facts = enabled(state).map((criterion): Fact => {
    const verdict = verdicts.get(criterion.id);
    const { id, question } = criterion;
    if (verdict === undefined) return { id, question, answer: "", state: "none", yours: false };
    return { id, question, answer: verdict.answer, state: verdict.state, yours: verdict.by === DESIGNER };
  });
  return {
    kind: "attempt",
    key: `${from}-${attempt.iteration}`,
    n: attempt.iteration,
    tag: "",
    place: "",
    mends: null,
    from,
    prompt: attempt.prompt,
    file: attempt.image?.file ?? null,
    skipped: attempt.image === null,
    facts,
    ...countOf(facts),
    experience: attempt.experience,
    lessonWith: null,
    shown: [],
    cost: null,
  };
}

function enabled(state: RunState) {
  return (state.criteria ?? []).filter((criterion) => criterion.enabled);
}

function countOf(facts: readonly Fact[]) {
  return { passed: facts.filter(({ state }) => state === "pass").length, total: facts.length };
}

/** The parts of an attempt a refiner call was shown; empty where it was not shown at all. */
export function partsShown(call: AttemptColumn, of: AttemptColumn): Shown["parts"] {
  const found = call.shown.find(({ iteration, inherited, runId }) =>
    of.from === null
      ? inherited !== true && iteration === of.n
      : inherited === true && iteration === of.n && (runId === undefined || runId === of.from),
  );
  return found?.parts ?? [];
}

/** The attempt `by` columns further on, held to the ends. `key` null stands for none chosen: the last one then. */
export function stepTo(columns: readonly Column[], key: string | null, by: number): AttemptColumn | null {
  const attempts = columns.filter((column) => column.kind === "attempt");
  const at = attempts.findIndex((column) => column.key === key);
  const from = at === -1 ? attempts.length - 1 : at;
  return attempts[Math.max(0, Math.min(attempts.length - 1, from + by))] ?? null;
}
