/** Packs while they are written: their texts taken out, judged as they are typed, and put back beside the rest. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PackDraft, SkillManifest, SkillProblem } from "../../shared/skills";
import { storageError } from "../storage/durable";
import { LOCAL_RULES_FILE, parseLocalRules } from "./local-rules";
import { hasError, invalidPack, type Pack } from "./pack";
import { readPackFile } from "./pack-files";
import { parseSkill, SKILL_FILE } from "./parse";
import { renamedSkill } from "./rename";
import { caseless, pathProblem, shownName } from "./safe-paths";
import { makeStaging } from "./swap";

/** As the contract has it. */
const MOST_TEXTS = 50;
const MOST_TEXT = 200_000;

/**
 * A pack's texts, SKILL.md first.
 * @throws StudioError "skill-invalid" for a pack whose files must not be read.
 */
export async function draftOf(pack: Pack): Promise<PackDraft> {
  if (pack.hash === "") throw invalidPack(pack);
  const files: PackDraft["files"] = [];
  for (const name of inOrder(pack.files.map((file) => file.name))) {
    const text = await editableText(pack, name);
    if (text !== null && files.length < MOST_TEXTS) files.push({ path: name, text });
  }
  return files.length > 0 ? { files } : { files: [{ path: SKILL_FILE, text: "" }] };
}

/** The same texts under another name. @throws StudioError "skill-invalid" when their name cannot be changed. */
export function renamedDraft(draft: PackDraft, name: string): PackDraft {
  return {
    files: draft.files.map((file) =>
      file.path === SKILL_FILE ? { ...file, text: renamedSkill(file.text, name) } : file,
    ),
  };
}

/** What is wrong with a pack that is being written. Never throws. */
export function checkDraft(draft: PackDraft): { manifest: SkillManifest | null; problems: SkillProblem[] } {
  const skill = draft.files.find((file) => file.path === SKILL_FILE);
  const rules = draft.files.find((file) => file.path === LOCAL_RULES_FILE);
  const names = nameProblems(draft);
  if (skill === undefined) {
    const missing: SkillProblem = {
      severity: "error",
      message: `There is no ${SKILL_FILE}.`,
      file: SKILL_FILE,
    };
    return { manifest: null, problems: [missing, ...names] };
  }
  const parsed = parseSkill(skill.text, null);
  const found = [
    ...parsed.problems,
    ...names,
    ...(rules === undefined ? [] : parseLocalRules(rules.text).problems),
  ];
  return { manifest: hasError(found) ? null : parsed.manifest, problems: found };
}

/** A draft on disk, ready to be placed. */
export interface StagedDraft {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Writes a draft out, with the companions of `base` that are no texts.
 * @throws StudioError "skill-invalid" naming the first fault, "storage".
 */
export async function stageDraft(draft: PackDraft, base: Pack | null, into: string): Promise<StagedDraft> {
  const { manifest, problems } = checkDraft(draft);
  if (manifest === null)
    throw invalidPack({ manifest: { name: "draft", title: "", description: "" }, problems });
  const staging = await makeStaging(into).catch((error: unknown) => {
    throw storageError("save the skill", error);
  });
  const folder = path.join(staging, manifest.name);
  const remove = () => rm(staging, { recursive: true, force: true });
  try {
    for (const { path: name, text } of draft.files) await write(folder, name, text);
    for (const { name } of base === null || base.hash === "" ? [] : base.files) {
      const written = draft.files.some((file) => caseless(file.path) === caseless(name));
      if (written || (base !== null && (await editableText(base, name)) !== null)) continue;
      if (base !== null) await write(folder, name, await readPackFile(base.folder, name));
    }
    return { folder, remove };
  } catch (error) {
    await remove();
    throw storageError("save the skill", error);
  }
}

async function write(folder: string, name: string, content: string | Buffer): Promise<void> {
  const file = path.join(folder, ...name.split("/"));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content, { flag: "wx" });
}

function inOrder(names: readonly string[]): readonly string[] {
  const first = [SKILL_FILE, LOCAL_RULES_FILE].filter((name) => names.includes(name));
  return [...first, ...names.filter((name) => !first.includes(name))];
}

/** null for what is no text, or too long to be edited here. */
async function editableText(pack: Pack, name: string): Promise<string | null> {
  const bytes = await readPackFile(pack.folder, name);
  if (bytes.length > MOST_TEXT || bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function nameProblems({ files }: PackDraft): SkillProblem[] {
  const seen = new Set<string>();
  return files.flatMap(({ path: name }) => {
    const key = caseless(name);
    const twice = seen.has(key);
    seen.add(key);
    const problem = pathProblem(name) ?? (twice ? "is there twice" : null);
    if (problem === null) return [];
    return [
      { severity: "error" as const, message: `${JSON.stringify(shownName(name))} ${problem}.`, file: name },
    ];
  });
}
