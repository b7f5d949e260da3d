/** Finds the packs in an archive and keeps the bad ones from spoiling the good ones. */
import path from "node:path";
import { type ArchiveEntry, openArchive } from "./archive";
import { MAX_BYTES, MAX_DEPTH, MAX_FILES } from "./pack-files";
import { SKILL_FILE } from "./parse";
import { ArchiveFault, type Refusal } from "./refusal";
import { caseless, isLitter, pathProblem, shownName } from "./safe-paths";
import type { Found, PackSource } from "./sources";

/** Refusals told of one pack. */
const MOST_TOLD = 20;

/**
 * Packs of a zip or `.skill` file. Never throws for what the archive holds.
 * @throws the system's error when the file cannot be read.
 */
export async function packsInArchive(file: string): Promise<Found> {
  const label = path.basename(file);
  try {
    return sortOut(await openArchive(file), label);
  } catch (error) {
    if (error instanceof ArchiveFault) return { packs: [], refused: [archiveRefusal(label, error)] };
    throw error;
  }
}

/** Names the archive and the file in it that is to blame. */
export function archiveRefusal(label: string, { file, reason }: ArchiveFault): Refusal {
  return file === null
    ? { file: shownName(label), reason }
    : {
        file: `${shownName(label)}: ${shownName(file)}`,
        reason: `${reason} Nothing of the archive is taken.`,
      };
}

interface Root {
  /** Path of the pack's folder within the archive; "" for the archive itself. */
  readonly place: string;
  readonly entries: { readonly name: string; readonly entry: ArchiveEntry }[];
}

function sortOut(entries: readonly ArchiveEntry[], label: string): Found {
  const kept = entries.filter(({ name }) => name !== "" && !name.split("/").some(isLitter));
  const roots = rootsOf(kept);
  const refused: Refusal[] = [];
  for (const entry of kept) {
    const root = roots.find(({ place }) => place === "" || isBelow(entry.name, place));
    if (root !== undefined) root.entries.push({ name: within(entry.name, root.place), entry });
    else if (entry.problem !== null) refused.push(refusalOf(label, entry.name, entry.problem));
  }
  const packs: PackSource[] = [];
  for (const root of roots) {
    const problems = problemsOf(root, label);
    if (problems.length > 0) refused.push(...problems.slice(0, MOST_TOLD));
    else packs.push(sourceOf(root, label));
  }
  if (roots.length === 0) {
    refused.push({ file: shownName(label), reason: `There is no ${SKILL_FILE} in it.` });
  }
  return { packs, refused };
}

/** Folders that hold a SKILL.md, outermost only, in the order of their names. */
function rootsOf(entries: readonly ArchiveEntry[]): readonly Root[] {
  const places = entries
    .filter(({ name, folder }) => !folder && path.posix.basename(name) === SKILL_FILE)
    .map(({ name }) => (name.includes("/") ? path.posix.dirname(name) : ""))
    .filter((place) => !place.split("/").some((part) => part.startsWith(".")))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const outermost: string[] = [];
  for (const place of new Set(places)) {
    if (!outermost.some((outer) => outer === "" || isBelow(place, outer))) outermost.push(place);
  }
  return outermost.sort().map((place) => ({ place, entries: [] }));
}

function isBelow(name: string, place: string): boolean {
  return name === place || name.startsWith(`${place}/`);
}

function within(name: string, place: string): string {
  return place === "" ? name : name.slice(place.length + 1);
}

function problemsOf({ place, entries }: Root, label: string): readonly Refusal[] {
  const here = place === "" ? label : place;
  const refused: Refusal[] = [];
  if (place !== "" && place.split("/").length > MAX_DEPTH) {
    refused.push(refusalOf(label, here, `lies more than ${MAX_DEPTH} folders deep`));
  }
  const names = new Names();
  let bytes = 0;
  let files = 0;
  for (const { name, entry } of entries) {
    if (name === "") continue;
    const problem =
      pathProblem(name) ??
      entry.problem ??
      depthProblem(name, entry.folder) ??
      names.take(name, entry.folder);
    if (problem !== null) refused.push(refusalOf(label, entry.name, problem));
    bytes += entry.bytes;
    if (!entry.folder) files += 1;
  }
  if (files > MAX_FILES) refused.push(refusalOf(label, here, `has more than ${MAX_FILES} files`));
  if (bytes > MAX_BYTES) {
    refused.push(refusalOf(label, here, `is larger than ${MAX_BYTES / 1024 / 1024} MB`));
  }
  return refused;
}

function depthProblem(name: string, folder: boolean): string | null {
  const folders = name.split("/").length - (folder ? 0 : 1);
  return folders >= MAX_DEPTH ? `lies ${MAX_DEPTH} or more folders deep` : null;
}

/** Names taken within a pack, folders included: no two may be the same anywhere. */
class Names {
  private readonly taken = new Map<string, { readonly name: string; readonly folder: boolean }>();
  private readonly files = new Set<string>();

  /** Why the name cannot be taken, as the end of a sentence. */
  take(name: string, folder: boolean): string | null {
    const parts = name.split("/");
    for (let length = 1; length < parts.length; length += 1) {
      const problem = this.note(parts.slice(0, length).join("/"), true);
      if (problem !== null) return problem;
    }
    if (!folder && this.files.has(name)) return "is there twice";
    if (!folder) this.files.add(name);
    return this.note(name, folder);
  }

  private note(name: string, folder: boolean): string | null {
    const key = caseless(name);
    const other = this.taken.get(key);
    if (other === undefined) {
      this.taken.set(key, { name, folder });
      return null;
    }
    if (other.name !== name) {
      return `is the same as ${JSON.stringify(shownName(other.name))} on systems that pass over case`;
    }
    return other.folder === folder ? null : "is a file and a folder at once";
  }
}

function refusalOf(label: string, name: string, problem: string): Refusal {
  return { file: `${shownName(label)}: ${shownName(name)}`, reason: `It ${problem}.` };
}

function sourceOf({ place, entries }: Root, label: string): PackSource {
  const files = entries.filter(({ entry }) => !entry.folder);
  const byName = new Map(files.map(({ name, entry }) => [name, entry]));
  const stem = label.replace(/\.(?:zip|skill)$/i, "");
  return {
    label,
    origin: place === "" ? shownName(label) : `${shownName(label)}: ${shownName(place)}`,
    folderName: place === "" ? stem : path.posix.basename(place),
    files: files.map(({ name }) => name).sort(),
    read: async (name) => {
      const entry = byName.get(name);
      if (entry === undefined) throw new RangeError(`${name} is not in the archive`);
      return entry.read();
    },
  };
}
