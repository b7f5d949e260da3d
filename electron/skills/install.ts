/**
 * Brings skill packs into the user's folder. Everything is looked through before anything is changed; a pack appears
 * under its name whole or not at all, and one that is replaced stays until the new one stands in its place.
 */
import { mkdir, realpath, rm, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { isMissing, storageError, syncFolder, writeSynced } from "../storage/durable";
import { hasError, invalidPack, type Pack, problemText, readPack } from "./pack";
import { listPack, readPackFile } from "./pack-files";
import { findPacks } from "./scan";
import { exists, stagingName, swapIn, toTrash } from "./swap";

/** More than this is a folder picked by mistake. */
const MOST_AT_ONCE = 50;

export interface InstallOptions {
  /** The user's skills folder. */
  readonly into: string;
  /** Where replaced packs go. */
  readonly trash: string;
  readonly replace: boolean;
}

interface Placement {
  readonly pack: Pack;
  readonly target: string;
}

/**
 * Installs the pack that `source` is, or every pack below it.
 * @returns the names, sorted.
 * @throws StudioError "bad-input" (no such folder), "skill-invalid", "skill-unsafe" (names file and reason),
 * "skill-exists" (nothing was changed; ask and come back with `replace`), "storage".
 */
export async function installSkills(source: string, options: InstallOptions): Promise<readonly string[]> {
  const { trash } = options;
  const into = path.resolve(options.into);
  const packs = await preflight(source, into);
  const placements = await place(packs, into, options.replace);
  const staging = path.join(into, stagingName());
  try {
    await mkdir(staging);
    for (const { pack } of placements) await copyPack(pack, path.join(staging, pack.manifest.name));
    for (const { pack, target } of placements) {
      await swapIn(path.join(staging, pack.manifest.name), target, trash);
    }
  } catch (error) {
    throw storageError(`install the skills into ${into}`, error);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return placements.map(({ pack }) => pack.manifest.name).sort();
}

/** Moves a pack to the trash. @returns where it lies now. @throws StudioError "storage". */
export async function uninstallSkill(folder: string, trash: string): Promise<string> {
  try {
    return await toTrash(folder, path.basename(folder), trash);
  } catch (error) {
    throw storageError(`move the skill ${folder} to the trash`, error);
  }
}

async function preflight(source: string, into: string): Promise<readonly Pack[]> {
  const root = await sourceFolder(source);
  const { packs: folders, cut } = await findPacks(root);
  if (cut || folders.length > MOST_AT_ONCE) {
    throw new StudioError("bad-input", `${source} is too large to be a folder of skills.`, {
      remedy: "Choose the skill's own folder, the one with SKILL.md in it.",
    });
  }
  if (folders.length === 0) {
    throw new StudioError("skill-invalid", `There is no SKILL.md in ${source} or below it.`, {
      remedy: "Choose a folder that holds a skill, with its SKILL.md.",
    });
  }
  const home = await realpath(into);
  const packs: Pack[] = [];
  for (const folder of folders) {
    if (folder === home || folder.startsWith(home + path.sep)) throw alreadyHere(folder);
    packs.push(await checkedPack(folder));
  }
  const twice = packs.find((one, at) => packs.findIndex((other) => sameName(one, other)) !== at);
  if (twice !== undefined) {
    throw new StudioError("skill-invalid", `${source} holds two skills called "${twice.manifest.name}".`, {
      remedy: "Install them one by one, or rename one of them.",
    });
  }
  return packs;
}

function sameName(a: Pack, b: Pack): boolean {
  return a.manifest.name === b.manifest.name;
}

/** Resolves a link the user pointed at; links within are refused. */
async function sourceFolder(source: string): Promise<string> {
  try {
    const root = await realpath(source);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    if (!isMissing(error)) throw storageError(`open ${source}`, error);
  }
  throw new StudioError("bad-input", `${source} is not a folder.`, {
    remedy: "Choose the skill's folder. Unpack .zip and .skill files first.",
  });
}

/** The pack, if it is safe and valid; safety comes first. */
async function checkedPack(folder: string): Promise<Pack> {
  const unsafe = (await listPack(folder)).problems.filter((one) => one.severity === "error");
  if (unsafe[0] !== undefined) {
    throw new StudioError(
      "skill-unsafe",
      `The skill in ${folder} is not safe to install. ${problemText(unsafe[0])}`,
      {
        remedy: "Do not install it unless its author can explain this; or take the file away and try again.",
        detail: unsafe.map(problemText).join("\n"),
      },
    );
  }
  const pack = await readPack(folder);
  if (hasError(pack.problems)) throw invalidPack(pack);
  return pack;
}

/** Finds each pack its place; one that is there already may only be replaced when asked for. */
async function place(packs: readonly Pack[], into: string, replace: boolean): Promise<readonly Placement[]> {
  const present = await Promise.all((await findPacks(into)).packs.map(readPack));
  const placements: Placement[] = [];
  for (const pack of packs) {
    const { name } = pack.manifest;
    const own = path.join(into, name);
    const twin = present.find((one) => one.manifest.name === name);
    const target = twin?.folder ?? own;
    if ((twin !== undefined || (await exists(own))) && !replace) throw alreadyThere(name, target);
    if (path.dirname(target) !== into) throw nestedTwin(name, target);
    placements.push({ pack, target });
  }
  return placements;
}

/** Copies file by file: nothing but bytes and names comes along, no links, no rights to execute. */
async function copyPack(pack: Pack, target: string): Promise<void> {
  const folders = new Set([target]);
  for (const { name, bytes } of pack.files) {
    const file = path.join(target, ...name.split("/"));
    for (let at = path.dirname(file); !folders.has(at); at = path.dirname(at)) folders.add(at);
    await mkdir(path.dirname(file), { recursive: true });
    await writeSynced(file, await readPackFile(pack.folder, name, bytes));
  }
  for (const folder of folders) await syncFolder(folder);
  const copy = await readPack(target);
  if (copy.hash !== pack.hash) {
    throw new StudioError(
      "skill-unsafe",
      `The skill "${pack.manifest.name}" changed while it was being copied.`,
      {
        remedy: "Wait until nothing writes to its folder, then try again.",
        retryable: true,
      },
    );
  }
}

function alreadyThere(name: string, target: string): StudioError {
  return new StudioError("skill-exists", `A skill called "${name}" is installed already, in ${target}.`, {
    remedy: "Replace it, or take the old one away first.",
  });
}

function nestedTwin(name: string, target: string): StudioError {
  return new StudioError(
    "skill-exists",
    `A skill called "${name}" lies deeper in the skills folder, in ${target}.`,
    {
      remedy: "Take the old one away first, then install this one.",
    },
  );
}

function alreadyHere(folder: string): StudioError {
  return new StudioError("bad-input", `${folder} lies in the studio's own skills folder.`, {
    remedy: "It is installed already. Choose a folder outside the studio's data.",
  });
}
