/** Criteria: the yes/no questions an image must answer (GEMS, section 3.1: Decomposer). */
import { z } from "zod";
import { relationIds } from "../flatland/geometry";

/** Picks the objects a check speaks about: a kind, and a finish where the prompt names one. */
export const selectorSchema = z.object({
  kind: z.string().min(1),
  finish: z.string().min(1).optional(),
});
export type Selector = z.infer<typeof selectorSchema>;

/** The structured form of a question, for verifiers that measure instead of reading. */
export const checkSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("object"), of: selectorSchema }),
  z.object({ type: z.literal("count"), of: selectorSchema, count: z.number().int().min(0) }),
  z.object({ type: z.literal("attribute"), of: selectorSchema, finish: z.string().min(1) }),
  z.object({
    type: z.literal("relation"),
    relation: z.enum(relationIds),
    subject: selectorSchema,
    object: selectorSchema,
  }),
  z.object({
    type: z.literal("verb"),
    verb: z.string().min(1),
    subject: selectorSchema,
    object: selectorSchema,
  }),
  z.object({ type: z.literal("text"), text: z.string().min(1) }),
  z.object({ type: z.literal("uncheckable"), reason: z.string().min(1) }),
]);
export type Check = z.infer<typeof checkSchema>;

export const criterionKinds = ["object", "count", "attribute", "position", "text", "style", "other"] as const;

export const criterionSchema = z.object({
  id: z.string().min(1),
  question: z.string().min(1).max(500),
  kind: z.enum(criterionKinds),
  check: checkSchema.optional(),
  weight: z.number().positive().max(100),
  enabled: z.boolean(),
  origin: z.enum(["decomposer", "designer", "skill"]),
});
export type Criterion = z.infer<typeof criterionSchema>;
export type CriterionKind = Criterion["kind"];
