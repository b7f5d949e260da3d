/** The files of a skill pack: looked through without following links or running anything. */
import { createHash } from "node:crypto";
import { constants, type Dirent } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import path from "node:path";
import type { SkillProblem } from "../../shared/skills";
import { caseless, isLitter, pathProblem, shownName } from "./safe-paths";

export const MAX_FILES = 200;
export const MAX_BYTES = 20 * 1024 * 1024;
export const MAX_DEPTH = 6;

/** What could be run if somebody wanted to: by its folder or by its name. */
const programs =
  /^scripts\/|\.(?:sh|bash|zsh|fish|py|pyw|js|mjs|cjs|ts|rb|pl|php|lua|ps1|psm1|bat|cmd|vbs|wsf|exe|com|scr|msi|dll|so|dylib|jar|class|wasm|lnk|desktop|app|command|applescript)$/i;

export interface PackFile {
  /** Path within the pack, parts joined by "/". */
  readonly name: string;
  readonly bytes: number;
  /** When its bytes or anything else about it changed last (ctime). */
  readonly changedMs: number;
}

export interface PackListing {
  /** Sorted by name. */
  readonly files: readonly PackFile[];
  /** Errors make the pack unsafe: it is neither installed nor offered. */
  readonly problems: readonly SkillProblem[];
}

/** Lists a pack's files with everything that makes it unsafe. Stops looking once it is over a limit. */
export async function listPack(folder: string): Promise<PackListing> {
  const listing = new Listing();
  await listing.walk(folder, "", 1);
  return listing.result();
}

class Listing {
  private readonly files: PackFile[] = [];
  private readonly problems: SkillProblem[] = [];
  private readonly names = new Map<string, string>();
  private bytes = 0;
  private full = false;

  async walk(folder: string, prefix: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (this.full) return;
      if (!isLitter(entry.name)) await this.take(folder, prefix, entry, depth);
    }
  }

  result(): PackListing {
    const files = [...this.files].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { files, problems: [...this.problems, ...programWarnings(files)] };
  }

  private async take(folder: string, prefix: string, entry: Dirent, depth: number): Promise<void> {
    const name = prefix + entry.name;
    const unsafe = pathProblem(name) ?? kindProblem(entry) ?? this.collision(name);
    if (unsafe !== null) {
      this.fault(name, `${JSON.stringify(shownName(name))} ${unsafe}.`);
      return;
    }
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth >= MAX_DEPTH) this.fault(name, `Folders may be nested ${MAX_DEPTH} deep at most.`);
      else await this.walk(place, `${name}/`, depth + 1);
      return;
    }
    const { size, ctimeMs } = await lstat(place);
    this.files.push({ name, bytes: size, changedMs: ctimeMs });
    this.bytes += size;
    if (this.files.length > MAX_FILES) this.stop(`The pack has more than ${MAX_FILES} files.`);
    else if (this.bytes > MAX_BYTES) this.stop(`The pack is larger than ${MAX_BYTES / 1024 / 1024} MB.`);
  }

  private collision(name: string): string | null {
    const key = caseless(name);
    const other = this.names.get(key);
    this.names.set(key, name);
    return other === undefined
      ? null
      : `is the same as ${JSON.stringify(other)} on systems that pass over case`;
  }

  private stop(message: string): void {
    this.problems.push({ severity: "error", message });
    this.full = true;
  }

  private fault(file: string, message: string): void {
    this.problems.push({ severity: "error", message, file });
  }
}

/** Scripts are not forbidden, but nobody should have to find out for himself that they are there. */
function programWarnings(files: readonly PackFile[]): SkillProblem[] {
  const found = files.filter((file) => programs.test(file.name));
  const [first] = found;
  if (first === undefined) return [];
  const message =
    found.length === 1
      ? "The pack brings a script. The studio never runs it."
      : `The pack brings ${found.length} scripts. The studio never runs them.`;
  return [{ severity: "warning", message, file: first.name }];
}

function kindProblem(entry: Dirent): string | null {
  if (entry.isSymbolicLink()) return "is a link to another place";
  return entry.isFile() || entry.isDirectory() ? null : "is neither a file nor a folder";
}

/**
 * Reads one file of a pack; refuses to follow a link put in its place since it was listed.
 * @throws the system's error, and RangeError when the file has grown beyond `most` bytes.
 */
export async function readPackFile(folder: string, name: string, most = MAX_BYTES): Promise<Buffer> {
  const place = path.join(folder, ...name.split("/"));
  // Windows has no O_NOFOLLOW (nor links that need no rights). O_NONBLOCK: a pipe must not keep us waiting.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(place, flags);
  try {
    const about = await handle.stat();
    if (!about.isFile()) throw new TypeError(`${name} is not a plain file`);
    if (about.size > most) throw new RangeError(`${name} has ${about.size} bytes, more than ${most}`);
    const bytes = await handle.readFile();
    if (bytes.length > most) throw new RangeError(`${name} has ${bytes.length} bytes, more than ${most}`);
    return bytes;
  } finally {
    await handle.close();
  }
}

/**
 * SHA-256 over the pack's files and their names: for each file in order of names, the name, a zero byte, the length
 * in decimal, a zero byte, and the bytes.
 */
export async function hashPack(folder: string, files: readonly PackFile[]): Promise<string> {
  const hash = createHash("sha256");
  for (const { name } of files) {
    const bytes = await readPackFile(folder, name);
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
