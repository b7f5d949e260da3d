/**
 * A run is a journal of these events; everything else is derived from them.
 * `v` is the format's version: a reader meets older journals by migrating, never by guessing.
 */
import { z } from "zod";
import { errorCodeSchema } from "../errors";
import { criterionSchema } from "./criteria";
import { MAX_PROMPT, MAX_SEED, runSettingsSchema } from "./settings";
import { scoreSchema, verdictSchema } from "./verdicts";

export const EVENT_VERSION = 1;

export const stages = ["plan", "decompose", "draw", "verify", "distil", "refine"] as const;
export const stageSchema = z.enum(stages);
export type Stage = z.infer<typeof stageSchema>;

export const finishReasons = ["all-passed", "nothing-failed", "budget", "failed"] as const;
export type FinishReason = (typeof finishReasons)[number];

export const roleNames = ["planner", "decomposer", "generator", "verifier", "compressor", "refiner"] as const;
export const roleNameSchema = z.enum(roleNames);
export type RoleName = z.infer<typeof roleNameSchema>;

const iterationNumber = z.number().int().min(1);

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
});
export type GenerationParameters = z.infer<typeof parametersSchema>;

export const branchSchema = z.object({ runId: z.string().min(1), iteration: iterationNumber });

export const runHeaderSchema = z.object({
  id: z.string().regex(/^[0-9a-z]{6,32}$/),
  title: z.string().min(1).max(200),
  prompt: z.string().min(1).max(MAX_PROMPT),
  settings: runSettingsSchema,
  branchOf: branchSchema.optional(),
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
  parts: z.array(z.enum(["prompt", "verdicts", "image", "experience"])),
});
export type Shown = z.infer<typeof shownSchema>;

export const usageSchema = z.object({
  calls: z.number().int().min(0),
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
});
export type Usage = z.infer<typeof usageSchema>;

const durableBodies = [
  z.object({ type: z.literal("run-created"), run: runHeaderSchema }),
  z.object({ type: z.literal("words-unknown"), words: z.array(z.string()) }),
  z.object({
    type: z.literal("skill-routed"),
    candidates: z.array(skillCandidateSchema),
    chosen: z.string().nullable(),
    reason: z.string(),
    packHash: z.string().optional(),
  }),
  z.object({
    type: z.literal("prompt-enhanced"),
    prompt: z.string().min(1),
    thought: z.string(),
    /** Sampling temperature the skill asks for; the run's own where absent. */
    temperature: z.number().min(0).max(2).optional(),
  }),
  z.object({ type: z.literal("criteria-proposed"), criteria: z.array(criterionSchema) }),
  z.object({ type: z.literal("criteria-edited"), criteria: z.array(criterionSchema) }),
  z.object({
    type: z.literal("iteration-started"),
    iteration: iterationNumber,
    prompt: z.string().min(1),
    thought: z.string(),
    strategy: z.string(),
    parameters: parametersSchema,
  }),
  z.object({
    type: z.literal("image-generated"),
    iteration: iterationNumber,
    image: imageRefSchema,
    vector: imageRefSchema.optional(),
    width: z.number().int().min(1),
    height: z.number().int().min(1),
    ms: z.number().min(0),
    backend: z.string(),
    notes: z.array(z.string()),
  }),
  z.object({ type: z.literal("criterion-judged"), iteration: iterationNumber, verdict: verdictSchema }),
  /** The designer gave this attempt up: no image is awaited any more, verdicts already there stand. */
  z.object({ type: z.literal("iteration-skipped"), iteration: iterationNumber }),
  z.object({
    type: z.literal("iteration-judged"),
    iteration: iterationNumber,
    score: scoreSchema,
    ms: z.number().min(0),
  }),
  z.object({ type: z.literal("experience-distilled"), experience: experienceSchema }),
  z.object({
    type: z.literal("prompt-refined"),
    /** The attempt this prompt is for. */
    iteration: iterationNumber,
    prompt: z.string().min(1),
    thought: z.string(),
    strategy: z.string(),
    parameters: parametersSchema,
    shown: z.array(shownSchema),
  }),
  z.object({ type: z.literal("usage-recorded"), role: roleNameSchema, usage: usageSchema }),
  z.object({
    type: z.literal("verdict-overridden"),
    iteration: iterationNumber,
    criterionId: z.string().min(1),
    /** null takes the override back. */
    state: z.enum(["pass", "fail", "unclear"]).nullable(),
    note: z.string().optional(),
  }),
  z.object({ type: z.literal("best-pinned"), iteration: iterationNumber.nullable() }),
  z.object({ type: z.literal("rounds-changed"), rounds: z.number().int().min(1) }),
  z.object({ type: z.literal("run-renamed"), title: z.string().min(1).max(200) }),
  z.object({ type: z.literal("run-resumed") }),
  z.object({ type: z.literal("run-stopped"), mode: z.enum(["now", "after-this"]) }),
  z.object({
    type: z.literal("role-failed"),
    role: roleNameSchema,
    iteration: iterationNumber.optional(),
    code: errorCodeSchema,
    message: z.string(),
    remedy: z.string(),
    detail: z.string().optional(),
    retryable: z.boolean(),
  }),
  z.object({
    type: z.literal("run-finished"),
    /**
     * "nothing-failed": all that could be judged passed, the rest cannot be judged here whatever is drawn.
     */
    reason: z.enum(finishReasons),
    best: iterationNumber.nullable(),
  }),
] as const;

const passingBodies = [
  z.object({ type: z.literal("stage-entered"), stage: stageSchema, iteration: iterationNumber.optional() }),
  z.object({
    type: z.literal("generation-progress"),
    iteration: iterationNumber,
    fraction: z.number().min(0).max(1),
    label: z.string(),
  }),
  /** A step failed in a way that may pass by itself and is tried once more. */
  z.object({
    type: z.literal("role-retrying"),
    role: roleNameSchema,
    iteration: iterationNumber.optional(),
    code: errorCodeSchema,
    message: z.string(),
    inMs: z.number().min(0),
  }),
  /** "Stop after this" was heard; it takes effect when the attempt under way is judged. */
  z.object({ type: z.literal("stop-requested") }),
] as const;

export const durableBodySchema = z.discriminatedUnion("type", durableBodies);
export const passingBodySchema = z.discriminatedUnion("type", passingBodies);

/** An event's content, before the journal gave it its place. */
export type DurableBody = z.infer<typeof durableBodySchema>;
export type PassingBody = z.infer<typeof passingBodySchema>;
export type EventBody = DurableBody | PassingBody;

const stamp = z.object({
  v: z.literal(EVENT_VERSION),
  /** Place in the journal, from 0. */
  seq: z.number().int().min(0),
  /** Milliseconds since 1970. */
  at: z.number().int().min(0),
});

/** An event that stands in the journal. */
export const journalEventSchema = z.intersection(stamp, durableBodySchema);
export type JournalEvent = z.infer<typeof journalEventSchema>;

/** An event that is only news: shown while it lasts, never written down. */
export const passingEventSchema = z.intersection(
  z.object({ v: z.literal(EVENT_VERSION), seq: z.null(), at: z.number().int().min(0) }),
  passingBodySchema,
);
export type PassingEvent = z.infer<typeof passingEventSchema>;

export const runEventSchema = z.union([journalEventSchema, passingEventSchema]);
export type RunEvent = z.infer<typeof runEventSchema>;

/** True for events that belong in the journal. */
export function isDurable(body: EventBody): body is DurableBody {
  return !passingBodies.some((schema) => schema.shape.type.value === body.type);
}

/** True for events that finish a step: the journal is forced to disk behind them. */
export function finishesStep(body: DurableBody): boolean {
  return body.type !== "criterion-judged" && body.type !== "usage-recorded";
}
