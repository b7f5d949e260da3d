/**
 * The user's packs on disk: put in place, taken away, brought back. A pack appears under its name whole or not at
 * all, and one that is replaced stays until the new one stands in its place. Callers see to it that one change is
 * made after the other.
 */
import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { PackVersion } from "../../shared/skills";
import { makeFolder, replaceFile, storageError, syncFolder } from "../storage/durable";
import { copyPack } from "./copy";
import { invalidPack, type Pack, readPack } from "./pack";
import { SKILL_FILE } from "./parse";
import { alreadyThere, type Placement } from "./place";
import { SkillRecords } from "./records";
import { renamedSkill } from "./rename";
import { findPacks } from "./scan";
import { exists, latestInTrash, makeStaging, recoverInstalls, swapIn, toTrash } from "./swap";
import { PackVersions } from "./versions";

/** Versions kept of one skill, the one in use included. */
export const MOST_VERSIONS = 10;

export class PackStore {
  private constructor(
    /** The user's skills folder. */
    readonly into: string,
    private readonly trash: string,
    readonly records: SkillRecords,
    readonly versions: PackVersions,
  ) {}

  /**
   * Opens the folder and sets right what a change that was cut off left behind.
   * @throws StudioError "storage".
   */
  static async open(into: string, trash: string): Promise<PackStore> {
    try {
      await makeFolder(into);
      const store = new PackStore(into, trash, await SkillRecords.open(into), new PackVersions(into));
      await recoverInstalls(into, (old) => store.keepReplaced(old));
      await store.keepAgreed();
      return store;
    } catch (error) {
      throw storageError(`open the skills folder ${into}`, error);
    }
  }

  /** Puts a pack in its place. @returns the hash of what stands there now. @throws StudioError. */
  async put({ pack, name, target, agree }: Placement): Promise<string> {
    const staging = await makeStaging(this.into);
    try {
      const fresh = await this.madeReady(pack, name, path.join(staging, name));
      // Agreed to before it is there: a crash in between must not make the designer read it again.
      if (agree) await this.records.agree(name, fresh.hash);
      await this.bringIn(name, fresh, target);
      return fresh.hash;
    } catch (error) {
      throw storageError(`install the skill "${name}" into ${this.into}`, error);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  /** Puts a kept version in the place of the one in use. @throws StudioError "not-found", "corrupt-data". */
  async rollBack(name: string, hash: string, target: string): Promise<void> {
    const kept = await this.versions.open(name, hash);
    const staging = await makeStaging(this.into);
    try {
      await this.bringIn(name, await copyPack(kept, path.join(staging, name)), target);
    } catch (error) {
      throw storageError(`go back to an earlier version of the skill "${name}"`, error);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  /** Moves a pack to the trash. @throws StudioError "storage". */
  async takeAway(name: string, folder: string): Promise<void> {
    try {
      await toTrash(folder, name, this.trash);
    } catch (error) {
      throw storageError(`move the skill ${folder} to the trash`, error);
    }
  }

  /** Brings the pack of that name that was taken away last back. @throws StudioError "not-found", "skill-exists". */
  async bringBack(name: string, taken: boolean): Promise<void> {
    const target = path.join(this.into, name);
    if (taken || (await exists(target))) throw alreadyThere(name, target);
    const found = await latestInTrash(name, this.trash);
    if (found === null) {
      throw new StudioError("not-found", `There is no skill called "${name}" in the trash.`, {
        remedy: "Install it again from where you had it.",
      });
    }
    try {
      await rename(found, target);
      await syncFolder(this.into);
      await syncFolder(this.trash);
    } catch (error) {
      throw storageError(`bring the skill "${name}" back from the trash`, error);
    }
  }

  /** The designer agrees to a pack as it is now; it is kept, so that later changes can be shown. */
  async agree(name: string, pack: Pack): Promise<void> {
    try {
      await this.versions.keepCopy(name, pack);
      await this.records.agree(name, pack.hash);
    } catch (error) {
      throw storageError(`note that you agree to the skill "${name}"`, error);
    }
  }

  /** Versions of a pack, the one in use first, then the latest. */
  async versionsOf(name: string, current: Pack): Promise<PackVersion[]> {
    const others = (await this.versions.list(name)).filter((hash) => hash !== current.hash);
    const kept: PackVersion[] = [];
    for (const hash of others) {
      const pack = await this.versions.read(name, hash);
      if (pack !== null) kept.push(this.versionOf(name, pack, false));
    }
    kept.sort((a, b) => b.installedAt - a.installedAt);
    return [this.versionOf(name, current, true), ...kept];
  }

  /** The version agreed to last of which a copy is kept; null when there is none. */
  async agreedVersion(name: string): Promise<string | null> {
    for (const hash of this.records.agreedTo(name)) {
      if (await this.versions.has(name, hash)) return hash;
    }
    return null;
  }

  private versionOf(name: string, pack: Pack, current: boolean): PackVersion {
    const changed = Math.max(0, ...pack.files.map((file) => file.changedMs));
    return {
      hash: pack.hash,
      installedAt: Math.trunc(this.records.installedAt(name, pack.hash) ?? changed),
      current,
      files: pack.files.length,
      bytes: pack.files.reduce((sum, file) => sum + file.bytes, 0),
    };
  }

  /** A copy under its new name, on disk and read back. */
  private async madeReady(pack: Pack, name: string, folder: string): Promise<Pack> {
    const copy = await copyPack(pack, folder);
    if (name === copy.manifest.name) return copy;
    const file = path.join(folder, SKILL_FILE);
    await replaceFile(file, renamedSkill(await readFile(file, "utf8"), name));
    const renamed = await readPack(folder);
    if (!renamed.valid) throw invalidPack(renamed);
    return renamed;
  }

  private async bringIn(name: string, fresh: Pack, target: string): Promise<void> {
    await swapIn(fresh.folder, target, (old) => this.keepReplaced(old));
    await this.versions.keepCopy(name, await readPack(target));
    await this.records.noteInstalled(name, fresh.hash, Date.now());
    await this.prune(name, fresh.hash);
  }

  /** A pack whose place was taken becomes a version; one that must not be read goes to the trash. */
  private async keepReplaced(old: string): Promise<void> {
    const { hash, manifest } = await readPack(old);
    if (hash === "") await toTrash(old, manifest.name, this.trash);
    else await this.versions.keepMoved(manifest.name, hash, old);
  }

  /** What a crash right behind an install left undone: the copies by which later changes are shown. */
  private async keepAgreed(): Promise<void> {
    for (const folder of (await findPacks(this.into)).packs) {
      const pack = await readPack(folder);
      const { name } = pack.manifest;
      if (this.records.isAgreed(name, pack.hash)) await this.versions.keepCopy(name, pack);
    }
  }

  private async prune(name: string, current: string): Promise<void> {
    const hashes = await this.versions.list(name);
    if (hashes.length <= MOST_VERSIONS) return;
    const age = (hash: string) => this.records.installedAt(name, hash) ?? 0;
    const kept = [current, ...hashes.filter((hash) => hash !== current).sort((a, b) => age(b) - age(a))];
    for (const hash of kept.splice(MOST_VERSIONS)) await this.versions.drop(name, hash);
    await this.records.keepOnly(name, new Set(kept));
  }
}
