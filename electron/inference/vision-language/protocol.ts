/** What the main side and the inference process say to each other about models that see. */
import { z } from "zod";
import { seeingReportSchema } from "../../../shared/inference/vision-language";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes");
const folder = z.string().min(1).max(4096);
const count = z.number().int().min(0);

export const answerRequestSchema = z.object({
  folder,
  turns: z
    .array(
      z.object({
        role: z.enum(["system", "user", "assistant"]),
        content: z.array(
          z.discriminatedUnion("type", [
            z.object({ type: z.literal("text"), text: z.string() }),
            /** PNG, JPEG or whatever else the studio reads. */
            z.object({ type: z.literal("image"), bytes }),
          ]),
        ),
      }),
    )
    .min(1),
  /** Of the answer. */
  maxTokens: z.number().int().min(1).max(8192),
  /** How many alternatives to the first token to tell. */
  alternatives: z.number().int().min(0).max(100),
  /** Pictures are made no larger than this before they are shown, in pixels a side. */
  side: z.number().int().min(16).max(8192).exactOptional(),
});
export type AnswerRequest = z.infer<typeof answerRequestSchema>;

export const answeredSchema = z.object({
  text: z.string(),
  /** True when the answer was cut off at the limit. */
  truncated: z.boolean(),
  /** What could have stood at the first token, the likeliest first. */
  first: z.array(z.object({ token: z.string(), logprob: z.number() })),
  inputTokens: count,
  outputTokens: count,
  /** Wall time of loading, reading and answering, in milliseconds. */
  ms: z.number().min(0),
});
export type AnsweredText = z.infer<typeof answeredSchema>;

export const similarityRequestSchema = z.object({ folder, text: z.string().min(1), image: bytes });
export type SimilarityRequest = z.infer<typeof similarityRequestSchema>;

/** Cosine of the text's and the picture's vector. */
export const similaritySchema = z.object({ similarity: z.number().min(-1).max(1), ms: z.number().min(0) });
export type Similarity = z.infer<typeof similaritySchema>;

export const inspectSeeingSchema = z.object({ folder });
export { seeingReportSchema };
