/** The studio itself: its settings, keys, engine and surroundings. */
import { z } from "zod";
import { generatorConfigSchema, rolesConfigSchema } from "../../backends";
import { errorPayloadSchema } from "../../errors";
import { computeStateSchema, providerNameSchema } from "../../inference/compute";
import { MAX_PROMPT } from "../../run/settings";
import { originOf } from "../../servers";
import { secretSlots, secretStatusSchema, settingsSchema } from "../../settings";
import { channel, nothing } from "./common";

export const engineStatusSchema = z.object({
  state: z.enum(["starting", "ready", "restarting", "failed", "stopped"]),
  provider: z.string(),
  models: z.array(
    z.object({
      name: z.string(),
      /** Of models that are the designer's own; told only while they are in memory. */
      folder: z.string().exactOptional(),
      loaded: z.boolean(),
      ms: z.number().nullable(),
      /** What computes it, of models that may run on a graphics card. */
      provider: providerNameSchema.exactOptional(),
    }),
  ),
  error: errorPayloadSchema.nullable(),
  restarts: z.number().int(),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  platform: z.string(),
  /** The computer's language, as a BCP 47 tag. */
  locale: z.string(),
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

const serverAddress = z
  .string()
  .max(500)
  .refine((address) => originOf(address) !== null, "an http or https address is needed");

export const studioChannels = {
  "app:info": channel(nothing, appInfoSchema),
  /** Shows the data folder in the system's file manager. */
  "app:reveal": channel(nothing, nothing),
  /** The licence of the studio and the notices of what it is built with, as Markdown. */
  "app:licences": channel(nothing, z.object({ text: z.string() })),
  /** Which words the chosen generator does not know; empty for generators that take any. */
  "prompt:inspect": channel(
    z.object({ prompt: z.string().max(MAX_PROMPT) }),
    z.object({ unknownWords: z.array(z.string()) }),
  ),
  "settings:get": channel(nothing, settingsSchema),
  "settings:set": channel(settingsSchema.partial(), settingsSchema),
  /** Keeps the key of one server: of its scheme, host and port. */
  "secrets:set": channel(
    z.object({ server: serverAddress, value: z.string().min(1).max(4000) }),
    secretStatusSchema,
  ),
  "secrets:clear": channel(
    z.union([z.object({ server: serverAddress }), z.object({ aside: z.enum(secretSlots) })]),
    secretStatusSchema,
  ),
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
  /** Tries every execution provider that has not been tried since the start. */
  "compute:look": channel(nothing, computeStateSchema),
  /** Tries all of them anew and measures those that work; takes seconds. "cancelled" after `compute:stop`. */
  "compute:measure": channel(nothing, computeStateSchema),
  "compute:stop": channel(nothing, nothing),
} as const;
