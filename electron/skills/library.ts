/** The shelf of skill packs: those that come with the studio and those the user put there. */
import { realpath } from "node:fs/promises";
import { StudioError } from "../../shared/errors";
import type {
  LoadedSkill,
  PackChange,
  PackDraft,
  PackVersion,
  Preflight,
  SkillEntry,
  SkillManifest,
  SkillProblem,
} from "../../shared/skills";
import type { SkillShelf } from "../agent/roles";
import { packChanges } from "./changes";
import { checkDraft, draftOf, renamedDraft, stageDraft } from "./drafts";
import { invalidPack, openPack, readPack, skillText } from "./pack";
import { packZip } from "./pack-zip";
import { type InstallChoice, placeChoices } from "./place";
import { Preflights, type Standing } from "./preflight";
import { type Shelved, Shelves } from "./shelves";
import type { SkillLibrary, SkillLibraryOptions } from "./skill-library";
import { PackStore } from "./store";
import { templateDraft } from "./template";

/** Opens the library and sets right what an install that was cut off left behind. @throws StudioError "storage". */
export async function openSkillLibrary(options: SkillLibraryOptions): Promise<SkillLibrary> {
  const store = await PackStore.open(options.user, options.trash);
  return new FolderLibrary(options, store, await realpath(options.user));
}

class FolderLibrary implements SkillLibrary {
  /** Installing and taking away, one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  private readonly shelves: Shelves;
  private readonly preflights: Preflights;

  constructor(
    options: SkillLibraryOptions,
    private readonly store: PackStore,
    into: string,
  ) {
    const { bundled, user, disabled } = options;
    this.shelves = new Shelves({
      bundled,
      user,
      disabled,
      isAgreed: (name, hash) => store.records.isAgreed(name, hash),
    });
    this.preflights = new Preflights(into, () => this.standings());
  }

  async list(): Promise<readonly SkillEntry[]> {
    return (await this.shelves.all()).map(({ entry }) => entry);
  }

  async load(name: string): Promise<LoadedSkill> {
    const { entry } = await this.usable(name);
    const contents = await openPack(entry.folder);
    // Read again: it must be what was agreed to, not what somebody put there this very moment.
    if (contents.hash !== entry.hash) throw changedMeanwhile(name);
    return { manifest: entry.manifest, ...contents };
  }

  async read(name: string): Promise<{ text: string; files: readonly string[] }> {
    const { pack } = await this.shelves.find(name);
    return { text: await skillText(pack.folder), files: pack.files.map((file) => file.name) };
  }

  shelf(enabledOnly = true): SkillShelf {
    return {
      manifests: async () =>
        (await this.list())
          .filter((entry) => entry.valid && (!enabledOnly || (entry.enabled && entry.consent === "given")))
          .map((entry) => entry.manifest),
      load: (name) => this.load(name),
      rules: async (name) => (await this.usable(name)).pack.localRules,
    };
  }

  preflight(places: readonly string[]): Promise<Preflight> {
    return this.preflights.open(places);
  }

  install(token: string, choices: readonly InstallChoice[]): Promise<readonly string[]> {
    return this.inTurn(async () => {
      const packs = this.preflights.packsOf(token);
      const placements = await placeChoices(choices, packs, await this.places());
      for (const placement of placements) await this.store.put(placement);
      await this.preflights.forget(token);
      return placements.map(({ name }) => name);
    });
  }

  forget(token: string): Promise<void> {
    return this.preflights.forget(token);
  }

  uninstall(name: string): Promise<void> {
    return this.inTurn(async () => {
      const { entry } = await this.users(name, "Switch it off instead.");
      await this.store.takeAway(name, entry.folder);
    });
  }

  restore(name: string): Promise<void> {
    return this.inTurn(async () => {
      const { present } = await this.places();
      await this.store.bringBack(
        name,
        present.some((one) => one.name === name),
      );
    });
  }

  async versions(name: string): Promise<readonly PackVersion[]> {
    const { entry, pack } = await this.shelves.find(name);
    return entry.source === "bundled" ? [] : this.store.versionsOf(name, pack);
  }

  rollback(name: string, hash: string): Promise<void> {
    return this.inTurn(async () => {
      const { entry } = await this.users(name, "It has no other versions.");
      if (entry.hash !== hash) await this.store.rollBack(name, hash, entry.folder);
    });
  }

  consent(name: string, hash: string): Promise<void> {
    return this.inTurn(async () => {
      const { pack, entry } = await this.shelves.find(name);
      if (entry.hash !== hash || hash === "") throw changedMeanwhile(name);
      if (entry.source === "user") await this.store.agree(name, pack);
    });
  }

  async changes(name: string, since: string): Promise<{ since: string | null; changes: PackChange[] }> {
    const { pack } = await this.users(name, "It changes with the studio only.");
    const hash = since === "agreed" ? await this.store.agreedVersion(name) : since;
    if (hash === null) return { since: null, changes: [] };
    if (pack.hash === "") throw invalidPack(pack);
    return { since: hash, changes: await packChanges(await this.store.versions.open(name, hash), pack) };
  }

  async draft(name: string | null, as?: string): Promise<PackDraft> {
    const draft = name === null ? templateDraft : await draftOf((await this.shelves.find(name)).pack);
    return as === undefined ? draft : renamedDraft(draft, as);
  }

  check(draft: PackDraft): { manifest: SkillManifest | null; problems: SkillProblem[] } {
    return checkDraft(draft);
  }

  save(
    draft: PackDraft,
    { replace, base }: { readonly replace: boolean; readonly base: string | null },
  ): Promise<{ name: string; hash: string }> {
    return this.inTurn(async () => {
      const from = base === null ? null : (await this.shelves.find(base)).pack;
      const staged = await stageDraft(draft, from, this.store.into);
      try {
        const pack = await readPack(staged.folder);
        const choice = { index: 0, action: replace ? "replace" : "install", enable: true } as const;
        const [placement] = await placeChoices([choice], [{ pack }], await this.places());
        if (placement === undefined) throw new RangeError("one choice gives one placement");
        return { name: placement.name, hash: await this.store.put(placement) };
      } finally {
        await staged.remove();
      }
    });
  }

  async pack(name: string): Promise<Buffer> {
    const { pack } = await this.shelves.find(name);
    if (pack.hash === "") throw invalidPack(pack);
    return packZip(pack);
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.queue.then(task);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A pack that may be opened. @throws StudioError "not-found", "skill-invalid", "forbidden". */
  private async usable(name: string): Promise<Shelved> {
    const found = await this.shelves.find(name);
    if (!found.entry.valid) throw invalidPack(found.pack);
    if (!found.entry.enabled) {
      throw new StudioError("forbidden", `The skill "${name}" is switched off.`, {
        remedy: "Switch it on in the skills view to use it.",
      });
    }
    if (found.entry.consent === "given") return found;
    throw new StudioError("forbidden", `You have not agreed to the skill "${name}" as it is now.`, {
      remedy: "Read it in the skills view and agree to it there.",
    });
  }

  private async users(name: string, remedy: string): Promise<Shelved> {
    const found = await this.shelves.find(name);
    if (found.entry.source === "user") return found;
    throw new StudioError("forbidden", `The skill "${name}" comes with the studio and stays as it is.`, {
      remedy,
    });
  }

  private async standings(): Promise<ReadonlyMap<string, Standing>> {
    return new Map(
      (await this.shelves.all()).map(({ entry, pack }) => {
        // What must not be read cannot be compared either: all of the new pack is new then.
        const side = pack.hash === "" ? { folder: pack.folder, files: [] } : pack;
        return [entry.manifest.name, { source: entry.source, hash: pack.hash, side }];
      }),
    );
  }

  private async places() {
    const all = await this.shelves.all();
    const named = (source: SkillEntry["source"]) => all.filter(({ entry }) => entry.source === source);
    return {
      into: this.store.into,
      present: named("user").map(({ entry }) => ({ name: entry.manifest.name, folder: entry.folder })),
      bundled: new Set(named("bundled").map(({ entry }) => entry.manifest.name)),
    };
  }
}

function changedMeanwhile(name: string): StudioError {
  return new StudioError("skill-unsafe", `The skill "${name}" has changed since you looked at it.`, {
    remedy: "Read it again, then decide.",
    retryable: true,
  });
}
