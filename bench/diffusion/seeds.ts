/** The same seed, the same picture to the last bit: again, after other pictures, and in another process. */
import path from "node:path";
import { openEngine } from "../../electron/inference/client";
import { forkInNode } from "../../electron/inference/fork";
import type { DiffuseRequest } from "../../electron/inference/protocol";
import { models } from "../../tests/unit/electron/inference/diffusion/support";

const root = path.resolve(import.meta.dirname, "..", "..");

export interface SeedRow {
  readonly family: string;
  readonly again: boolean;
  readonly elsewhere: boolean;
  readonly otherSeed: boolean;
}

/** An engine of the built worker, as the terminal's. */
export function engineHere(threads?: number) {
  return openEngine({
    spawn: forkInNode(path.join(root, "out", "main", "inference-worker.cjs")),
    init: {
      modelsDir: path.join(root, "models"),
      assetsDir: path.join(root, "electron", "inference", "flatland", "assets"),
      ...(threads === undefined ? {} : { threads }),
    },
  });
}

export async function seedsHold(): Promise<readonly SeedRow[]> {
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const rows: SeedRow[] = [];
  for (const family of ["sd", "lcm", "sdxl"]) {
    const request: DiffuseRequest = {
      ...{ folder: path.join(models, family), prompt: "a red cat", negativePrompt: "", steps: 4 },
      ...{ guidance: 5, width: 64, height: 64, seed: 3 },
    };
    const [here, there] = [engineHere(), engineHere()];
    try {
      const first = await here.diffuse(request, options);
      const other = await here.diffuse({ ...request, seed: 4 }, options);
      const again = await here.diffuse(request, options);
      const elsewhere = await there.diffuse(request, options);
      rows.push({
        family,
        again: same(first.png, again.png),
        elsewhere: same(first.png, elsewhere.png),
        otherSeed: !same(first.png, other.png),
      });
    } finally {
      await here.close();
      await there.close();
    }
  }
  return rows;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
