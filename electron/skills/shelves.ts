/** Both folders of packs as one list, each pack with how it stands. */
import path from "node:path";
import { StudioError } from "../../shared/errors";
import type { SkillEntry, SkillProblem } from "../../shared/skills";
import { type Pack, PackReader } from "./pack";
import { suspicionsOf } from "./preflight";
import { findPacks } from "./scan";

export interface Shelved {
  readonly entry: SkillEntry;
  readonly pack: Pack;
}

export interface ShelvesOptions {
  readonly bundled: string;
  readonly user: string;
  readonly disabled: () => readonly string[];
  /** True when the designer agreed to exactly these files of the user's pack. */
  readonly isAgreed: (name: string, hash: string) => boolean;
}

export class Shelves {
  private readonly packs = new PackReader();
  /** Warnings about packs that wait for the designer's agreement, by hash. */
  private readonly suspicions = new Map<string, readonly SkillProblem[]>();

  constructor(private readonly options: ShelvesOptions) {}

  /** Every pack by name. A user's pack takes the place of a bundled one of the same name. */
  async all(): Promise<readonly Shelved[]> {
    const off = new Set(this.options.disabled());
    const bundled = await this.shelve("bundled", this.options.bundled, off);
    const user = await this.shelve("user", this.options.user, off);
    const warning = "It takes the place of the skill of the same name that comes with the studio.";
    const all = new Map([...bundled, ...user]);
    return [...all]
      .map(([name, one]) =>
        bundled.has(name) && user.has(name)
          ? withProblem(one, { severity: "warning", message: warning })
          : one,
      )
      .sort((a, b) => (a.entry.manifest.name < b.entry.manifest.name ? -1 : 1));
  }

  /** @throws StudioError "not-found". */
  async find(name: string): Promise<Shelved> {
    const found = (await this.all()).find(({ entry }) => entry.manifest.name === name);
    if (found !== undefined) return found;
    throw new StudioError("not-found", `There is no skill called "${name}".`, {
      remedy: "Choose one from the skills view, or install it.",
    });
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
      if (first === undefined) found.set(pack.manifest.name, await this.shelved(pack, source, off));
      else found.set(pack.manifest.name, withProblem(first, duplicate(folder, place)));
    }
    const last = [...found].at(-1);
    if (cut && last !== undefined) found.set(last[0], withProblem(last[1], tooManyFolders(folder)));
    return found;
  }

  private async shelved(
    pack: Pack,
    source: SkillEntry["source"],
    off: ReadonlySet<string>,
  ): Promise<Shelved> {
    const { name } = pack.manifest;
    const agreed = source === "bundled" || this.options.isAgreed(name, pack.hash);
    const entry: SkillEntry = {
      manifest: pack.manifest,
      source,
      format: pack.format,
      enabled: !off.has(name),
      valid: pack.valid,
      problems: [...pack.problems, ...(agreed ? [] : await this.suspicionsOf(pack))],
      folder: pack.folder,
      hash: pack.hash,
      hasLocalRules: pack.hasLocalRules,
      consent: agreed ? "given" : "asked",
    };
    return { pack, entry };
  }

  private async suspicionsOf(pack: Pack): Promise<readonly SkillProblem[]> {
    if (pack.hash === "") return [];
    const known = this.suspicions.get(pack.hash);
    if (known !== undefined) return known;
    const found = await suspicionsOf(pack);
    this.suspicions.set(pack.hash, found);
    return found;
  }
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
