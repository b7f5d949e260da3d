/** Skill packs as both sides speak of them. Formats: Agent Skills (SKILL.md with YAML) and GEMS headings. */
import { z } from "zod";

export const skillProblemSchema = z.object({
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  /** 1-based line of SKILL.md (or of the named file), where one is to blame. */
  line: z.number().int().min(1).optional(),
  file: z.string().optional(),
});
export type SkillProblem = z.infer<typeof skillProblemSchema>;

/** What is read of a pack before it is chosen. */
export const skillManifestSchema = z.object({
  name: z.string(),
  /** For people: "Spatial layout". */
  title: z.string(),
  description: z.string(),
  license: z.string().optional(),
});
export type SkillManifest = z.infer<typeof skillManifestSchema>;

/** A pack on the shelf. Invalid ones stay listed, with their problems, and are never offered to the planner. */
export const skillEntrySchema = z.object({
  manifest: skillManifestSchema,
  source: z.enum(["bundled", "user"]),
  format: z.enum(["agent-skills", "gems"]),
  enabled: z.boolean(),
  valid: z.boolean(),
  problems: z.array(skillProblemSchema),
  folder: z.string(),
  /** SHA-256 over the pack's files and their names. */
  hash: z.string(),
  hasLocalRules: z.boolean(),
  /**
   * "given": bundled, or the designer has agreed to exactly these files; "asked": changed since, or never agreed
   * to, and therefore not offered to the planner until read again.
   */
  consent: z.enum(["given", "asked"]),
});
export type SkillEntry = z.infer<typeof skillEntrySchema>;

export const packFileSchema = z.object({ path: z.string(), bytes: z.number().int() });

/** How a file of a new pack differs from the installed one's. `patch`: unified diff of texts, shortened. */
export const packChangeSchema = z.object({
  path: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  patch: z.string().nullable(),
});
export type PackChange = z.infer<typeof packChangeSchema>;

/** One pack found before installing. */
export const packPreviewSchema = z.object({
  manifest: skillManifestSchema,
  format: z.enum(["agent-skills", "gems"]),
  /** Where in what was dropped it was found. */
  origin: z.string(),
  valid: z.boolean(),
  problems: z.array(skillProblemSchema),
  files: z.array(packFileSchema),
  bytes: z.number().int(),
  hash: z.string(),
  /** SKILL.md as it is. */
  body: z.string(),
  /** "new": no pack of this name; "same": installed already, byte for byte. */
  standing: z.enum(["new", "same", "update", "shadows-bundled"]),
  installedHash: z.string().nullable(),
  changes: z.array(packChangeSchema),
});
export type PackPreview = z.infer<typeof packPreviewSchema>;

export const preflightSchema = z.object({
  token: z.string(),
  packs: z.array(packPreviewSchema),
  /** What was not even looked into, each with its file and reason. */
  refused: z.array(z.object({ file: z.string(), reason: z.string() })),
});
export type Preflight = z.infer<typeof preflightSchema>;

export const packVersionSchema = z.object({
  hash: z.string(),
  installedAt: z.number(),
  current: z.boolean(),
  files: z.number().int(),
  bytes: z.number().int(),
});
export type PackVersion = z.infer<typeof packVersionSchema>;

/** A skill's record over the library's runs. Runs count once they have a judged iteration. */
export const skillUsageSchema = z.object({
  name: z.string(),
  runs: z.number().int(),
  lastUsed: z.number().nullable(),
  /** Share of runs whose best iteration passed every criterion. */
  passRate: z.number().nullable(),
  /** The same prompt with and without the skill, at the same seed. */
  pairs: z.number().int(),
  pairPassWith: z.number().nullable(),
  pairPassWithout: z.number().nullable(),
  /** First-attempt share of criteria passed, with the skill and (all runs that used none) without. */
  firstScore: z.number().nullable(),
  baselineFirstScore: z.number().nullable(),
  baselineRuns: z.number().int(),
  baselinePassRate: z.number().nullable(),
});
export type SkillUsage = z.infer<typeof skillUsageSchema>;

/** A pack while it is written: its texts. Binary companions stay where they are. */
export const packDraftSchema = z.object({
  files: z
    .array(z.object({ path: z.string().min(1).max(200), text: z.string().max(200_000) }))
    .min(1)
    .max(50),
});
export type PackDraft = z.infer<typeof packDraftSchema>;

/** What the local planner would make of a prompt with a pack that is being written. */
export const skillTrialSchema = z.object({
  /** How well the pack fits, 0..1, and why. */
  score: z.number().min(0).max(1),
  reason: z.string(),
  /** The skill the planner would choose among all that are switched on and this one; null: none. */
  chosen: z.string().nullable(),
  /** The prompt as this pack would rewrite it. */
  prompt: z.string(),
  thought: z.string(),
  temperature: z.number().nullable(),
});
export type SkillTrial = z.infer<typeof skillTrialSchema>;

/**
 * Rewrite rules for engines without a language model (`references/local-rules.yaml` of a pack).
 * `route` scores how well the pack fits a prompt; `rewrite` changes the prompt's wording.
 */
export const localRulesSchema = z.object({
  version: z.literal(1),
  route: z.array(
    z.object({
      /** A case-insensitive pattern looked for in the prompt. */
      pattern: z.string().min(1).max(300),
      weight: z.number().min(0).max(1),
      reason: z.string().min(1).max(200),
    }),
  ),
  rewrite: z.object({
    /** Spells out where each group stands, in the engine's explicit phrasing. */
    explicitLayout: z.boolean().default(false),
    /** Says "exactly" before every number. */
    exactCounts: z.boolean().default(false),
    prepend: z.string().max(300).default(""),
    append: z.string().max(300).default(""),
    temperature: z.number().min(0).max(2).optional(),
  }),
});
export type LocalRules = z.infer<typeof localRulesSchema>;

/** Longest text, and longest word, that a route's pattern is run over. */
export const ROUTE_TEXT_LENGTH = 2_000;
export const ROUTE_WORD_LENGTH = 64;

/** A route's pattern, ready to be looked for. */
export interface RoutePattern {
  test(prompt: string): boolean;
}

/**
 * The one way a route's pattern is run: without regard to case, over the prompt's beginning, with single spaces and
 * with a space in words of more than 64 characters. These bounds are what keeps a careless pattern from taking
 * forever; which patterns they suffice for is judged when a pack is read.
 * @throws SyntaxError for text that is no pattern.
 */
export function routePattern(pattern: string): RoutePattern {
  const expression = new RegExp(pattern, "iu");
  return { test: (prompt) => expression.test(routeText(prompt)) };
}

function routeText(prompt: string): string {
  const words = new RegExp(`\\S{${ROUTE_WORD_LENGTH}}`, "gu");
  return prompt
    .slice(0, 2 * ROUTE_TEXT_LENGTH)
    .replace(/\s+/gu, " ")
    .replace(words, "$& ")
    .slice(0, ROUTE_TEXT_LENGTH);
}

/** A pack opened because it was chosen. */
export interface LoadedSkill {
  readonly manifest: SkillManifest;
  readonly hash: string;
  readonly instructions: string;
  readonly localRules: LocalRules | null;
}
