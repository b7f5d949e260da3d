/** The studio's services for benchmarks: real engine, real store in a folder that goes away. */
import path from "node:path";
import { forkInNode } from "../electron/inference/fork";
import type { Spawner } from "../electron/inference/spawner";
import { openServices, type Services } from "../electron/services";
import { foldersIn } from "../electron/shell/folders";
import type { RunEvent } from "../shared/run/events";

/**
 * @param dataFolder where runs are kept while the benchmark lasts
 * @param onEvents hears every run event as it happens
 * @param spawn starts the inference process; the built one where absent
 * @param modelsDir the bundled models; the studio's own where absent
 */
export function openBenchServices(
  dataFolder: string,
  onEvents: (runId: string, events: readonly RunEvent[]) => void = () => undefined,
  spawn?: Spawner,
  modelsDir?: string,
): Promise<Services> {
  const own = foldersIn(path.resolve(import.meta.dirname, ".."));
  const folders = { ...own, modelsDir: modelsDir ?? own.modelsDir };
  return openServices({
    folders,
    dataFolder,
    version: "bench",
    spawn: spawn ?? forkInNode(path.join(folders.outDir, "main", "inference-worker.cjs")),
    safeStorage: null,
    tell: (channel, payload) => {
      if (channel === "run-events" && "events" in payload) onEvents(payload.runId, payload.events);
    },
    onFault: (error) => console.error(`${error.message} ${error.remedy}`),
  });
}
