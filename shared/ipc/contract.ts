/**
 * Every question the renderer may ask the main side, with its input and its answer.
 * Inputs are parsed by the main side before a handler sees them; answers travel as `Reply`.
 */
import { z } from "zod";
import { errorPayloadSchema } from "../errors";
import { criterionSchema } from "../run/criteria";
import { branchSchema, journalEventSchema, runEventSchema } from "../run/events";
import { MAX_PROMPT, MAX_ROUNDS, MAX_SEED, skillChoiceSchema } from "../run/settings";
import {
  generatorConfigSchema,
  rolesConfigSchema,
  secretSlots,
  secretStatusSchema,
  settingsSchema,
} from "../settings";
import { skillEntrySchema } from "../skills";

const runId = z.string().regex(/^[0-9a-z]{6,32}$/);
const iteration = z.number().int().min(1);
const nothing = z.undefined();
const prompt = z.string().trim().min(1).max(MAX_PROMPT);

export const runSummarySchema = z.object({
  id: runId,
  title: z.string(),
  prompt: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  status: z.enum(["running", "interrupted", "stopped", "failed", "finished"]),
  images: z.number().int(),
  best: z.number().int().nullable(),
  /** `passed` of `total` of the best iteration. */
  passed: z.number().int(),
  total: z.number().int(),
  skill: z.string().nullable(),
  /** `studio://` address of the best image, if there is one. */
  cover: z.string().nullable(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runSnapshotSchema = z.object({
  events: z.array(journalEventSchema),
  /** True while the loop is working on it in this process. */
  live: z.boolean(),
  folder: z.string(),
  /** Lines of the journal that could not be read, if any (a torn last line is not counted). */
  damaged: z.number().int(),
});
export type RunSnapshot = z.infer<typeof runSnapshotSchema>;

export const engineStatusSchema = z.object({
  state: z.enum(["starting", "ready", "restarting", "failed", "stopped"]),
  provider: z.string(),
  models: z.array(z.object({ name: z.string(), loaded: z.boolean(), ms: z.number().nullable() })),
  error: errorPayloadSchema.nullable(),
  restarts: z.number().int(),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  keysAreSafe: z.boolean(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const connectionReportSchema = z.object({
  ok: z.boolean(),
  ms: z.number(),
  detail: z.string(),
  error: errorPayloadSchema.nullable(),
});
export type ConnectionReport = z.infer<typeof connectionReportSchema>;

/** What a run may be asked for beyond the settings' defaults. */
export const startRequestSchema = z.object({
  prompt,
  seed: z.number().int().min(0).max(MAX_SEED).optional(),
  rounds: z.number().int().min(1).max(MAX_ROUNDS).optional(),
  temperature: z.number().min(0).max(2).optional(),
  keepGoing: z.boolean().optional(),
  skill: skillChoiceSchema.optional(),
  branchOf: branchSchema.optional(),
});
export type StartRequest = z.infer<typeof startRequestSchema>;

function channel<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output };
}

export const contract = {
  "app:info": channel(nothing, appInfoSchema),
  "runs:start": channel(startRequestSchema, z.object({ runId })),
  "runs:stop": channel(z.object({ runId, mode: z.enum(["now", "after-this", "skip"]) }), nothing),
  /** Goes on with a stopped, failed or interrupted run; with a larger `rounds`, with a finished one too. */
  "runs:resume": channel(
    z.object({ runId, rounds: z.number().int().min(1).max(MAX_ROUNDS).optional() }),
    nothing,
  ),
  "runs:list": channel(
    z.object({
      query: z.string().max(500),
      limit: z.number().int().min(1).max(500),
      offset: z.number().int().min(0),
    }),
    z.object({ runs: z.array(runSummarySchema), total: z.number().int() }),
  ),
  "runs:get": channel(z.object({ runId }), runSnapshotSchema),
  "runs:rename": channel(z.object({ runId, title: z.string().trim().min(1).max(200) }), nothing),
  /** Moves the run's folder to the studio's trash. */
  "runs:trash": channel(z.object({ runId }), nothing),
  "runs:restore": channel(z.object({ runId }), nothing),
  "runs:editCriteria": channel(z.object({ runId, criteria: z.array(criterionSchema).max(200) }), nothing),
  "runs:override": channel(
    z.object({
      runId,
      iteration,
      criterionId: z.string().min(1),
      state: z.enum(["pass", "fail", "unclear"]).nullable(),
    }),
    nothing,
  ),
  "runs:pin": channel(z.object({ runId, iteration: iteration.nullable() }), nothing),
  "runs:reveal": channel(z.object({ runId }), nothing),
  "runs:export": channel(
    z.object({ runId, iteration, format: z.enum(["png", "svg"]) }),
    z.object({ path: z.string().nullable() }),
  ),
  "runs:contactSheet": channel(z.object({ runId }), z.object({ path: z.string().nullable() })),
  "library:rebuild": channel(nothing, z.object({ runs: z.number().int() })),
  /** Which words the chosen generator does not know; empty for generators that take any. */
  "prompt:inspect": channel(
    z.object({ prompt: z.string().max(MAX_PROMPT) }),
    z.object({ unknownWords: z.array(z.string()) }),
  ),
  "skills:list": channel(nothing, z.array(skillEntrySchema)),
  "skills:read": channel(
    z.object({ name: z.string() }),
    z.object({ text: z.string(), files: z.array(z.string()) }),
  ),
  "skills:setEnabled": channel(z.object({ name: z.string(), enabled: z.boolean() }), nothing),
  /** Asks for a folder, checks it, copies it in. `path` is for drops; without it a dialog opens. */
  "skills:install": channel(
    z.object({ path: z.string().optional(), replace: z.boolean().optional() }),
    z.object({ installed: z.array(z.string()) }),
  ),
  "skills:uninstall": channel(z.object({ name: z.string() }), nothing),
  "skills:reveal": channel(z.object({ name: z.string() }), nothing),
  "settings:get": channel(nothing, settingsSchema),
  "settings:set": channel(settingsSchema.partial(), settingsSchema),
  "secrets:set": channel(
    z.object({ slot: z.enum(secretSlots), value: z.string().min(1).max(4000) }),
    secretStatusSchema,
  ),
  "secrets:clear": channel(z.object({ slot: z.enum(secretSlots) }), secretStatusSchema),
  "secrets:status": channel(nothing, secretStatusSchema),
  "connections:test": channel(
    z.discriminatedUnion("target", [
      z.object({ target: z.literal("generator"), config: generatorConfigSchema }),
      z.object({ target: z.literal("roles"), config: rolesConfigSchema }),
    ]),
    connectionReportSchema,
  ),
  "engine:status": channel(nothing, engineStatusSchema),
  "engine:restart": channel(nothing, engineStatusSchema),
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
export type Input<C extends Channel> = z.input<Contract[C]["input"]>;
export type ParsedInput<C extends Channel> = z.output<Contract[C]["input"]>;
export type Output<C extends Channel> = z.output<Contract[C]["output"]>;

/** Answers are values, errors included: an exception does not cross the border. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof errorPayloadSchema> };

/** News from the main side. */
export const news = {
  /** Batched: at most one message a run and frame. */
  "run-events": z.object({ runId, events: z.array(runEventSchema) }),
  /** The loop began or ended its work on a run in this process. */
  "run-live": z.object({ runId, live: z.boolean() }),
  "engine-status": engineStatusSchema,
  "library-changed": z.object({}),
  "skills-changed": z.object({}),
  "settings-changed": settingsSchema,
  /** A menu item or global key asks the renderer to do something it owns. */
  command: z.object({ name: z.enum(["new-run", "stop", "palette", "shortcuts", "settings", "library"]) }),
} as const;

export type News = typeof news;
export type NewsChannel = keyof News;
export type NewsPayload<N extends NewsChannel> = z.output<News[N]>;

/** What the preload script puts on `window.studio`. */
export interface StudioBridge {
  /** One function a channel, under the channel's own name. */
  readonly ask: { readonly [C in Channel]: (input: Input<C>) => Promise<Reply<Output<C>>> };
  /** Subscribes; returns the way out. */
  readonly on: { readonly [N in NewsChannel]: (listener: (payload: NewsPayload<N>) => void) => () => void };
  /** The path of a dropped file or folder; empty when the system does not tell. */
  readonly pathOf: (file: File) => string;
}
