/** Puts the studio's main side together, the same for the window, the terminal and the benchmarks. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { asStudioError, type StudioError } from "../shared/errors";
import type { NewsChannel, NewsPayload } from "../shared/ipc/contract";
import { type ConnectionTester, openConnectionTester } from "./backends/connection-tester";
import { type ComposedRoles, composeRoles } from "./compose-roles";
import { type Engine, openEngine } from "./inference/client";
import type { Spawner } from "./inference/spawner";
import { RunsService } from "./runs/service";
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
  /** Where settings, keys and the user's skills are kept, if not in `dataFolder`. */
  readonly settingsFolder?: string;
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

/**
 * Opens everything. The library is brought in step with its folders in the background.
 * @throws StudioError "storage" when the data folder cannot be used
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataFolder, settingsFolder = dataFolder, folders, tell, onFault } = options;
  await mkdir(dataFolder, { recursive: true });
  const { settings, warning } = openSettings({
    folder: settingsFolder,
    version: options.version,
    ...(options.createSettingsFile === undefined ? {} : { createFile: options.createSettingsFile }),
  });
  if (warning !== null) onFault(warning);
  const secrets = openSecrets({ folder: settingsFolder, safeStorage: options.safeStorage, env: process.env });
  if (secrets.warning !== null) onFault(secrets.warning);
  const engine = openEngine({
    spawn: options.spawn,
    init: { modelsDir: folders.modelsDir, assetsDir: folders.assetsDir },
  });
  engine.onStatus((status) => tell("engine-status", status));
  const skills = await openSkillLibrary({
    bundled: folders.skillsDir,
    user: path.join(settingsFolder, "skills"),
    trash: path.join(settingsFolder, "trash", "skills"),
    disabled: () => settings.get().disabledSkills,
  });
  const folder = await openRunsFolder(dataFolder);
  const index = await openLibraryIndex({
    file: path.join(dataFolder, "library.db"),
    runs: folder,
    isLive: (id) => runs.isLive(id),
  });
  const compose = () => composeRoles({ settings: settings.get(), secrets, engine });
  const runs: RunsService = new RunsService({
    folder,
    index,
    settings: () => settings.get(),
    composeRoles: compose,
    skills: skills.shelf(),
    onEvent: (runId, event) => tell("run-events", { runId, events: [event] }),
    onLive: (runId, live) => tell("run-live", { runId, live }),
    onLibraryChanged: () => tell("library-changed", {}),
    onFault,
  });
  index.refresh().then(
    () => tell("library-changed", {}),
    (error: unknown) => onFault(asStudioError(error)),
  );
  return {
    engine,
    settings,
    secrets,
    skills,
    folder,
    index,
    runs,
    connections: openConnectionTester({ secrets, engine }),
    composeRoles: compose,
    close: async () => {
      await runs.close();
      await engine.close();
      await index.close();
    },
  };
}
