/** The studio's own settings (not a run's): kept between starts, edited in the settings view. */
import { z } from "zod";
import { generatorConfigSchema, modelFolderSchema, rolesConfigSchema } from "./backends";
import { computeSettingsSchema, defaultCompute } from "./inference/compute";
import { priceListSchema } from "./prices";
import {
  budgetSchema,
  defaultRunSettings,
  MAX_CANDIDATES,
  MAX_ROUNDS,
  noBudget,
  paceSchema,
  skillChoiceSchema,
} from "./run/settings";

/** Languages the studio speaks; "system" follows the computer, English where it speaks another. */
export const languages = ["en", "de", "es"] as const;
export type Language = (typeof languages)[number];

/** The language to speak: the chosen one, else the computer's where the studio knows it, else English. */
export function languageOf(setting: "system" | Language, locale: string): Language {
  if (setting !== "system") return setting;
  const tongue = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === tongue) ?? "en";
}

export const themes = ["system", "dark", "light", "neutral"] as const;

/** What exported files are called. Fields in braces; see docs/guide.md. */
export const defaultFilenameTemplate = "{title} {iteration}";

/** Roles that think; the generator is chosen apart. */
export const thinkerNames = ["planner", "decomposer", "verifier", "compressor", "refiner"] as const;
export type ThinkerName = (typeof thinkerNames)[number];

/** Folders of models remembered as the designer's own at most. */
export const MAX_MODEL_FOLDERS = 20;

/** Servers remembered as the designer's own at most. */
export const MAX_KNOWN_SERVERS = 200;

export const settingsSchema = z.object({
  theme: z.enum(themes),
  language: z.enum(["system", ...languages]),
  rounds: z.number().int().min(1).max(MAX_ROUNDS),
  temperature: z.number().min(0).max(2),
  keepGoing: z.boolean(),
  generator: generatorConfigSchema,
  roles: rolesConfigSchema,
  disabledSkills: z.array(z.string()),
  /** What new runs do about skills unless told otherwise. */
  skill: skillChoiceSchema,
  pace: paceSchema,
  /** Keys by command, for the commands the designer gave others than the studio's own. */
  keymap: z.record(z.string(), z.array(z.string().min(1).max(40)).max(4)),
  /** A word from the system when a run ends while the studio is not looked at. */
  notifications: z.boolean(),
  filenameTemplate: z.string().trim().min(1).max(200),
  /** New runs are told what earlier runs with similar prompts learnt. */
  memory: z.boolean(),
  candidates: z.number().int().min(1).max(MAX_CANDIDATES),
  budget: budgetSchema,
  /** Ends a run when another round promises less than this share of the score; null: never. */
  minGain: z.number().min(0).max(1).nullable(),
  /** Images may be made out of earlier ones, mending what failed. */
  repair: z.boolean(),
  /** Prompts that contradict themselves are asked about. */
  ask: z.boolean(),
  /** Equal scores are settled by comparing the images, where somebody can. */
  judgePairs: z.boolean(),
  /** Roles played by somebody else than `roles`. */
  rolesFor: z.partialRecord(z.enum(thinkerNames), rolesConfigSchema),
  prices: priceListSchema,
  /** Origins of servers that were set up once: runs drawn by them may go on by them. */
  knownServers: z.array(z.string().max(500)).max(MAX_KNOWN_SERVERS),
  /** Folders of models that were chosen once, the latest last: runs drawn by them may go on by them. */
  modelFolders: z.array(modelFolderSchema).max(MAX_MODEL_FOLDERS),
  compute: computeSettingsSchema,
  /** Folder of a CLIP that tells how well images go with their prompt; null: none. */
  similarityFolder: modelFolderSchema.nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  theme: "system",
  language: "system",
  rounds: defaultRunSettings.rounds,
  temperature: defaultRunSettings.temperature,
  keepGoing: defaultRunSettings.keepGoing,
  generator: { kind: "flatland" },
  roles: { kind: "local" },
  disabledSkills: [],
  skill: { mode: "auto" },
  pace: "flow",
  keymap: {},
  notifications: true,
  filenameTemplate: defaultFilenameTemplate,
  memory: true,
  candidates: 1,
  budget: noBudget,
  minGain: null,
  repair: true,
  ask: true,
  judgePairs: true,
  rolesFor: {},
  prices: { currency: "USD", models: {} },
  knownServers: [],
  modelFolders: [],
  compute: defaultCompute,
  similarityFolder: null,
};

/** True for a folder that the designer has chosen, now or before. Any other comes out of somebody's journal. */
export function isAgreedFolder(
  folder: string,
  { generator, modelFolders }: Pick<Settings, "generator" | "modelFolders">,
): boolean {
  return (generator.kind === "diffusion" && generator.folder === folder) || modelFolders.includes(folder);
}

/** The settings with the folder that draws as the latest known one, the oldest of too many forgotten. */
export function withModelFolder(settings: Settings): Settings {
  const { generator, modelFolders } = settings;
  if (generator.kind !== "diffusion" || modelFolders.at(-1) === generator.folder) return settings;
  const others = modelFolders.filter((folder) => folder !== generator.folder);
  return { ...settings, modelFolders: [...others, generator.folder].slice(-MAX_MODEL_FOLDERS) };
}

/** What the environment's keys are for, and what keys of earlier versions were for. */
export const secretSlots = ["generator", "chat"] as const;
export type SecretSlot = (typeof secretSlots)[number];

/**
 * `stored`: encrypted on disk; `session`: in memory only, because this system offers no safe place; `environment`:
 * given by a variable, for the servers that are set up at the moment.
 */
export const keptKeySchema = z.object({
  origin: z.string(),
  kept: z.enum(["stored", "session", "environment"]),
});
export type KeptKey = z.infer<typeof keptKeySchema>;

/** For which servers there are keys. The keys themselves never leave the main side. */
export const secretStatusSchema = z.object({
  keys: z.array(keptKeySchema),
  /** Keys of earlier versions that belong to no server; they are sent nowhere. */
  aside: z.array(z.enum(secretSlots)),
});
export type SecretStatus = z.infer<typeof secretStatusSchema>;
