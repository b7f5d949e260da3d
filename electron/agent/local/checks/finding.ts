/** What a check found, before it becomes a verdict. */
import type { Evidence } from "../../../../shared/run/verdicts";
import { clampSure } from "./probability";

export interface Finding {
  readonly state: "pass" | "fail" | "unclear";
  /** 0 in state "unclear" says that no picture would make it clear. */
  readonly confidence: number;
  readonly answer: string;
  readonly evidence: readonly Evidence[];
}

/** Below this probability of being right a finding is not given as one. */
export const LEAST_SURE = 0.55;

/** A pass or fail where `confidence` allows it, else unclear with what it looked like. */
export function judged(
  holds: boolean,
  confidence: number,
  answer: string,
  evidence: readonly Evidence[],
): Finding {
  const sure = clampSure(confidence);
  if (sure < LEAST_SURE)
    return { state: "unclear", confidence: Math.max(0.01, sure), answer: `not sure: ${answer}`, evidence };
  return { state: holds ? "pass" : "fail", confidence: sure, answer, evidence };
}

/** For questions these eyes cannot answer, whatever is drawn. */
export function beyond(reason: string): Finding {
  return { state: "unclear", confidence: 0, answer: reason, evidence: [] };
}
