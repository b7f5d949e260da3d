/**
 * Looks into what was dropped and shows what would come in, before anything is installed. Packs are copied into a
 * staging folder first: what is shown is what is installed, whatever happens to the original meanwhile.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { PackPreview, Preflight, SkillProblem } from "../../shared/skills";
import { storageError } from "../storage/durable";
import { archiveRefusal } from "./archive-packs";
import { type PackSide, packChanges } from "./changes";
import { hasError, type Pack, readPack } from "./pack";
import { readPackFile } from "./pack-files";
import { parseSkill, SKILL_FILE, skillSlug } from "./parse";
import { ArchiveFault, type Refusal } from "./refusal";
import { findSources, type PackSource } from "./sources";
import { suspicionsIn } from "./suspicions";
import { makeStaging } from "./swap";

/** Preflights held at a time; the oldest is let go. */
const MOST_HELD = 4;
/** Packs of one preflight, and refusals told of it. */
const MOST_PACKS = 100;
const MOST_REFUSED = 200;

/** What stands on the shelf under a pack's name. */
export interface Standing {
  readonly source: "bundled" | "user";
  readonly hash: string;
  readonly side: PackSide;
}

export interface HeldPack {
  readonly pack: Pack;
  readonly preview: PackPreview;
}

interface Held {
  readonly staging: string;
  readonly packs: readonly HeldPack[];
}

interface Staged {
  readonly pack: Pack;
  readonly origin: string;
}

/** The preflights of one skills folder. */
export class Preflights {
  private readonly held = new Map<string, Held>();

  constructor(
    /** The user's skills folder. */
    private readonly into: string,
    /** What stands on the shelf right now, by name. */
    private readonly standings: () => Promise<ReadonlyMap<string, Standing>>,
  ) {}

  /** @throws StudioError "storage" when there is no room for copies. */
  async open(places: readonly string[]): Promise<Preflight> {
    const staging = await this.stagingFolder();
    try {
      const staged: Staged[] = [];
      const refused: Refusal[] = [];
      for (const place of places) await this.take(place, staging, staged, refused);
      const packs: HeldPack[] = [];
      const standings = await this.standings();
      for (const one of staged) {
        packs.push({ pack: one.pack, preview: await preview(one, staged, standings) });
      }
      const token = randomBytes(12).toString("hex");
      this.held.set(token, { staging, packs });
      await this.letOldestGo();
      return {
        token,
        packs: packs.map(({ preview }) => preview),
        refused: refused.slice(0, MOST_REFUSED).map(({ file, reason }) => ({ file, reason })),
      };
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      throw error;
    }
  }

  /** @throws StudioError "not-found" when it was let go. */
  packsOf(token: string): readonly HeldPack[] {
    const held = this.held.get(token);
    if (held !== undefined) return held.packs;
    throw new StudioError("not-found", "What was looked into is not held any more.", {
      remedy: "Choose the files again.",
    });
  }

  /** Lets the copies go; unknown ones are gone already. */
  async forget(token: string): Promise<void> {
    const held = this.held.get(token);
    this.held.delete(token);
    if (held !== undefined) await rm(held.staging, { recursive: true, force: true });
  }

  private async stagingFolder(): Promise<string> {
    try {
      return await makeStaging(this.into);
    } catch (error) {
      throw storageError(`look into what was chosen, in ${this.into}`, error);
    }
  }

  private async letOldestGo(): Promise<void> {
    const [oldest] = this.held.keys();
    if (this.held.size > MOST_HELD && oldest !== undefined) await this.forget(oldest);
  }

  private async take(place: string, staging: string, staged: Staged[], refused: Refusal[]): Promise<void> {
    const found = await findSources(place, this.into);
    refused.push(...found.refused);
    const fresh: Staged[] = [];
    try {
      for (const source of found.packs) {
        if (staged.length + fresh.length >= MOST_PACKS) {
          refused.push({
            file: source.origin,
            reason: `More than ${MOST_PACKS} packs at once are too many.`,
          });
          break;
        }
        const outcome = await stage(source, path.join(staging, `${staged.length + fresh.length}`));
        if ("reason" in outcome) refused.push(outcome);
        else fresh.push({ pack: outcome, origin: source.origin });
      }
    } catch (error) {
      if (!(error instanceof ArchiveFault)) throw error;
      refused.push(archiveRefusal(path.basename(place), error));
      return;
    }
    staged.push(...fresh);
  }
}

async function preview(
  { pack, origin }: Staged,
  all: readonly Staged[],
  standings: ReadonlyMap<string, Standing>,
): Promise<PackPreview> {
  const { name } = pack.manifest;
  const standing = standings.get(name) ?? null;
  const body = await textOf(pack, SKILL_FILE);
  const twins = all.filter((other) => other.pack.manifest.name === name).length > 1;
  return {
    manifest: pack.manifest,
    format: pack.format,
    origin,
    valid: pack.valid,
    problems: [...pack.problems, ...(twins ? [twinWarning(name)] : []), ...(await suspicionsOf(pack))],
    files: pack.files.map((file) => ({ path: file.name, bytes: file.bytes })),
    bytes: pack.files.reduce((sum, file) => sum + file.bytes, 0),
    hash: pack.hash,
    body: body ?? "",
    standing: standingWord(standing, pack),
    installedHash: standing?.hash ?? null,
    changes: standing === null ? [] : await packChanges(standing.side, pack),
  };
}

/** Warnings about the texts of a pack, SKILL.md first. */
export async function suspicionsOf(pack: Pack): Promise<SkillProblem[]> {
  const found: SkillProblem[] = [];
  const texts = pack.files.map((file) => file.name).filter((name) => /\.(?:md|txt|ya?ml|json)$/i.test(name));
  const ordered = [
    ...texts.filter((name) => name === SKILL_FILE),
    ...texts.filter((name) => name !== SKILL_FILE),
  ];
  for (const name of ordered) {
    const text = await textOf(pack, name);
    if (text !== null) found.push(...suspicionsIn(text, name));
  }
  return found;
}

function standingWord(standing: Standing | null, pack: Pack): PackPreview["standing"] {
  if (standing === null) return "new";
  if (standing.source === "bundled") return "shadows-bundled";
  return standing.hash === pack.hash ? "same" : "update";
}

function twinWarning(name: string): SkillProblem {
  return {
    severity: "warning",
    message: `There is another pack called "${name}" among these. Install one, or rename one of them.`,
  };
}

/**
 * The folder a pack will lie in: its own name where it says one that can be used, for that is what it is filed
 * under, else the folder's it came in.
 */
function stagedName(skill: Buffer, source: PackSource): string {
  const { manifest, problems } = parseSkill(skill.toString("utf8"), null);
  if (!hasError(problems)) return manifest.name;
  const slug = skillSlug(source.folderName);
  return slug === "" ? "pack" : slug;
}

/**
 * Copies a pack to the staging folder and reads it there.
 * @throws ArchiveFault, and "storage" when the disk refuses.
 */
async function stage(source: PackSource, into: string): Promise<Pack | Refusal> {
  const files = new Map<string, Buffer>();
  for (const name of source.files) {
    try {
      files.set(name, await source.read(name));
    } catch (error) {
      if (error instanceof ArchiveFault) throw error;
      const why = error instanceof Error ? error.message : String(error);
      return { file: `${source.origin}: ${name}`, reason: `It cannot be read: ${why}.` };
    }
  }
  const folder = path.join(into, stagedName(files.get(SKILL_FILE) ?? Buffer.alloc(0), source));
  for (const [name, bytes] of files) await writeStaged(path.join(folder, ...name.split("/")), bytes);
  const pack = await readPack(folder);
  if (pack.hash !== "") return pack;
  const [first] = pack.problems.filter((one) => one.severity === "error");
  return {
    file: first?.file === undefined ? source.origin : `${source.origin}: ${first.file}`,
    reason: first?.message ?? "It cannot be read.",
  };
}

async function writeStaged(file: string, bytes: Buffer): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: "wx" });
  } catch (error) {
    throw storageError("copy the packs to look into them", error);
  }
}

async function textOf(pack: Pack, name: string): Promise<string | null> {
  if (hasError(pack.problems) && !pack.files.some((file) => file.name === name)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readPackFile(pack.folder, name));
  } catch (error) {
    // Files that are no text, or cannot be read, are told of where the pack itself is judged.
    if (error instanceof Error) return null;
    throw error;
  }
}
