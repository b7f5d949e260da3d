/** What our pipelines cost beside the models, and how long optimum's take for the same. */
import path from "node:path";
import type { DiffuseRequest } from "../../electron/inference/protocol";
import { goldens, models } from "../../tests/unit/electron/inference/diffusion/support";
import { median } from "../statistics";
import type { Reference } from "./reference";
import { TimedModels, type Timing } from "./timed";

export interface OverheadRow {
  readonly name: string;
  readonly side: number;
  readonly steps: number;
  /** Times the models are run for a picture. */
  readonly count: number;
  /** Medians in milliseconds. */
  readonly total: number;
  readonly runs: number;
  /** Median over pictures of (total − runs) / runs. */
  readonly overhead: number;
  /** What optimum takes, and ours divided by it; null without one to compare with. */
  readonly theirs: { readonly ms: number; readonly ratio: number } | null;
}

export interface Drawn {
  readonly name: string;
  readonly folder: string;
  /** A folder the reference has. */
  readonly family: "sd" | "sdxl" | "lcm" | null;
  readonly side: number;
  readonly steps: number;
  readonly guidance: number;
}

/**
 * The tiny folders at two sizes. At 128 pixels their latents are as large as Stable Diffusion's are at 512, so that our
 * own work is the same as there, and the models' is a thousandth of it.
 */
export const tinyRows: readonly Drawn[] = (["sd", "lcm", "sdxl"] as const).flatMap((family) =>
  [64, 128].map((side) => ({
    ...{ name: family, folder: path.join(models, family), family, side, steps: 4 },
    guidance: family === "lcm" ? 8.5 : 5,
  })),
);

/** Draws some pictures by turns with the reference, after one each that does not count. */
export async function measured(
  row: Drawn,
  threads: number,
  repeats: number,
  reference: Reference | null,
): Promise<OverheadRow> {
  const timed = new TimedModels(threads);
  const { folder, side, steps, guidance, family } = row;
  const request: DiffuseRequest = {
    ...{ folder, steps, guidance, prompt: goldens.prompt, negativePrompt: "" },
    ...{ width: side, height: side, seed: 7 },
  };
  const ours: Timing[] = [];
  const theirs: number[] = [];
  for (let i = 0; i <= repeats; i += 1) {
    const one = await timed.draw(request);
    if (i > 0) ours.push(one);
    if (reference === null || family === null) continue;
    const asked = { family, scheduler: null, steps, guidance, side, threads, golden: false };
    const { ms } = await reference.draw(asked);
    if (i > 0) theirs.push(ms);
  }
  await timed.close();
  const ratios = theirs.map((ms, i) => (ours[i]?.total ?? Number.NaN) / ms);
  return {
    ...{ name: row.name, side, steps },
    count: ours[0]?.count ?? 0,
    total: median(ours.map(({ total }) => total)),
    runs: median(ours.map(({ runs }) => runs)),
    overhead: median(ours.map(({ total, runs }) => (total - runs) / runs)),
    theirs: theirs.length === 0 ? null : { ms: median(theirs), ratio: median(ratios) },
  };
}
