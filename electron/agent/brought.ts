/** Which work is begun ahead of its step, what it is given, and what of it is kept when the run ends early. */
import type { Criterion } from "../../shared/run/criteria";
import type { EventBody } from "../../shared/run/events";
import { type RunState, wishOf } from "../../shared/run/state";
import type { Verdict } from "../../shared/run/verdicts";
import type { Given } from "./ahead";
import type { Lane } from "./lane";
import type { Session } from "./session";

/** What came of looking at an image. */
export interface Looked {
  /** By criterion; errors where asking again did not help either. */
  readonly answers: ReadonlyMap<string, Verdict>;
  /** How long it took. */
  readonly ms: number;
}

/** What is decomposed. */
export function givenToDecompose(state: RunState): Given {
  return [wishOf(state)];
}

/** What is looked for, and what is known of it. */
export function givenToLook(state: RunState, n: number): Given {
  const it = state.iterations.find((one) => one.n === n);
  return [state.criteria, it?.image, it?.verdicts, it?.overrides, it?.again];
}

/** What work ahead of its step has told so far, where that is a fact by itself. */
export function bodiesBrought({ state, decomposing, looking }: Session): readonly EventBody[] {
  const list = state.criteria === null ? decomposing.take("criteria", givenToDecompose(state)) : undefined;
  const looks = looking.keys.flatMap((n) => looking.take(n, givenToLook(state, n)) ?? []);
  return [...(list === undefined ? [] : bodiesOfCriteria(list)), ...looks.flatMap(bodiesTold)];
}

function bodiesOfCriteria(lane: Lane<Criterion[]>): readonly EventBody[] {
  const end = lane.stop().at(-1);
  return end?.kind === "done" ? [{ type: "criteria-proposed", criteria: end.value }] : [];
}

function bodiesTold(lane: Lane<Looked>): readonly EventBody[] {
  return lane.stop().flatMap((item) => (item.kind === "body" ? [item.body] : []));
}
