/** Runs made up to the pixel, written with the studio's own storage: for the window's benchmark and its tests. */
import sharp from "sharp";
import { openImages, openJournal, openRunsFolder } from "../../electron/storage";
import type { Criterion } from "../../shared/run/criteria";
import type { DurableBody } from "../../shared/run/events";
import { defaultRunSettings } from "../../shared/run/settings";
import { type Evidence, scoreOf, type Verdict, type VerdictState } from "../../shared/run/verdicts";

export interface MadeIteration {
  /** PNG bytes. */
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly prompt: string;
  readonly seed?: number;
  readonly temperature?: number;
  readonly strategy?: string;
  /** By criterion id; those left out are not asked. */
  readonly verdicts?: Readonly<Record<string, VerdictState>>;
  readonly evidence?: Readonly<Record<string, readonly Evidence[]>>;
}

export interface MadeRun {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly at: number;
  readonly criteria?: readonly Criterion[];
  readonly skill?: string;
  readonly branchOf?: { readonly runId: string; readonly iteration: number };
  readonly iterations: readonly MadeIteration[];
}

/** Writes one run into a studio's data folder. @throws StudioError "storage". */
export async function makeRun(dataFolder: string, run: MadeRun): Promise<void> {
  const folders = await openRunsFolder(dataFolder);
  const folder = await folders.create({ id: run.id, title: run.title, at: run.at });
  const images = await openImages(folder);
  const { journal } = await openJournal(folder, () => run.at);
  const criteria = run.criteria ?? [];
  const write = (body: DurableBody) => journal.append(body);
  await write({
    type: "run-created",
    run: {
      id: run.id,
      title: run.title,
      prompt: run.prompt,
      settings: { ...defaultRunSettings, rounds: run.iterations.length },
      ...(run.branchOf === undefined ? {} : { branchOf: run.branchOf }),
    },
  });
  await write({ type: "skill-routed", candidates: [], chosen: run.skill ?? null, reason: "" });
  await write({ type: "prompt-enhanced", prompt: run.prompt, thought: "" });
  await write({ type: "criteria-proposed", criteria: [...criteria] });
  for (const [index, made] of run.iterations.entries()) {
    const iteration = index + 1;
    const { prompt, seed = 7, temperature = 1, strategy = "", width, height } = made;
    const parameters = { seed, temperature, size: width };
    await write({ type: "iteration-started", iteration, prompt, thought: "", strategy, parameters });
    const image = await images.put(made.png, "png");
    await write({
      type: "image-generated",
      iteration,
      image,
      width,
      height,
      ms: 100,
      backend: "flatland",
      notes: [],
    });
    const verdicts = verdictsOf(made);
    for (const verdict of verdicts) await write({ type: "criterion-judged", iteration, verdict });
    const byId = Object.fromEntries(verdicts.map((one) => [one.criterionId, one]));
    await write({ type: "iteration-judged", iteration, score: scoreOf(criteria, byId, {}), ms: 50 });
  }
  await write({ type: "run-finished", reason: "budget", best: run.iterations.length });
  await journal.close();
}

function verdictsOf(made: MadeIteration): readonly Verdict[] {
  return Object.entries(made.verdicts ?? {}).map(([criterionId, state]) => ({
    criterionId,
    state,
    confidence: state === "unclear" ? 0.4 : 0.93,
    answer: state === "pass" ? "Seen." : "Not as asked.",
    evidence: [...(made.evidence?.[criterionId] ?? [])],
    by: "made-up",
  }));
}

/** A criterion as the decomposer would write it. */
export function question(id: string, words: string): Criterion {
  return { id, question: words, kind: "other", weight: 1, enabled: true, origin: "decomposer" };
}

/** An SVG drawing as PNG of exactly this size. */
export async function drawn(svg: string, width: number, height = width): Promise<Uint8Array> {
  return sharp(Buffer.from(svg)).resize(width, height, { fit: "fill" }).png().toBuffer();
}

/** Pixels as PNG; `colour` is asked for red, green and blue of each. */
export async function plotted(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Promise<Uint8Array> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colour(x, y), (y * width + x) * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}
