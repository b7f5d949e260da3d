/** Models of a folder that see: vision-language models, which answer questions, and CLIP, which compares. */
import { z } from "zod";
import { licenceSchema } from "./diffusion";

/** How exactly the numbers of an ONNX file are kept, by the suffix of its name; the first that is there is loaded. */
export const precisions = ["q4", "q8", "int8", "uint8", "fp32", "fp16", "q4f16", "bnb4"] as const;
export type Precision = (typeof precisions)[number];

const bytes = z.number().min(0);

const loadedFileSchema = z.object({
  /** What it is for: "vision_encoder". */
  part: z.string(),
  /** Relative to the folder: "onnx/vision_encoder_q4.onnx". */
  file: z.string(),
  precision: z.enum(precisions),
  /** With the weights beside it. */
  bytes,
});
export type LoadedFile = z.infer<typeof loadedFileSchema>;

const common = {
  /** As the folder's config.json names it: "idefics3". */
  family: z.string(),
  files: z.array(loadedFileSchema).min(1),
  /** For people: guesses made where the folder says nothing. */
  notes: z.array(z.string()),
};

/** What a folder holds, read without loading it. */
export const seeingReportSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("vision-language"),
    ...common,
    /** Tokens it reads and writes together. */
    contextTokens: z.number().int().min(1),
    /** The longer side of a picture in pixels, beyond which it sees no more. */
    side: z.number().int().min(1),
    /** Tokens a picture takes at most. */
    pictureTokens: z.number().int().min(1),
  }),
  z.object({
    kind: z.literal("clip"),
    ...common,
    /** Tokens of a text it reads; the rest is cut off. */
    contextTokens: z.number().int().min(1),
    side: z.number().int().min(1),
  }),
]);
export type SeeingReport = z.infer<typeof seeingReportSchema>;
export type VisionLanguageReport = Extract<SeeingReport, { kind: "vision-language" }>;
export type ClipReport = Extract<SeeingReport, { kind: "clip" }>;

/** A folder as the settings show it. */
export const seeingFactsSchema = z.object({
  folder: z.string(),
  name: z.string(),
  report: seeingReportSchema,
  /** Everything in the folder, in bytes. */
  diskBytes: bytes,
  /** What is loaded: at least this much memory is needed. */
  modelBytes: bytes,
  /** What the system says is free at the moment. */
  freeBytes: bytes,
  /** True while it is in memory already. */
  loaded: z.boolean(),
  licence: licenceSchema.nullable(),
});
export type SeeingFacts = z.infer<typeof seeingFactsSchema>;
