/** A library of models in a folder of its own, looked into by the inference process's own reader. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect } from "vitest";
import { DiffusionModels } from "../../../../electron/inference/worker/diffusion";
import { type Models, type ModelsOptions, openModels } from "../../../../electron/models";
import type { StudioError } from "../../../../shared/errors";
import type { ModelProgress } from "../../../../shared/ipc/domains/models";
import type { ModelDownload, ModelEntry, ModelShelf } from "../../../../shared/models/library";
import { models as tinyModels } from "../inference/diffusion/support";

export { tinyModels };

const made: string[] = [];
const opened: Models[] = [];

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "gems-models-"));
  made.push(folder);
  return folder;
}

afterEach(async () => {
  for (const models of opened.splice(0)) await models.close();
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** The part of the engine that reads folders, without a process around it; nothing is ever loaded by it. */
export function readingEngine(loaded: { folder: string | null } = { folder: null }): ModelsOptions["engine"] {
  const reader = new DiffusionModels(
    () => () => Promise.reject(new Error("nothing is to be loaded")),
    () => {
      throw new Error("nothing is to be drawn");
    },
    () => undefined,
  );
  return {
    inspectModel: (folder) => reader.inspect(folder),
    status: () => ({
      state: "ready",
      provider: "cpu",
      models: loaded.folder === null ? [] : [{ name: "model", folder: loaded.folder, loaded: true, ms: 1 }],
      error: null,
      restarts: 0,
    }),
    forgetModel: () => {
      loaded.folder = null;
      return Promise.resolve();
    },
  };
}

export interface Opened extends Models {
  readonly data: string;
  readonly faults: StudioError[];
  readonly progress: ModelProgress[];
  /** Resolves with the shelf as soon as it looks so; looks again whenever something has changed. */
  until(wish: (shelf: ModelShelf) => boolean): Promise<ModelShelf>;
}

export async function open(data: string, options: Partial<ModelsOptions> = {}): Promise<Opened> {
  const faults: StudioError[] = [];
  const progress: ModelProgress[] = [];
  let changed: () => void = () => undefined;
  const models = await openModels({
    data,
    engine: readingEngine(),
    secrets: { get: () => null },
    onFault: (error) => faults.push(error),
    ...options,
    onChanged: () => changed(),
    onProgress: (one) => {
      progress.push(one);
      changed();
    },
  });
  opened.push(models);
  return {
    ...models,
    data,
    faults,
    progress,
    until: async (wish) => {
      for (;;) {
        const next = new Promise<void>((resolve) => {
          changed = resolve;
        });
        const shelf = await models.shelf();
        if (wish(shelf)) return shelf;
        await next;
      }
    },
  };
}

/** A tiny model under a name of its own. */
export async function tinyModel(into: string, name: string, family: "sd" | "lcm" = "sd"): Promise<string> {
  const folder = path.join(into, name);
  await cp(path.join(tinyModels, family), folder, { recursive: true });
  return folder;
}

export const failure = (work: Promise<unknown>): Promise<StudioError> =>
  work.then(
    () => expect.fail("it should have failed"),
    (error: StudioError) => error,
  );

export function only<T extends ModelEntry | ModelDownload>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  return list[0] as T;
}

export const summed = ({ models }: ModelShelf): boolean =>
  models.every(({ sums, work }) => sums !== null && work === null);
