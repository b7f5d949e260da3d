/** The studio's services for benchmarks: real engine, real store in a folder that goes away. */
import path from "node:path";
import { forkInNode } from "../electron/inference/fork";
import { openServices, type Services } from "../electron/services";
import { foldersIn } from "../electron/shell/folders";

/** @param dataFolder where runs are kept while the benchmark lasts */
export function openBenchServices(dataFolder: string): Promise<Services> {
  const folders = foldersIn(path.resolve(__dirname, ".."));
  return openServices({
    folders,
    dataFolder,
    version: "bench",
    spawn: forkInNode(path.join(folders.outDir, "main", "inference-worker.cjs")),
    safeStorage: null,
    tell: () => undefined,
    onFault: (error) => console.error(`${error.message} ${error.remedy}`),
  });
}
