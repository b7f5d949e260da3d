/** What the studio remembers beyond a run. */
import { z } from "zod";
import { errorPayloadSchema } from "../../errors";
import { channel, iterationSchema, nothing, runIdSchema } from "./common";

export const lessonSchema = z.object({
  id: z.string(),
  runId: runIdSchema,
  runTitle: z.string(),
  iteration: iterationSchema,
  createdAt: z.number(),
  prompt: z.string(),
  text: z.string(),
  strategy: z.string(),
  worked: z.array(z.string()),
  failed: z.array(z.string()),
  /** The strategy of the attempt that followed, and how far its score is from the one before, -1..1. */
  tried: z.string().nullable(),
  gain: z.number().nullable(),
  pinned: z.boolean(),
  /** Times it was brought up for later runs. */
  recalls: z.number().int(),
  /** Near duplicates it speaks for, itself included. */
  ids: z.array(z.string()).min(1),
  /** `studio://` address of the attempt's picture. */
  image: z.string().nullable(),
});
export type Lesson = z.infer<typeof lessonSchema>;

const ids = z.array(z.string()).min(1).max(10_000);

export const memoryChannels = {
  /** Nearest in meaning first where a query is given, else newest first; pinned ones before the others. */
  "memory:list": channel(
    z.object({
      query: z.string().max(500),
      /** The forgotten ones instead, to bring some back. */
      forgotten: z.boolean().optional(),
      /** Only lessons that are, or speak for, one of these. */
      ids: z.array(z.string()).max(1000).optional(),
      limit: z.number().int().min(1).max(500),
      offset: z.number().int().min(0),
    }),
    z.object({
      lessons: z.array(lessonSchema.extend({ similarity: z.number().nullable() })),
      total: z.number().int(),
      /** How lessons are compared; by words only where the sentence model does not work, and why it does not. */
      by: z.enum(["meaning", "words"]),
      trouble: errorPayloadSchema.nullable(),
    }),
  ),
  "memory:pin": channel(z.object({ id: z.string(), pinned: z.boolean() }), nothing),
  /** Forgets lessons; `memory:recover` takes it back. */
  "memory:forget": channel(z.object({ ids }), nothing),
  "memory:recover": channel(z.object({ ids }), nothing),
} as const;
