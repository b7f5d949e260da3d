/** A skill pack read from its folder: manifest, problems, hash; its instructions only kept for when it is chosen. */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { LocalRules, SkillManifest, SkillProblem } from "../../shared/skills";
import { LOCAL_RULES_FILE, type ParsedRules, parseLocalRules } from "./local-rules";
import { hashPack, listPack, type PackFile, type PackListing, readPackFile } from "./pack-files";
import { type ParsedSkill, parseSkill, SKILL_FILE } from "./parse";

const MAX_SKILL_BYTES = 512 * 1024;
const MAX_RULES_BYTES = 128 * 1024;

export interface Pack {
  readonly folder: string;
  readonly manifest: SkillManifest;
  readonly format: ParsedSkill["format"];
  readonly problems: readonly SkillProblem[];
  readonly valid: boolean;
  readonly files: readonly PackFile[];
  /** Empty when the pack is unsafe: what must not be read has no hash. */
  readonly hash: string;
  readonly hasLocalRules: boolean;
  /** null when there are none, or none that can be used. */
  readonly localRules: LocalRules | null;
}

/** What a pack says, opened because it was chosen. */
export interface PackContents {
  readonly hash: string;
  readonly instructions: string;
  readonly localRules: LocalRules | null;
}

/** Reads a pack. Never throws: a pack that cannot be read is one with problems. */
export async function readPack(folder: string): Promise<Pack> {
  try {
    return await read(folder, await listPack(folder));
  } catch (error) {
    return unreadable(folder, error);
  }
}

/** Reads packs, and reads them again only when a file of theirs has changed. */
export class PackReader {
  private readonly known = new Map<string, { readonly mark: string; readonly pack: Pack }>();

  /** As `readPack`. */
  async read(folder: string): Promise<Pack> {
    try {
      const listing = await listPack(folder);
      const mark = JSON.stringify(listing);
      const known = this.known.get(folder);
      if (known?.mark === mark) return known.pack;
      const pack = await read(folder, listing);
      this.known.set(folder, { mark, pack });
      return pack;
    } catch (error) {
      return unreadable(folder, error);
    }
  }
}

function unreadable(folder: string, error: unknown): Pack {
  const message = `The pack cannot be read: ${messageOf(error)}`;
  const { manifest, format } = parseSkill("", path.basename(folder));
  const problems: SkillProblem[] = [{ severity: "error", message }];
  const nothing = { files: [], hash: "", hasLocalRules: false, localRules: null };
  return { folder, manifest, format, problems, valid: false, ...nothing };
}

async function read(folder: string, listing: PackListing): Promise<Pack> {
  const { files, problems: unsafe } = listing;
  const safe = !hasError(unsafe);
  const skill = await readText(folder, SKILL_FILE, MAX_SKILL_BYTES);
  const parsed = parseSkill(skill.text, path.basename(folder));
  const hasLocalRules = files.some((file) => file.name === LOCAL_RULES_FILE);
  const rules = await readRules(folder, hasLocalRules);
  const problems = [
    ...(skill.problem === null ? parsed.problems : [skill.problem]),
    ...unsafe,
    ...rules.problems,
  ];
  return {
    folder,
    manifest: parsed.manifest,
    format: parsed.format,
    problems,
    valid: !hasError(problems),
    files,
    hash: safe ? await hashPack(folder, files) : "",
    hasLocalRules,
    localRules: rules.rules,
  };
}

async function readRules(folder: string, there: boolean): Promise<ParsedRules> {
  if (!there) return { rules: null, problems: [] };
  const { text, problem } = await readText(folder, LOCAL_RULES_FILE, MAX_RULES_BYTES);
  return problem === null ? parseLocalRules(text) : { rules: null, problems: [problem] };
}

/**
 * Opens a valid pack.
 * @throws StudioError "skill-invalid" when it has changed and is no longer valid.
 */
export async function openPack(folder: string): Promise<PackContents> {
  const pack = await readPack(folder);
  if (!pack.valid) throw invalidPack(pack);
  const { text } = await readText(folder, SKILL_FILE, MAX_SKILL_BYTES);
  const { instructions } = parseSkill(text, path.basename(folder));
  return { hash: pack.hash, instructions, localRules: pack.localRules };
}

/** The whole SKILL.md, for showing. @throws StudioError "skill-invalid" when it is no text. */
export async function skillText(folder: string): Promise<string> {
  const { text, problem } = await readText(folder, SKILL_FILE, MAX_SKILL_BYTES);
  if (problem === null) return text;
  throw new StudioError("skill-invalid", `${SKILL_FILE} of ${path.basename(folder)}: ${problem.message}`, {
    remedy: "Correct the file, or take the skill away.",
  });
}

/** An invalid pack as an error that names the first fault; all of them stand in its detail. */
export function invalidPack(pack: Pick<Pack, "manifest" | "problems">): StudioError {
  const errors = pack.problems.filter((one) => one.severity === "error").map(problemText);
  return new StudioError(
    "skill-invalid",
    `The skill "${pack.manifest.name}" is not valid. ${errors[0] ?? ""}`,
    {
      remedy: "Correct what is named (or ask its author to), then try again.",
      detail: errors.join("\n"),
    },
  );
}

export function problemText({ message, file, line }: SkillProblem): string {
  const place = [
    file ?? (line === undefined ? null : SKILL_FILE),
    line === undefined ? null : `line ${line}`,
  ];
  const where = place.filter((part) => part !== null).join(", ");
  return where === "" ? message : `${where}: ${message}`;
}

export function hasError(problems: readonly SkillProblem[]): boolean {
  return problems.some((one) => one.severity === "error");
}

interface ReadText {
  readonly text: string;
  readonly problem: SkillProblem | null;
}

async function readText(folder: string, file: string, most: number): Promise<ReadText> {
  try {
    const bytes = await readPackFile(folder, file, most);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), problem: null };
  } catch (error) {
    const reason = isEncodingFault(error) ? "it is not UTF-8 text" : messageOf(error);
    return { text: "", problem: { severity: "error", message: `The file cannot be read: ${reason}.`, file } };
  }
}

/** What a strict decoder throws. */
function isEncodingFault(error: unknown): boolean {
  return error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
