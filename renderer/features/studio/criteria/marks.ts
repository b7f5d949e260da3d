/** What a criterion's mark under an iteration says, for the eye and for the ear. */
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { effectiveState, type Verdict, type VerdictState } from "../../../../shared/run/verdicts";

export type MarkState = VerdictState | "none" | "waiting";

export interface MarkInfo {
  readonly state: MarkState;
  /** True when the designer's word stands over the verifier's. */
  readonly yours: boolean;
}

export const stateWords: Record<MarkState, string> = {
  pass: "pass",
  fail: "fail",
  unclear: "unclear",
  error: "could not be checked",
  none: "not judged",
  waiting: "being judged",
};

export function markOf(iteration: IterationState, criterion: Criterion): MarkInfo {
  const override = iteration.overrides[criterion.id];
  const state = effectiveState(iteration.verdicts[criterion.id], override);
  if (state !== null) return { state, yours: override !== undefined };
  const waiting = criterion.enabled && iteration.image !== null && !iteration.judged;
  return { state: waiting ? "waiting" : "none", yours: false };
}

/** `88 %` from a probability. */
function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

/** `88 % sure`; empty where nothing could be asked or the verifier has no opinion at all. */
export function sureness(verdict: Verdict): string {
  return verdict.state === "error" || verdict.confidence === 0 ? "" : `${percent(verdict.confidence)} sure`;
}

/** "Iteration 2: fail, 88 % sure. Five bicycles, asked for four." */
export function markLabel(iteration: IterationState, criterion: Criterion): string {
  const { state, yours } = markOf(iteration, criterion);
  const verdict = iteration.verdicts[criterion.id];
  const head = `Iteration ${iteration.n}: ${stateWords[state]}`;
  if (yours) return `${head}, decided by you.`;
  if (verdict === undefined) return `${head}.`;
  const sure = sureness(verdict);
  return `${head}${sure === "" ? "" : `, ${sure}`}. ${verdict.answer}`.trim();
}
