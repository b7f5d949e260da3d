/** Folders of skill packs for tests. */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";
import type { SkillLibrary } from "../../../../electron/skills";

export { skillText } from "./pack-text";

const here = path.dirname(fileURLToPath(import.meta.url));
export const fixtures = path.resolve(here, "../../../fixtures/skills");
export const bundledPacks = path.resolve(here, "../../../../skills");

const made: string[] = [];

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "gems-skills-"));
  made.push(folder);
  return folder;
}

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A studio's skill folders, empty but for the given fixtures among the bundled ones. */
export async function skillFolders(...bundled: string[]) {
  const root = await temporaryFolder();
  const folders = {
    root,
    bundled: path.join(root, "bundled"),
    user: path.join(root, "data", "skills"),
    trash: path.join(root, "data", "trash"),
  };
  await mkdir(folders.bundled);
  await mkdir(folders.user, { recursive: true });
  for (const name of bundled)
    await cp(path.join(fixtures, name), path.join(folders.bundled, name), { recursive: true });
  return folders;
}

/** Writes a pack with the given further files. */
export async function writePack(
  folder: string,
  text: string,
  files: Record<string, string> = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "SKILL.md"), text);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, ...name.split("/"));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Looks into one place and installs everything valid in it; a refusal or an invalid pack is an error. */
export async function installAll(
  library: SkillLibrary,
  place: string,
  { replace = false, enable = true }: { readonly replace?: boolean; readonly enable?: boolean } = {},
): Promise<readonly string[]> {
  const found = await library.preflight([place]);
  const action = replace ? "replace" : "install";
  try {
    if (found.refused.length > 0) throw new Error(JSON.stringify(found.refused));
    return await library.install(
      found.token,
      found.packs.map((_, index) => ({ index, action, enable })),
    );
  } finally {
    await library.forget(found.token);
  }
}
