/** The real inference worker in a real process, for tests that need to get at the process itself. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Engine, openEngine } from "../../../../electron/inference/client";
import { forkInNode } from "../../../../electron/inference/fork";
import type { HostOptions } from "../../../../electron/inference/host-options";
import type { WorkerProcess } from "../../../../electron/inference/spawner";
import type { EngineStatus } from "../../../../shared/ipc/domains/studio";

const root = path.resolve(import.meta.dirname, "../../../..");
export const worker = path.join(root, "electron/inference-worker.ts");

export const modelsDir = path.join(root, "models");
export const assetsDir = path.join(root, "electron/inference/flatland/assets");

/** Worker processes run from source, through the same loader as the scripts. */
export const forkOptions = { execArgv: ["--import", "tsx"] };

export interface RealEngine {
  readonly engine: Engine;
  /** Every process started so far, the current one last. */
  readonly processes: readonly WorkerProcess[];
  readonly history: readonly EngineStatus[];
  /** Resolves when a process has ended. */
  readonly nextExit: () => Promise<string>;
}

export function openRealEngine(options: Partial<Omit<HostOptions, "spawn">> = {}): RealEngine {
  const processes: WorkerProcess[] = [];
  const history: EngineStatus[] = [];
  let waiting: ((reason: string) => void)[] = [];
  const spawn = forkInNode(worker, forkOptions);
  const engine = openEngine({
    init: { modelsDir, assetsDir },
    backoffMs: 1,
    ...options,
    spawn: () => {
      const process = spawn();
      processes.push(process);
      process.onExit(({ reason }) => {
        for (const tell of waiting) tell(reason);
        waiting = [];
      });
      return process;
    },
  });
  engine.onStatus((status) => history.push(status));
  return { engine, processes, history, nextExit: () => new Promise((resolve) => waiting.push(resolve)) };
}

export function requireModel(name: string): void {
  const folder = path.join(modelsDir, name);
  if (!existsSync(folder)) throw new Error(`These tests need the bundled model ${folder}.`);
}

export function pidOf(process: WorkerProcess | undefined): number {
  if (process?.pid === undefined) throw new Error("the process has no id");
  return process.pid;
}
