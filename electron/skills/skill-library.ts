/** The shelf of skill packs as everybody else sees it. */
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
import type { InstallChoice } from "./place";

export interface SkillLibraryOptions {
  /** Packs that come with the studio (read only). */
  readonly bundled: string;
  /** The user's packs; made when missing. */
  readonly user: string;
  /** Where packs go that are taken away. */
  readonly trash: string;
  /** Names of skills that are switched off, from the settings of the moment. */
  readonly disabled: () => readonly string[];
}

export interface SkillLibrary {
  /** Every pack, invalid ones too, by name. A user's pack takes the place of a bundled one of the same name. */
  list(): Promise<readonly SkillEntry[]>;
  /**
   * Opens a pack because it was chosen.
   * @throws StudioError "not-found", "skill-invalid", or "forbidden" when it is switched off or not agreed to.
   */
  load(name: string): Promise<LoadedSkill>;
  /** The SKILL.md and the names of all files, for reading before switching on. @throws StudioError "not-found". */
  read(name: string): Promise<{ readonly text: string; readonly files: readonly string[] }>;
  /**
   * The agent's view: valid packs that are switched on and agreed to (with `false` also those that are not; opening
   * still asks).
   */
  shelf(enabledOnly?: boolean): SkillShelf;
  /** Looks into folders, zips and `.skill` files without installing. */
  preflight(places: readonly string[]): Promise<Preflight>;
  /**
   * Installs packs of a preflight, which is let go afterwards; each pack whole or not at all.
   * @returns their names.
   * @throws StudioError "not-found", "bad-input", "skill-invalid", "skill-exists" (nothing was changed), "storage".
   */
  install(token: string, choices: readonly InstallChoice[]): Promise<readonly string[]>;
  forget(token: string): Promise<void>;
  /** Moves a user's pack to the trash. @throws StudioError "not-found", "forbidden" for bundled ones. */
  uninstall(name: string): Promise<void>;
  /** Brings the pack back that was uninstalled last. @throws StudioError "not-found", "skill-exists". */
  restore(name: string): Promise<void>;
  /** Versions kept of a pack, the one in use first. @throws StudioError "not-found". */
  versions(name: string): Promise<readonly PackVersion[]>;
  /** @throws StudioError "not-found", "forbidden", "corrupt-data". */
  rollback(name: string, hash: string): Promise<void>;
  /** @throws StudioError "not-found", or "skill-unsafe" when the pack has changed since it was read. */
  consent(name: string, hash: string): Promise<void>;
  /**
   * How the pack as it is now differs from a kept version, or from the one agreed to last (`since` null in the
   * answer: there is none). @throws StudioError "not-found", "corrupt-data".
   */
  changes(
    name: string,
    since: string,
  ): Promise<{ readonly since: string | null; readonly changes: readonly PackChange[] }>;
  /**
   * A pack's texts, for editing; without a name, a template.
   * @param as gives them another name
   * @throws StudioError "not-found", "skill-invalid".
   */
  draft(name: string | null, as?: string): Promise<PackDraft>;
  check(draft: PackDraft): { readonly manifest: SkillManifest | null; readonly problems: SkillProblem[] };
  /**
   * Installs what was written; its author agrees to it.
   * @param base the pack it was made from, whose binary companions come along
   * @throws StudioError "skill-invalid", "skill-exists" without `replace`.
   */
  save(
    draft: PackDraft,
    options: { readonly replace: boolean; readonly base: string | null },
  ): Promise<{ readonly name: string; readonly hash: string }>;
  /** The pack as a `.skill` file: the same bytes for the same files. @throws StudioError "not-found". */
  pack(name: string): Promise<Buffer>;
}
