/** Puts the studio's main side together, the same for the window, the terminal and the benchmarks. */
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { GeneratorConfig } from "../shared/backends";
import { asStudioError, type StudioError } from "../shared/errors";
import type { NewsChannel, NewsPayload } from "../shared/ipc/contract";
import { configuredOrigins } from "../shared/servers";
import type { Settings } from "../shared/settings";
import { Compute } from "./backends/compute";
import { type ConnectionTester, openConnectionTester } from "./backends/connection-tester";
import { type ComposedRoles, composeRoles } from "./compose-roles";
import { type Exchange, openExchange } from "./exchange";
import { type Engine, openEngine } from "./inference/client";
import type { Spawner } from "./inference/spawner";
import { Memory } from "./memory";
import { type Models, openModels } from "./models";
import { RunsService } from "./runs/service";
import type { StudioFolders } from "./shell/folders";
import { openSkillLibrary, openSkillUsage, type SkillLibrary, type UsageReader } from "./skills";
import {
  type Boards,
  type KeyValueFile,
  type KeyValueFileOptions,
  type LibraryIndex,
  openBoards,
  openLibraryIndex,
  openRunsFolder,
  openSearches,
  openSecrets,
  openSettings,
  openTrash,
  type RunsFolder,
  type SafeStorage,
  type Searches,
  type Secrets,
  type SettingsFile,
  type Trash,
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
  /** What draws in the place of the settings' generator, which stays what it is; null: that one. */
  readonly generator?: () => GeneratorConfig | null;
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
  readonly skillUsage: UsageReader;
  readonly folder: RunsFolder;
  readonly index: LibraryIndex;
  readonly boards: Boards;
  readonly searches: Searches;
  readonly trash: Trash;
  readonly runs: RunsService;
  readonly exchange: Exchange;
  readonly memory: Memory;
  readonly models: Models;
  readonly connections: ConnectionTester;
  /** What models of the designer's own are computed with. */
  readonly compute: Compute;
  readonly composeRoles: (generator?: GeneratorConfig) => ComposedRoles;
  /** The way to the window, for whatever else changes what is kept here. */
  readonly tell: ServicesOptions["tell"];
  /** Leaves runs resumable, ends the inference process, closes files. */
  readonly close: () => Promise<void>;
}

/**
 * Opens everything. The library is brought in step with its folders in the background.
 * @throws StudioError "storage" when the data folder cannot be used
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataFolder, settingsFolder = dataFolder, folders, onFault } = options;
  const tell: ServicesOptions["tell"] = (channel, payload) => {
    options.tell(channel, payload);
    // Runs that came or went, by whatever way, bring their lessons or take them along.
    if (channel === "library-changed") memory.look();
  };
  await mkdir(dataFolder, { recursive: true });
  const { settings, warning } = openSettings({
    folder: settingsFolder,
    version: options.version,
    ...(options.createSettingsFile === undefined ? {} : { createFile: options.createSettingsFile }),
  });
  if (warning !== null) onFault(warning);
  const secrets = openSecrets({
    folder: settingsFolder,
    safeStorage: options.safeStorage,
    env: process.env,
    configured: () => configuredOrigins(settings.get()),
  });
  if (secrets.warning !== null) onFault(secrets.warning);
  const inference = {
    spawn: options.spawn,
    init: { modelsDir: folders.modelsDir, assetsDir: folders.assetsDir },
  };
  const engine = openEngine(inference);
  const compute = new Compute({
    platform: process.platform,
    settings: () => settings.get().compute,
    openTrials: () => openEngine(inference),
    onChanged: (state) => tell("compute-changed", state),
  });
  engine.onStatus((status) => tell("engine-status", status));
  const models = await openModels({
    data: dataFolder,
    modelsDir: folders.modelsDir,
    engine,
    secrets,
    onChanged: () => tell("models-changed", {}),
    onProgress: (progress) => tell("model-progress", progress),
    onFault,
  });
  const skills = await openSkillLibrary({
    bundled: folders.skillsDir,
    user: path.join(settingsFolder, "skills"),
    trash: path.join(settingsFolder, "trash", "skills"),
    disabled: () => settings.get().disabledSkills,
  });
  const folder = await openRunsFolder(dataFolder);
  const { boards, warning: boardsWarning } = await openBoards(path.join(dataFolder, "boards.json"));
  if (boardsWarning !== null) onFault(boardsWarning);
  const { searches, warning: searchesWarning } = await openSearches(path.join(dataFolder, "searches.json"));
  if (searchesWarning !== null) onFault(searchesWarning);
  const trash = openTrash(folder, (runIds) => boards.drop(runIds));
  trash.sweep().catch((error: unknown) => onFault(asStudioError(error)));
  const skillUsage = openSkillUsage({
    runs: () => folder.list(),
    file: path.join(dataFolder, "skill-usage.json"),
  });
  const index = await openLibraryIndex({
    file: path.join(dataFolder, "library.db"),
    runs: folder,
    isLive: (id) => runs.isLive(id),
    boards: () => boards.list(),
  });
  const memory: Memory = await Memory.open({
    folder: path.join(dataFolder, "memory"),
    runs: folder,
    embed: (texts, signal) => engine.embed(texts, signal),
    isLive: (id) => runs.isLive(id),
    onChanged: () => tell("memory-changed", {}),
    onFault,
  });
  const compose = (generator?: GeneratorConfig) =>
    composeRoles({
      settings: { ...settings.get(), ...inPlace(options.generator?.() ?? null) },
      secrets,
      engine,
      compute,
      knowsFolder: (folder) => models.library.has(folder),
      ...(generator === undefined ? {} : { generator }),
    });
  const runs: RunsService = new RunsService({
    folder,
    index,
    settings: () => settings.get(),
    composeRoles: compose,
    skills: skills.shelf(),
    memory,
    onEvent: (runId, event) => tell("run-events", { runId, events: [event] }),
    onLive: (runId, live) => tell("run-live", { runId, live }),
    onLibraryChanged: () => tell("library-changed", {}),
    onFault,
  });
  const exchange = await openExchange({
    data: dataFolder,
    assetsDir: folders.assetsDir,
    version: options.version,
    folder,
    index,
    runs,
    engine,
    settings: () => settings.get(),
    onProgress: (progress) => tell("exchange-progress", progress),
    onLibraryChanged: () => tell("library-changed", {}),
  });
  index.refresh().then(
    () => tell("library-changed", {}),
    (error: unknown) => onFault(asStudioError(error)),
  );
  return {
    tell,
    engine,
    settings,
    secrets,
    skills,
    skillUsage,
    folder,
    index,
    boards,
    searches,
    trash,
    runs,
    exchange,
    memory,
    models,
    compute,
    connections: openConnectionTester({ secrets, engine, compute }),
    composeRoles: compose,
    close: async () => {
      await exchange.close();
      await models.close();
      await skillUsage.close();
      await runs.close();
      await memory.close();
      compute.stop();
      await engine.close();
      await index.close();
    },
  };
}

function inPlace(generator: GeneratorConfig | null): Partial<Settings> {
  return generator === null ? {} : { generator };
}
