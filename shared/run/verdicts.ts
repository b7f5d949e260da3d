/** Verdicts and scores: what a verifier saw, and what it adds up to. */
import { z } from "zod";
import type { Criterion } from "./criteria";

/** A box in fractions of the image, as in `shared/flatland/geometry`. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
export type Box = z.infer<typeof boxSchema>;

/** A place in the picture that speaks for or against a verdict. */
export const evidenceSchema = z.object({
  box: boxSchema,
  label: z.string(),
  confidence: z.number().min(0).max(1),
  supports: z.boolean(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const verdictStates = ["pass", "fail", "unclear", "error"] as const;
export type VerdictState = (typeof verdictStates)[number];

export const verdictSchema = z.object({
  criterionId: z.string().min(1),
  state: z.enum(verdictStates),
  confidence: z.number().min(0).max(1),
  /** What was seen, in a short sentence: "five bicycles, asked for four". */
  answer: z.string(),
  evidence: z.array(evidenceSchema),
  /** Who judged: a model's name, or "designer". */
  by: z.string(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Who a verdict is by where the question was not put, because one it requires had failed. */
export const NOT_ASKED = "not asked";

/** Who a verdict is by where it is the designer's own. */
export const DESIGNER = "designer";

/** A designer's word over the verifier's. */
export interface Override {
  readonly state: "pass" | "fail" | "unclear";
  readonly note?: string | undefined;
}

export const scoreSchema = z.object({
  passed: z.number().int().min(0),
  judged: z.number().int().min(0),
  total: z.number().int().min(0),
  /** Passed weight / judged weight; null when nothing could be judged. */
  ratio: z.number().min(0).max(1).nullable(),
});
export type Score = z.infer<typeof scoreSchema>;

/** The state that counts: the designer's override where there is one, else the verdict's, else null. */
export function effectiveState(
  verdict: Verdict | undefined,
  override: Override | undefined,
): VerdictState | null {
  return override?.state ?? verdict?.state ?? null;
}

/**
 * Adds verdicts up. `unclear` and `error` leave the denominator: not knowing is not failing.
 * Disabled criteria do not count at all.
 */
export function scoreOf(
  criteria: readonly Criterion[],
  verdicts: Readonly<Record<string, Verdict>>,
  overrides: Readonly<Record<string, Override>>,
): Score {
  const states = criteria
    .filter((criterion) => criterion.enabled)
    .map((criterion) => ({
      weight: criterion.weight,
      state: effectiveState(verdicts[criterion.id], overrides[criterion.id]),
    }));
  const weigh = (items: typeof states) => items.reduce((sum, item) => sum + item.weight, 0);
  const passed = states.filter((item) => item.state === "pass");
  const judged = states.filter((item) => item.state === "pass" || item.state === "fail");
  return {
    passed: passed.length,
    judged: judged.length,
    total: states.length,
    ratio: judged.length === 0 ? null : weigh(passed) / weigh(judged),
  };
}

/** True when every enabled criterion passed: one that could not be judged holds the door shut. */
export function allPassed(score: Score): boolean {
  return score.total > 0 && score.passed === score.total;
}

/** True when nothing that could be judged failed, though something may be beyond the verifier. */
export function nothingFailed(score: Score): boolean {
  return score.judged > 0 && score.passed === score.judged;
}
