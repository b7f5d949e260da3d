/** A runs service over real folders, with roles that follow a script. */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Roles, SkillShelf } from "../../../../electron/agent/roles";
import { RunsService } from "../../../../electron/runs/service";
import { openLibraryIndex, openRunsFolder, type RunsFolder } from "../../../../electron/storage";
import type { GeneratorConfig } from "../../../../shared/backends";
import type { StudioError } from "../../../../shared/errors";
import type { RunEvent } from "../../../../shared/run/events";
import { defaultSettings, type Settings } from "../../../../shared/settings";
import { noSkills } from "../agent/support";

export interface Desk {
  readonly service: RunsService;
  readonly folder: RunsFolder;
  readonly events: RunEvent[];
  readonly faults: StudioError[];
  /** What roles were composed for, oldest first. */
  readonly composed: (GeneratorConfig | undefined)[];
  /** The roles of the next stretch of work. */
  roles: Roles;
  settings: Settings;
  skills: SkillShelf;
  close(): Promise<void>;
}

export async function openDesk(roles: Roles): Promise<Desk> {
  const data = await mkdtemp(path.join(tmpdir(), "gems-desk-"));
  const folder = await openRunsFolder(data);
  const index = await openLibraryIndex({
    file: path.join(data, "library.db"),
    runs: folder,
    isLive: (id) => desk.service.isLive(id),
  });
  const events: RunEvent[] = [];
  const faults: StudioError[] = [];
  const composed: (GeneratorConfig | undefined)[] = [];
  const service = new RunsService({
    folder,
    index,
    settings: () => desk.settings,
    composeRoles: (generator) => {
      composed.push(generator);
      return { roles: desk.roles, generatorName: generator?.kind ?? "script", rolesName: "script" };
    },
    skills: { manifests: () => desk.skills.manifests(), load: (name) => desk.skills.load(name) },
    onEvent: (_runId, event) => events.push(event),
    onLive: () => undefined,
    onLibraryChanged: () => undefined,
    onFault: (error) => faults.push(error),
  });
  const desk: Desk = {
    service,
    folder,
    events,
    faults,
    composed,
    roles,
    settings: defaultSettings,
    skills: noSkills,
    close: async () => {
      await service.close();
      await index.close();
      await rm(data, { recursive: true, force: true });
    },
  };
  return desk;
}

/** The hash of every file below a folder, by its path. */
export async function hashes(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const pairs = await Promise.all(
    files.map(async (entry): Promise<[string, string]> => {
      const file = path.join(entry.parentPath, entry.name);
      const hash = createHash("sha256")
        .update(await readFile(file))
        .digest("hex");
      return [path.relative(folder, file), hash];
    }),
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
