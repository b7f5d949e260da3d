/** Criteria: the yes/no questions an image must answer (GEMS, section 3.1: Decomposer). */
import { z } from "zod";
import { relationIds } from "../flatland/geometry";
import { orderSides } from "../flatland/order";
import { arrangementIds, placementIds, regionIds, sizeIds } from "../flatland/placement";
import { backdropNames, facings } from "../flatland/scene";

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
  /** A number left open: at least `min`, and at most `max` where there is one. */
  z.object({
    type: z.literal("amount"),
    of: selectorSchema,
    min: z.number().int().min(0),
    max: z.number().int().min(0).optional(),
  }),
  /** As many, more or fewer of the subject than `times` the object and `plus`. */
  z.object({
    type: z.literal("comparison"),
    subject: selectorSchema,
    object: selectorSchema,
    sort: z.enum(["equal", "more", "fewer"]),
    times: z.number().positive(),
    plus: z.number().int(),
  }),
  /** A place in the frame. */
  z.object({ type: z.literal("region"), of: selectorSchema, region: z.enum(regionIds) }),
  /** The look of one of a group, by its place among them: `nth` counts from 1. */
  z.object({
    type: z.literal("order"),
    of: selectorSchema,
    nth: z.number().int().min(1),
    from: z.enum(orderSides),
    finish: z.string().min(1),
  }),
  z.object({
    type: z.literal("placement"),
    placement: z.enum(placementIds),
    subject: selectorSchema,
    object: selectorSchema,
  }),
  /** `other` is left out where the two sides are of one group: "between two chairs". */
  z.object({
    type: z.literal("between"),
    subject: selectorSchema,
    object: selectorSchema,
    other: selectorSchema.optional(),
  }),
  z.object({ type: z.literal("size"), of: selectorSchema, size: z.enum(sizeIds) }),
  z.object({
    type: z.literal("larger"),
    subject: selectorSchema,
    object: selectorSchema,
    sort: z.enum(["larger", "smaller", "equal"]),
  }),
  z.object({ type: z.literal("arrangement"), of: selectorSchema, arrangement: z.enum(arrangementIds) }),
  /** Nothing else in the picture but these kinds. */
  z.object({ type: z.literal("only"), kinds: z.array(z.string().min(1)).min(1) }),
  /** Which way all of them look. */
  z.object({ type: z.literal("facing"), of: selectorSchema, facing: z.enum(facings) }),
  /** What lies behind everything. */
  z.object({ type: z.literal("backdrop"), backdrop: z.enum(backdropNames) }),
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
  /** Must hold: attempts that fail it never rank as best, and the refiner is told not to give it up. */
  locked: z.boolean().optional(),
  origin: z.enum(["decomposer", "designer", "skill"]),
  /** Criteria that must pass before this one makes sense: no asking a bicycle's colour when there is none. */
  requires: z.array(z.string().min(1)).max(20).optional(),
});
export type Criterion = z.infer<typeof criterionSchema>;
export type CriterionKind = Criterion["kind"];
