/** Puts the studio's main side together, the same for the window, the terminal and the benchmarks. */
import path from "node:path";
import type { StudioError } from "../shared/errors";
import type { NewsChannel, NewsPayload } from "../shared/ipc/contract";
import { type ComposedRoles, type ConnectionTester, composeRoles, connectionTester } from "./compose-roles";
import { type Engine, openEngine } from "./inference/client";
import type { Spawner } from "./inference/spawner";
import type { RunsService } from "./runs/service";
import type { StudioFolders } from "./shell/folders";
import { openSkillLibrary, type SkillLibrary } from "./skills";
import {
  type KeyValueFile,
  type KeyValueFileOptions,
  type LibraryIndex,
  openLibraryIndex,
  openRunsFolder,
  openSecrets,
  openSettings,
  type RunsFolder,
  type SafeStorage,
  type Secrets,
  type SettingsFile,
} from "./storage";

export interface ServicesOptions {
  readonly folders: StudioFolders;
  /** Everything the studio writes lies below it. */
  readonly dataFolder: string;
  readonly version: string;
  /** Starts the inference process. */
  readonly spawn: Spawner;
  readonly safeStorage: SafeStorage | null;
  readonly createSettingsFile?: (options: KeyValueFileOptions) => KeyValueFile;
  readonly tell: <N extends NewsChannel>(channel: N, payload: NewsPayload<N>) => void;
  /** Faults nobody is waiting for. */
  readonly onFault: (error: StudioError) => void;
}

export interface Services {
  readonly engine: Engine;
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly skills: SkillLibrary;
  readonly folder: RunsFolder;
  readonly index: LibraryIndex;
  readonly runs: RunsService;
  readonly connections: ConnectionTester;
  readonly composeRoles: () => ComposedRoles;
  /** Leaves runs resumable, ends the inference process, closes files. */
  readonly close: () => Promise<void>;
}
