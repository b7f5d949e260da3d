/**
 * A run is a journal of these events; everything else is derived from them.
 * `v` is the format's version: a reader meets older journals by migrating, never by guessing.
 */
import { z } from "zod";
import { errorCodeSchema } from "../errors";
import { criterionSchema } from "./criteria";
import {
  branchSchema,
  clarificationSchema,
  editSchema,
  experienceSchema,
  imageRefSchema,
  inheritedAttemptSchema,
  iterationNumber,
  parametersSchema,
  ratingSchema,
  recalledSchema,
  runHeaderSchema,
  shownSchema,
  skillCandidateSchema,
  usageSchema,
} from "./records";
import { budgetSchema, MAX_CANDIDATES, MAX_PROMPT, paceSchema } from "./settings";
import { scoreSchema, verdictSchema } from "./verdicts";

export * from "./records";

export const EVENT_VERSION = 1;
/** Most bytes of a preview. */
export const MAX_PREVIEW = 256 * 1024;

export const stages = ["plan", "decompose", "draw", "verify", "distil", "refine"] as const;
export const stageSchema = z.enum(stages);
export type Stage = z.infer<typeof stageSchema>;

/** "no-gain": another round promised too little. */
export const finishReasons = ["all-passed", "nothing-failed", "budget", "no-gain", "failed"] as const;
export type FinishReason = (typeof finishReasons)[number];

export const roleNames = ["planner", "decomposer", "generator", "verifier", "compressor", "refiner"] as const;
export const roleNameSchema = z.enum(roleNames);
export type RoleName = z.infer<typeof roleNameSchema>;

const durableBodies = [
  z.object({ type: z.literal("run-created"), run: runHeaderSchema }),
  z.object({ type: z.literal("words-unknown"), words: z.array(z.string()) }),
  /** The run rests until the designer has said which of the readings is meant. */
  z.object({ type: z.literal("clarification-asked"), clarification: clarificationSchema }),
  z.object({
    type: z.literal("clarification-answered"),
    /** The wish as it is meant; null: as it was typed. */
    prompt: z.string().min(1).max(MAX_PROMPT).nullable(),
  }),
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
    /** The round it belongs to, from 1; absent where every round has one image: its own number then. */
    round: z.number().int().min(1).optional(),
    /** Which of the round's images it is, from 1; absent: the only one. */
    candidate: z.number().int().min(1).max(MAX_CANDIDATES).optional(),
    edit: editSchema.optional(),
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
    /** What computed it, of models on this computer: "cpu", "webgpu". */
    provider: z.string().min(1).max(40).optional(),
  }),
  z.object({ type: z.literal("criterion-judged"), iteration: iterationNumber, verdict: verdictSchema }),
  /**
   * The attempt is given up: no image is awaited any more, verdicts already there stand. By the designer, or with
   * a reason by the run, where it could not be drawn while others of its round were, or nobody had looked at it
   * when another of its round passed everything.
   */
  z.object({
    type: z.literal("iteration-skipped"),
    iteration: iterationNumber,
    reason: z.string().min(1).optional(),
  }),
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
    /** Set where the image is to be made out of an earlier one. */
    edit: editSchema.optional(),
  }),
  /** Two images of equal score, compared in both orders so that neither gains by its place. */
  z.object({
    type: z.literal("pair-judged"),
    a: iterationNumber,
    b: iterationNumber,
    /** What was said with `a` shown first, and with `b` shown first. */
    orders: z.tuple([z.enum(["a", "b", "tie"]), z.enum(["a", "b", "tie"])]),
    /** null where the two orders disagree, or both call it a tie. */
    winner: z.enum(["a", "b"]).nullable(),
    reason: z.string(),
    by: z.string(),
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
  /**
   * Verdicts to be given anew on the image as it is: null stands for all of them, an empty list takes back what
   * was asked. Old verdicts stand until new ones come; overrides stay in any case.
   */
  z.object({
    type: z.literal("reverification-asked"),
    iteration: iterationNumber,
    criterionIds: z.array(z.string().min(1)).nullable(),
  }),
  /** The designer's own words for an attempt that is not drawn yet. */
  z.object({
    type: z.literal("prompt-edited"),
    iteration: iterationNumber,
    prompt: z.string().min(1).max(MAX_PROMPT),
    parameters: parametersSchema,
  }),
  /** Takes the designer's words back: the agent's own are drawn, and asked for where there are none. */
  z.object({ type: z.literal("prompt-restored"), iteration: iterationNumber }),
  z.object({ type: z.literal("pace-changed"), pace: paceSchema }),
  /** The prompt of this attempt waits for the designer's word; going on is giving it. */
  z.object({ type: z.literal("run-paused"), iteration: iterationNumber }),
  /** What is absent stays as it was. */
  z.object({ type: z.literal("budget-changed"), budget: budgetSchema.partial() }),
  /** From the next round on. */
  z.object({
    type: z.literal("candidates-changed"),
    candidates: z.number().int().min(1).max(MAX_CANDIDATES),
  }),
  z.object({ type: z.literal("seconds-changed"), seconds: z.number().positive().nullable() }),
  /** What a branch takes over from the run it came from. */
  z.object({
    type: z.literal("memory-inherited"),
    from: branchSchema,
    attempts: z.array(inheritedAttemptSchema),
  }),
  z.object({ type: z.literal("experiences-recalled"), recalled: z.array(recalledSchema) }),
  /** null takes the rating back. */
  z.object({
    type: z.literal("iteration-rated"),
    iteration: iterationNumber,
    rating: ratingSchema.nullable(),
  }),
  /**
   * The designer's choice between two images, told from this run's side; both runs' journals have it. Two images
   * of one run make one event, from the winner's side. null takes the choice back.
   */
  z.object({
    type: z.literal("preference-stated"),
    iteration: iterationNumber,
    against: branchSchema,
    outcome: z.enum(["won", "lost", "tie"]).nullable(),
    /** True when the designer did not know which was which. */
    blind: z.boolean(),
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
    /** The picture as far as it is, as a small PNG or JPEG. */
    preview: z
      .custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MAX_PREVIEW)
      .optional(),
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

const designers: ReadonlySet<EventBody["type"]> = new Set<EventBody["type"]>([
  "criteria-edited",
  "verdict-overridden",
  "reverification-asked",
  "prompt-edited",
  "prompt-restored",
  "pace-changed",
  "rounds-changed",
  "seconds-changed",
  "budget-changed",
  "candidates-changed",
  "clarification-answered",
  "iteration-rated",
  "preference-stated",
  "best-pinned",
  "run-renamed",
]);

/** True for what a designer did to a run: no sign that the run itself was at work at that time. */
export function isDesigners(event: { readonly type: EventBody["type"] }): boolean {
  return designers.has(event.type);
}

/** True for events that finish a step: the journal is forced to disk behind them. */
export function finishesStep(body: DurableBody): boolean {
  return body.type !== "criterion-judged" && body.type !== "usage-recorded";
}
