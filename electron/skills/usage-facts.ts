/** What a run says about the skill it used, or about doing without one. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { bestOf, type RunState } from "../../shared/run/state";
import { allPassed } from "../../shared/run/verdicts";

export const runFactsSchema = z.object({
  /** null: the run used no skill. */
  skill: z.string().nullable(),
  at: z.number(),
  /** The best iteration passed every criterion. */
  passed: z.boolean(),
  /** Share of criteria the first attempt passed; null when it was not judged or had lessons of another run. */
  first: z.number().nullable(),
  /** The same for runs that asked for the same thing in the same way; null for runs that cannot be paired. */
  pair: z.string().nullable(),
});
export type RunFacts = z.infer<typeof runFactsSchema>;

/** null for runs that count for nothing: not planned yet, or without a judged iteration. */
export function factsOf(state: RunState): RunFacts | null {
  const { header, routing, iterations, inherited } = state;
  if (header === null || header.kind === "reference" || routing === null) return null;
  const judged = iterations.filter((it) => it.judged && it.image !== null && it.score !== null);
  if (judged.length === 0) return null;
  const best = iterations.find((it) => it.n === bestOf(state));
  const first = iterations.find((it) => it.n === 1 && it.judged);
  const fresh = inherited.length === 0;
  return {
    skill: routing.chosen,
    at: state.createdAt,
    passed: best?.score != null && allPassed(best.score),
    first: fresh ? (first?.score?.ratio ?? null) : null,
    pair: fresh ? pairKey(header) : null,
  };
}

/** Everything besides the skill that decides what is drawn. */
function pairKey({ prompt, settings }: NonNullable<RunState["header"]>): string {
  const { seed, size, rounds, temperature, generator, roles } = settings;
  const same = JSON.stringify([prompt.trim(), seed, size, rounds, temperature, generator, roles]);
  return createHash("sha256").update(same).digest("base64url").slice(0, 22);
}
