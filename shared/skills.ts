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
});
export type SkillEntry = z.infer<typeof skillEntrySchema>;

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
