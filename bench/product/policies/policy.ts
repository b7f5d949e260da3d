/** What a policy is: a way to come from a prompt to one picture with at most `rounds` images. */
import type { ExperienceStore, Roles, SkillShelf } from "../../../electron/agent/roles";
import type { Engine } from "../../../electron/inference/client";
import type { Settings } from "../../../shared/settings";

/** What every policy is given; the same roles, generator and budget for all. */
export interface Room {
  readonly roles: Roles;
  readonly engine: Engine;
  readonly settings: Settings;
  /** The key for a server, where there is one. */
  readonly key: (baseUrl: string) => string | null;
  readonly skills: SkillShelf;
  /** Images a prompt may cost at most. */
  readonly images: number;
  /** Lessons of other prompts, gathered before the benchmark; only "ours-warm" reads them. */
  readonly lessons: () => Promise<ExperienceStore>;
  readonly names: { readonly generator: string; readonly roles: string };
}

export interface Ending {
  readonly png: Uint8Array;
  readonly svg: string | null;
  /** Images drawn on the way. */
  readonly images: number;
  /** Whether the policy itself held the picture for right in every point; null where it never looks. */
  readonly claimed: boolean | null;
}

export interface Policy {
  readonly name: string;
  /** In one sentence, for the report. */
  readonly about: string;
  /** True for one that reads the store of lessons: it is filled before anybody's time is taken. */
  readonly warm?: boolean;
  play(room: Room, prompt: string, seed: number): Promise<Ending>;
}
