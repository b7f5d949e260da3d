/** The things events speak of: pictures, attempts, lessons, ratings, a run's header. */
import { z } from "zod";
import { lookSchema } from "../flatland/look";
import { criterionKinds } from "./criteria";
import { MAX_PROMPT, MAX_SEED, runSettingsSchema } from "./settings";
import { boxSchema, verdictSchema } from "./verdicts";

export const iterationNumber = z.number().int().min(1);

/** A file of the run's `images` folder, named by the SHA-256 of its bytes. */
export const imageRefSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  file: z.string().regex(/^[0-9a-f]{64}\.(png|svg)$/),
  bytes: z.number().int().min(1),
});
export type ImageRef = z.infer<typeof imageRefSchema>;

export const parametersSchema = z.object({
  seed: z.number().int().min(0).max(MAX_SEED),
  size: z.number().int().min(1),
  temperature: z.number().min(0).max(2),
  look: lookSchema.exactOptional(),
});
export type GenerationParameters = z.infer<typeof parametersSchema>;

/** How an image is made out of an earlier one of the run, mending what failed and nothing else. */
export const editSchema = z.object({
  /** The attempt it is made of. */
  base: iterationNumber,
  /** What is to be changed, in words, for generators that read them. */
  instruction: z.string().min(1).max(2_000),
  /** Criteria to mend. */
  mend: z.array(z.string().min(1)),
  /** Criteria that passed and must stay passed. */
  keep: z.array(z.string().min(1)),
  /** Where in the base's image; null: anywhere. */
  boxes: z.array(boxSchema).nullable(),
});
export type Edit = z.infer<typeof editSchema>;

/** A question to the designer before anything is drawn, because the prompt contradicts itself. */
export const clarificationSchema = z.object({
  question: z.string().min(1).max(500),
  /** What in the prompt contradicts what. */
  reason: z.string().max(1_000),
  /** Readings to choose from: what to call each, and the prompt it amounts to. */
  options: z
    .array(z.object({ label: z.string().min(1).max(200), prompt: z.string().min(1).max(MAX_PROMPT) }))
    .min(1)
    .max(4),
});
export type Clarification = z.infer<typeof clarificationSchema>;

export const branchSchema = z.object({ runId: z.string().min(1), iteration: iterationNumber });

export const runHeaderSchema = z.object({
  id: z.string().regex(/^[0-9a-z]{6,32}$/),
  title: z.string().min(1).max(200),
  prompt: z.string().min(1).max(MAX_PROMPT),
  settings: runSettingsSchema,
  branchOf: branchSchema.optional(),
  /** The designer's words for the first image, drawn as they are instead of the planner's rewording. */
  drawPrompt: z.string().min(1).max(MAX_PROMPT).optional(),
  /** "reference": one picture brought in from elsewhere, to compare with; there is no loop behind it. */
  kind: z.enum(["reference"]).optional(),
});
export type RunHeader = z.infer<typeof runHeaderSchema>;

export const skillCandidateSchema = z.object({
  name: z.string(),
  score: z.number().min(0).max(1),
  reason: z.string(),
});
export type SkillCandidate = z.infer<typeof skillCandidateSchema>;

/** What an attempt taught, in at most 100 words (GEMS, section 3.2: Agent Memory). */
export const experienceSchema = z.object({
  iteration: iterationNumber,
  text: z.string(),
  worked: z.array(z.string()),
  failed: z.array(z.string()),
  strategy: z.string(),
});
export type Experience = z.infer<typeof experienceSchema>;

/** Which parts of an earlier attempt the refiner was given to read. */
export const shownSchema = z.object({
  iteration: iterationNumber,
  /** Set where the attempt was taken over from another run: `iteration` counts in that run then. */
  inherited: z.literal(true).optional(),
  /** The run an inherited attempt was made in. */
  runId: z.string().min(1).optional(),
  /** "failed": only those verdicts that failed; "notes": only what the designer said; "thumbnail": a small image. */
  parts: z.array(z.enum(["prompt", "verdicts", "failed", "notes", "image", "thumbnail", "experience"])),
  /** What the thumbnail came to. */
  thumbnail: z.object({ bytes: z.number().int().min(1), pixels: z.number().int().min(1) }).optional(),
});
export type Shown = z.infer<typeof shownSchema>;

/** Stars, or the designer's "not this one". */
export const ratingSchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal("rejected"),
]);
export type Rating = z.infer<typeof ratingSchema>;

/** An attempt of the run this one branched from, taken along so that the branch remembers it. */
export const inheritedAttemptSchema = z.object({
  iteration: iterationNumber,
  /** The run it was made in, where that is an ancestor further back than the one branched from. */
  runId: z.string().min(1).optional(),
  prompt: z.string().min(1),
  thought: z.string(),
  strategy: z.string(),
  parameters: parametersSchema,
  /** Copied into the branch's own images folder. */
  image: imageRefSchema.nullable(),
  /** What counted: the designer's word stands as a verdict by "designer". */
  verdicts: z.array(verdictSchema),
  experience: experienceSchema.nullable(),
  rating: ratingSchema.nullable().optional(),
});
export type InheritedAttempt = z.infer<typeof inheritedAttemptSchema>;

/** A lesson of an earlier run that was brought up because this prompt resembles that one. */
export const recalledSchema = z.object({
  /** Of the lesson in the studio's memory. */
  id: z.string(),
  runId: z.string(),
  iteration: iterationNumber,
  prompt: z.string(),
  text: z.string(),
  strategy: z.string(),
  /** Cosine of the two prompts' embeddings; share of common words where there is no model for those. */
  similarity: z.number().min(-1).max(1),
  /** In words, for the designer: what the two have in common. */
  why: z.string(),
  /** The same in pieces, for other languages. */
  common: z.object({ kinds: z.array(z.enum(criterionKinds)), words: z.array(z.string()) }).optional(),
  /** What was tried on the lesson's strength in that run, and what came of it. */
  tried: z
    .object({
      strategy: z.string(),
      prompt: z.string(),
      /** That run's prompt as its planner had worded it. */
      planned: z.string(),
      /** Sampling temperature as a share of that run's first one. */
      cooling: z.number().min(0),
      /** Score of the attempt, 0..1, and how far it is from the attempt before. */
      ratio: z.number().min(0).max(1),
      gain: z.number().min(-1).max(1),
    })
    .optional(),
});
export type Recalled = z.infer<typeof recalledSchema>;

export const usageSchema = z.object({
  calls: z.number().int().min(0),
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
  /** Images drawn by a counted service. */
  images: z.number().int().min(0).optional(),
  /** Bytes sent to servers. */
  sentBytes: z.number().int().min(0).optional(),
  /** What it cost by the price list of the day, in its currency. */
  money: z.number().min(0).optional(),
});
export type Usage = z.infer<typeof usageSchema>;
