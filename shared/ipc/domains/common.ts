/** Pieces that several domains of the contract are made of. */
import { z } from "zod";
import { MAX_PROMPT } from "../../run/settings";

export const runIdSchema = z.string().regex(/^[0-9a-z]{6,32}$/);
export const iterationSchema = z.number().int().min(1);
export const promptSchema = z.string().trim().min(1).max(MAX_PROMPT);
export const nothing = z.undefined();

/** One iteration of any run. */
export const placeSchema = z.object({ runId: runIdSchema, iteration: iterationSchema });
export type Place = z.infer<typeof placeSchema>;

/** Where a file was written; null when the designer thought better of it. */
export const writtenSchema = z.object({ path: z.string().nullable() });

/** A question with its answer. */
export function channel<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output };
}
