/** Versions of the user's packs, kept whole: `.versions/<skill>/<hash>/` in the skills folder. */
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { isMissing, makeFolder, syncFolder } from "../storage/durable";
import { copyPack } from "./copy";
import { type Pack, readPack } from "./pack";
import { discard, exists, makeStaging } from "./swap";

export const VERSIONS_FOLDER = ".versions";

const hashPattern = /^[0-9a-f]{64}$/;

export class PackVersions {
  private readonly root: string;

  /** @param into the user's skills folder */
  constructor(private readonly into: string) {
    this.root = path.join(into, VERSIONS_FOLDER);
  }

  /** Hashes of the versions kept of a skill. */
  async list(name: string): Promise<readonly string[]> {
    try {
      return (await readdir(path.join(this.root, name))).filter((entry) => hashPattern.test(entry));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  has(name: string, hash: string): Promise<boolean> {
    return exists(this.place(name, hash));
  }

  /** A kept version; null when it is not there or not as it was kept. */
  async read(name: string, hash: string): Promise<Pack | null> {
    const pack = await readPack(this.place(name, hash));
    return pack.hash === hash ? pack : null;
  }

  /**
   * A kept version, whole as it was kept.
   * @throws StudioError "not-found", or "corrupt-data" when somebody changed it.
   */
  async open(name: string, hash: string): Promise<Pack> {
    if (!hashPattern.test(hash) || !(await this.has(name, hash))) {
      throw new StudioError("not-found", `That version of the skill "${name}" is not kept any more.`, {
        remedy: "Choose another version.",
      });
    }
    const pack = await readPack(this.place(name, hash));
    if (pack.hash === hash) return pack;
    throw new StudioError("corrupt-data", `The kept version of the skill "${name}" was changed on disk.`, {
      remedy: "Choose another version, or install the skill again.",
      detail: pack.folder,
    });
  }

  /** Keeps a copy of a pack; one that is kept already stays as it is. */
  async keepCopy(name: string, pack: Pack): Promise<void> {
    if (pack.hash === "" || (await this.has(name, pack.hash))) return;
    const staging = await makeStaging(this.into);
    try {
      await copyPack(pack, path.join(staging, "copy"));
      await this.moveIn(name, pack.hash, path.join(staging, "copy"));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  /** Keeps a pack by moving its folder; one that is kept already makes the folder needless. */
  async keepMoved(name: string, hash: string, folder: string): Promise<void> {
    if (await this.has(name, hash)) await discard(folder, this.into);
    else await this.moveIn(name, hash, folder);
  }

  async drop(name: string, hash: string): Promise<void> {
    if (await this.has(name, hash)) await discard(this.place(name, hash), this.into);
  }

  private place(name: string, hash: string): string {
    return path.join(this.root, name, hash);
  }

  private async moveIn(name: string, hash: string, folder: string): Promise<void> {
    const parent = path.join(this.root, name);
    await makeFolder(parent);
    await rename(folder, path.join(parent, hash));
    await syncFolder(parent);
  }
}
