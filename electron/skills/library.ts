/** The shelf of skill packs: those that come with the studio and those the user put there. */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { LoadedSkill, SkillEntry, SkillProblem } from "../../shared/skills";
import type { SkillShelf } from "../agent/roles";
import { makeFolder, storageError } from "../storage/durable";
import { installSkills, uninstallSkill } from "./install";
import { invalidPack, openPack, type Pack, PackReader, skillText } from "./pack";
import { findPacks } from "./scan";
import { recoverInstalls } from "./swap";

export interface SkillLibraryOptions {
  /** Packs that come with the studio (read only). */
  readonly bundled: string;
  /** The user's packs; made when missing. */
  readonly user: string;
  /** Where packs go that are taken away or replaced. */
  readonly trash: string;
  /** Names of skills that are switched off, from the settings of the moment. */
  readonly disabled: () => readonly string[];
}

export interface SkillLibrary {
  /** Every pack, invalid ones too, by name. A user's pack takes the place of a bundled one of the same name. */
  list(): Promise<readonly SkillEntry[]>;
  /**
   * Opens a pack because it was chosen.
   * @throws StudioError "not-found", "skill-invalid", or "forbidden" when it is switched off.
   */
  load(name: string): Promise<LoadedSkill>;
  /** The SKILL.md and the names of all files, for reading before switching on. @throws StudioError "not-found". */
  read(name: string): Promise<{ readonly text: string; readonly files: readonly string[] }>;
  /** The agent's view: valid packs that are switched on (or, with `false`, all valid ones; opening still asks). */
  shelf(enabledOnly?: boolean): SkillShelf;
  /**
   * Copies in a pack, or every pack of a folder; see `installSkills`.
   * @returns the installed skills' names.
   */
  install(source: string, options?: { readonly replace?: boolean }): Promise<readonly string[]>;
  /** Moves a user's pack to the trash. @throws StudioError "not-found", "forbidden" for bundled ones. */
  uninstall(name: string): Promise<void>;
}

interface Shelved {
  readonly entry: SkillEntry;
  readonly pack: Pack;
}

/** Opens the library and sets right what an install that was cut off left behind. @throws StudioError "storage". */
export async function openSkillLibrary(options: SkillLibraryOptions): Promise<SkillLibrary> {
  try {
    await makeFolder(options.user);
    await recoverInstalls(options.user, options.trash);
  } catch (error) {
    throw storageError(`open the skills folder ${options.user}`, error);
  }
  return new FolderLibrary(options);
}

class FolderLibrary implements SkillLibrary {
  /** Installing and taking away, one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  private readonly packs = new PackReader();

  constructor(private readonly options: SkillLibraryOptions) {}

  async list(): Promise<readonly SkillEntry[]> {
    return (await this.all()).map(({ entry }) => entry);
  }

  async load(name: string): Promise<LoadedSkill> {
    const { entry } = await this.usable(name);
    return { manifest: entry.manifest, ...(await openPack(entry.folder)) };
  }

  async read(name: string): Promise<{ text: string; files: readonly string[] }> {
    const { pack } = await this.find(name);
    return { text: await skillText(pack.folder), files: pack.files.map((file) => file.name) };
  }

  shelf(enabledOnly = true): SkillShelf {
    return {
      manifests: async () =>
        (await this.list())
          .filter((entry) => entry.valid && (entry.enabled || !enabledOnly))
          .map((entry) => entry.manifest),
      load: (name) => this.load(name),
      rules: async (name) => (await this.usable(name)).pack.localRules,
    };
  }

  install(source: string, options: { readonly replace?: boolean } = {}): Promise<readonly string[]> {
    const { user, trash } = this.options;
    return this.inTurn(() => installSkills(source, { into: user, trash, replace: options.replace ?? false }));
  }

  uninstall(name: string): Promise<void> {
    return this.inTurn(async () => {
      const { entry } = await this.find(name);
      if (entry.source === "bundled") {
        throw new StudioError("forbidden", `The skill "${name}" comes with the studio and stays.`, {
          remedy: "Switch it off instead.",
        });
      }
      await uninstallSkill(entry.folder, this.options.trash);
    });
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.queue.then(task);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A pack that may be opened. @throws StudioError "not-found", "skill-invalid", "forbidden". */
  private async usable(name: string): Promise<Shelved> {
    const found = await this.find(name);
    if (!found.entry.valid) throw invalidPack(found.pack);
    if (found.entry.enabled) return found;
    throw new StudioError("forbidden", `The skill "${name}" is switched off.`, {
      remedy: "Switch it on in the skills view to use it.",
    });
  }

  private async find(name: string): Promise<Shelved> {
    const found = (await this.all()).find(({ entry }) => entry.manifest.name === name);
    if (found !== undefined) return found;
    throw new StudioError("not-found", `There is no skill called "${name}".`, {
      remedy: "Choose one from the skills view, or install it.",
    });
  }

  private async all(): Promise<readonly Shelved[]> {
    const off = new Set(this.options.disabled());
    const bundled = await this.shelve("bundled", this.options.bundled, off);
    const user = await this.shelve("user", this.options.user, off);
    const names = new Set(user.keys());
    const shadows = new Set([...bundled.keys()].filter((name) => names.has(name)));
    const warning = "It takes the place of the skill of the same name that comes with the studio.";
    const all = new Map([...bundled, ...user]);
    return [...all]
      .map(([name, one]) =>
        shadows.has(name) ? withProblem(one, { severity: "warning", message: warning }) : one,
      )
      .sort((a, b) => (a.entry.manifest.name < b.entry.manifest.name ? -1 : 1));
  }

  /** Packs of one folder by name. The first of a name stands; it is told of the others. */
  private async shelve(
    source: SkillEntry["source"],
    folder: string,
    off: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, Shelved>> {
    const { packs, cut } = await findPacks(folder);
    const found = new Map<string, Shelved>();
    for (const place of packs) {
      const pack = await this.packs.read(place);
      const first = found.get(pack.manifest.name);
      if (first === undefined) found.set(pack.manifest.name, { pack, entry: entryOf(pack, source, off) });
      else found.set(pack.manifest.name, withProblem(first, duplicate(folder, place)));
    }
    const last = [...found].at(-1);
    if (cut && last !== undefined) found.set(last[0], withProblem(last[1], tooManyFolders(folder)));
    return found;
  }
}

function entryOf(pack: Pack, source: SkillEntry["source"], off: ReadonlySet<string>): SkillEntry {
  return {
    manifest: pack.manifest,
    source,
    format: pack.format,
    enabled: !off.has(pack.manifest.name),
    valid: pack.valid,
    problems: [...pack.problems],
    folder: pack.folder,
    hash: pack.hash,
    hasLocalRules: pack.hasLocalRules,
  };
}

function withProblem({ pack, entry }: Shelved, problem: SkillProblem): Shelved {
  return { pack, entry: { ...entry, problems: [...entry.problems, problem] } };
}

function duplicate(root: string, place: string): SkillProblem {
  const where = path.relative(root, place);
  return {
    severity: "warning",
    message: `Another skill of this name is passed over: ${where}.`,
    file: where,
  };
}

function tooManyFolders(root: string): SkillProblem {
  return { severity: "warning", message: `${root} has too many folders: not all were searched for skills.` };
}
