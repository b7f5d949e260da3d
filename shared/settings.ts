/** The studio's own settings (not a run's): kept between starts, edited in the settings view. */
import { z } from "zod";
import { defaultRunSettings, MAX_ROUNDS } from "./run/settings";

const baseUrl = z.string().url().max(500);

export const generatorConfigSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("flatland") }),
  /** The paper's own generator: `POST {baseUrl}/generate?prompt=` answers with a PNG. */
  z.object({ kind: z.literal("gems-http"), baseUrl }),
  z.object({ kind: z.literal("openai-images"), baseUrl, model: z.string().min(1).max(200) }),
]);
export type GeneratorConfig = z.infer<typeof generatorConfigSchema>;

export const rolesConfigSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("local") }),
  /** Any OpenAI-compatible server; the model must read images to verify. */
  z.object({ kind: z.literal("chat"), baseUrl, model: z.string().min(1).max(200) }),
]);
export type RolesConfig = z.infer<typeof rolesConfigSchema>;

export const settingsSchema = z.object({
  theme: z.enum(["system", "dark", "light"]),
  rounds: z.number().int().min(1).max(MAX_ROUNDS),
  temperature: z.number().min(0).max(2),
  keepGoing: z.boolean(),
  generator: generatorConfigSchema,
  roles: rolesConfigSchema,
  disabledSkills: z.array(z.string()),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  theme: "system",
  rounds: defaultRunSettings.rounds,
  temperature: defaultRunSettings.temperature,
  keepGoing: defaultRunSettings.keepGoing,
  generator: { kind: "flatland" },
  roles: { kind: "local" },
  disabledSkills: [],
};

/** Slots for keys. The keys themselves never leave the main side. */
export const secretSlots = ["generator", "chat"] as const;
export type SecretSlot = (typeof secretSlots)[number];

/** `stored`: encrypted on disk; `session`: kept in memory only, because this system offers no safe place. */
export const secretStatusSchema = z.record(z.enum(secretSlots), z.enum(["none", "stored", "session"]));
export type SecretStatus = z.infer<typeof secretStatusSchema>;
