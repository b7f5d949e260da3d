/**
 * Reads a SKILL.md of either kind: Agent Skills (YAML frontmatter, then instructions) or GEMS headings
 * (`# Skill: Name`, `## Description`, `## Instructions`). Never throws: what is wrong becomes a list of problems.
 */
import type { SkillEntry, SkillManifest, SkillProblem } from "../../shared/skills";
import { type Field, type Frontmatter, readFrontmatter } from "./frontmatter";

export const SKILL_FILE = "SKILL.md";

/** Limits of the Agent Skills specification. */
const MAX_NAME = 64;
const MAX_DESCRIPTION = 1024;
const MAX_COMPATIBILITY = 500;
const MAX_BODY_LINES = 500;

export interface ParsedSkill {
  readonly format: SkillEntry["format"];
  readonly manifest: SkillManifest;
  readonly instructions: string;
  /** Any of severity "error" means the pack is not offered to the planner. */
  readonly problems: readonly SkillProblem[];
}

/**
 * @param text the file's text
 * @param folder name of the folder it lies in, which the skill's name should equal; null while it lies in none
 */
export function parseSkill(text: string, folder: string | null): ParsedSkill {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  if (/^---\s*(\n|$)/.test(plain)) return parseAgentSkill(readFrontmatter(plain), folder);
  const lines = plain.split("\n");
  const title = lines.findIndex((line) => /^#\s*Skill\s*:/i.test(line));
  if (title !== -1) return parseGemsSkill(lines, title, folder);
  return {
    format: "agent-skills",
    manifest: manifestOf(folder ?? "", "", null),
    instructions: plain.trim(),
    problems: [problem("error", 'It begins neither with "---" and a name nor with "# Skill: Name".', 1)],
  };
}

/** A name as the specification wants it: a-z, 0-9 and single hyphens, at most 64; empty when nothing is left. */
export function skillSlug(name: string): string {
  const ascii = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return ascii
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME)
    .replace(/^-+|-+$/g, "");
}

function parseAgentSkill(front: Frontmatter, folder: string | null): ParsedSkill {
  const problems = [...front.problems];
  const broken = problems.some((one) => one.severity === "error");
  const name = broken ? "" : readName(front.fields.get("name"), folder, problems);
  const description = broken ? "" : readDescription(front.fields.get("description"), problems);
  const license = readText(front.fields.get("license"), "license", Number.POSITIVE_INFINITY, problems);
  readText(front.fields.get("compatibility"), "compatibility", MAX_COMPATIBILITY, problems);
  const title = readMetadata(front.fields.get("metadata"), problems).get("title") ?? null;
  const instructions = front.body.trim();
  if (!broken) checkInstructions(instructions, problems);
  const manifest = manifestOf(name === "" ? (folder ?? "") : name, description, title);
  return {
    format: "agent-skills",
    manifest: license === null ? manifest : { ...manifest, license },
    instructions,
    problems,
  };
}

function readName(field: Field | undefined, folder: string | null, problems: SkillProblem[]): string {
  const name = typeof field?.value === "string" ? field.value.trim() : "";
  if (name === "") {
    problems.push(
      problem("error", "The name is missing: add a line such as name: my-skill.", field?.line ?? 1),
    );
    return "";
  }
  const slug = skillSlug(name);
  if (name.length > MAX_NAME) {
    problems.push(
      problem("warning", `The name has ${name.length} characters; ${MAX_NAME} are allowed.`, field?.line),
    );
  } else if (name !== slug) {
    const rule = "may only hold a-z, 0-9 and single hyphens between them";
    const filed = slug === "" ? "" : ` It is filed as "${slug}".`;
    problems.push(problem("warning", `The name "${name}" ${rule}.${filed}`, field?.line));
  }
  if (folder !== null && name !== folder) {
    problems.push(
      problem("warning", `The name "${name}" differs from its folder's, "${folder}".`, field?.line),
    );
  }
  return slug;
}

function readDescription(field: Field | undefined, problems: SkillProblem[]): string {
  const description = typeof field?.value === "string" ? field.value.trim() : "";
  if (description === "") {
    const what = "The description is missing: without it the planner cannot tell when the skill fits.";
    problems.push(problem("error", what, field?.line ?? 1));
  }
  checkDescription(description, field?.line, problems);
  return description;
}

function checkDescription(description: string, line: number | undefined, problems: SkillProblem[]): void {
  if (description.length <= MAX_DESCRIPTION) return;
  const what = `The description has ${description.length} characters; ${MAX_DESCRIPTION} are allowed.`;
  problems.push(problem("warning", what, line));
}

function readText(
  field: Field | undefined,
  name: string,
  most: number,
  problems: SkillProblem[],
): string | null {
  if (field === undefined) return null;
  if (typeof field.value === "string" && field.value !== "" && field.value.length <= most) return field.value;
  const limit = Number.isFinite(most) ? ` of 1 to ${most} characters` : "";
  problems.push(problem("warning", `"${name}" should be a text${limit}.`, field.line));
  return null;
}

function readMetadata(field: Field | undefined, problems: SkillProblem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (field === undefined) return found;
  const { value, line } = field;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.push(problem("warning", '"metadata" should be a list of names with texts.', line));
    return found;
  }
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === "string") found.set(key, entry);
    else problems.push(problem("warning", `"metadata.${key}" should be a text: put it in quotes.`, line));
  }
  return found;
}

function checkInstructions(instructions: string, problems: SkillProblem[]): void {
  if (instructions === "")
    problems.push(problem("warning", "There are no instructions below the description."));
  const lines = instructions.split("\n").length;
  if (lines > MAX_BODY_LINES) {
    const advice = "move details into files under references/";
    problems.push(
      problem("warning", `The instructions have ${lines} lines; keep below ${MAX_BODY_LINES}: ${advice}.`),
    );
  }
}

function parseGemsSkill(lines: readonly string[], title: number, folder: string | null): ParsedSkill {
  const problems: SkillProblem[] = [];
  const heading = (word: string) =>
    lines.findIndex((line, at) => at > title && headingPattern(word).test(line));
  const about = heading("Description");
  const how = heading("Instructions");
  const name = (lines[title] ?? "").replace(/^#\s*Skill\s*:/i, "").trim();
  const slug = skillSlug(name);
  if (slug === "") problems.push(problem("error", 'The name is missing: write "# Skill: Name".', title + 1));
  else if (folder !== null && slug !== folder) {
    problems.push(
      problem("warning", `The name "${slug}" differs from its folder's, "${folder}".`, title + 1),
    );
  }
  const until = how > about ? how : lines.length;
  const description =
    about === -1
      ? ""
      : lines
          .slice(about + 1, until)
          .join("\n")
          .trim();
  if (description === "") {
    problems.push(
      problem("error", '"## Description" with a text below it is missing.', about === -1 ? 1 : about + 1),
    );
  }
  checkDescription(description, about + 1, problems);
  if (how === -1) problems.push(problem("error", '"## Instructions" is missing.', lines.length));
  const instructions =
    how === -1
      ? ""
      : lines
          .slice(how + 1)
          .join("\n")
          .trim();
  if (how !== -1) checkInstructions(instructions, problems);
  const manifest = manifestOf(slug === "" ? (folder ?? "") : slug, description, name === "" ? null : name);
  return { format: "gems", manifest, instructions, problems };
}

function headingPattern(word: string): RegExp {
  return new RegExp(`^##\\s*${word}\\s*:?\\s*$`, "i");
}

function manifestOf(name: string, description: string, title: string | null): SkillManifest {
  const slug = skillSlug(name);
  const filed = slug === "" ? "unnamed" : slug;
  const words = filed.replaceAll("-", " ");
  return { name: filed, title: title ?? words.charAt(0).toUpperCase() + words.slice(1), description };
}

function problem(severity: SkillProblem["severity"], message: string, line?: number): SkillProblem {
  return line === undefined || line < 1 ? { severity, message } : { severity, message, line };
}
