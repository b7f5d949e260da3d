/** Runs with real pictures in data folders of their own, and an exchange over them. */

import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { type Exchange, openExchange } from "../../../../electron/exchange";
import { createImaging } from "../../../../electron/inference/imaging";
import {
  openImages,
  openJournal,
  openRunsFolder,
  type RunsFolder,
  readJournal,
} from "../../../../electron/storage";
import type { GeneratorConfig } from "../../../../shared/backends";
import type { DurableBody, JournalEvent } from "../../../../shared/run/events";
import { defaultSettings, type Settings } from "../../../../shared/settings";
import { header } from "../storage/sample-runs";

export const pictures = createImaging("native");
export const assetsDir = path.resolve("electron/inference/flatland/assets");

/** A picture that no other has, small but real. */
export async function picture(n: number, side = 24): Promise<Uint8Array> {
  const background = { r: (n * 53) % 256, g: (n * 97) % 256, b: (n * 151) % 256 };
  const image = sharp({ create: { width: side, height: side, channels: 3, background } });
  return new Uint8Array(await image.png().toBuffer());
}

const parameters = { seed: 7, size: 1024, temperature: 1 };

export interface MadeRun {
  readonly id: string;
  readonly folder: string;
  readonly events: readonly JournalEvent[];
}

/** Writes a run of some rounds, as the studio does. */
export async function makeRun(
  data: string,
  id: string,
  {
    rounds = 3,
    prompt = "four white bicycles in front of three plastic cows",
    svg = true,
    generatorConfig,
  }: { rounds?: number; prompt?: string; svg?: boolean; generatorConfig?: GeneratorConfig } = {},
): Promise<MadeRun> {
  const runs = await openRunsFolder(data);
  const folder = await runs.create({ id, title: prompt, at: Date.UTC(2026, 2, 1) });
  const images = await openImages(folder);
  const { journal } = await openJournal(folder, () => Date.UTC(2026, 2, 1, 14, 25, 30));
  const write = (body: DurableBody) => journal.append(body);
  const run = header(id, prompt);
  const settings = { ...run.settings, ...(generatorConfig === undefined ? {} : { generatorConfig }) };
  await write({ type: "run-created", run: { ...run, settings } });
  const question = { kind: "count" as const, weight: 1, enabled: true, origin: "decomposer" as const };
  await write({
    type: "criteria-proposed",
    criteria: [
      { id: "c1", question: "Are there four bicycles?", ...question },
      { id: "c2", question: "Sind die Kühe aus Plastik? 牛は?", ...question },
    ],
  });
  for (let n = 1; n <= rounds; n += 1) {
    await write({
      type: "iteration-started",
      iteration: n,
      prompt: `${prompt}, attempt ${n}`,
      thought: "",
      strategy: "",
      parameters: { ...parameters, seed: n },
    });
    const image = await images.put(await picture(n), "png");
    const vector = svg
      ? await images.put(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><g id="${n}"/></svg>`), "svg")
      : undefined;
    const drawn = { width: 24, height: 24, ms: 3, backend: "flatland", notes: [] };
    await write({
      type: "image-generated",
      iteration: n,
      image,
      ...(vector === undefined ? {} : { vector }),
      ...drawn,
    });
    for (const criterionId of ["c1", "c2"]) {
      const state = criterionId === "c1" || n === rounds ? ("pass" as const) : ("fail" as const);
      const verdict = { criterionId, state, confidence: 0.9, answer: "seen", evidence: [], by: "eye" };
      await write({ type: "criterion-judged", iteration: n, verdict });
    }
    const passed = n === rounds ? 2 : 1;
    await write({
      type: "iteration-judged",
      iteration: n,
      score: { passed, judged: 2, total: 2, ratio: passed / 2 },
      ms: 4,
    });
  }
  await write({ type: "run-finished", reason: "all-passed", best: rounds });
  await journal.close();
  const { events } = await readJournal(folder);
  return { id, folder, events };
}

export interface OpenedExchange {
  readonly exchange: Exchange;
  readonly runs: RunsFolder;
  readonly progress: { readonly job: string; readonly done: number; readonly total: number }[];
}

/** An exchange over a data folder, with the studio's own imaging and without a window. */
export async function exchangeOver(data: string, settings: Partial<Settings> = {}): Promise<OpenedExchange> {
  await mkdir(data, { recursive: true });
  const runs = await openRunsFolder(data);
  const progress: OpenedExchange["progress"] = [];
  const exchange = await openExchange({
    data,
    assetsDir,
    version: "0.1.0",
    folder: runs,
    index: { upsert: async () => undefined },
    runs: {
      isLive: () => false,
      trash: async (ids) => {
        for (const id of ids) await runs.trash(id);
        return { done: [...ids], failed: [] };
      },
    },
    engine: {
      toPng: async (bytes) => {
        const png = await pictures.toPng(bytes);
        return { png, ...(await pictures.sizeOf(png)) };
      },
      toJpeg: (bytes, side) => pictures.toJpeg(bytes, side),
      contactSheet: async () => new Uint8Array(),
    },
    settings: () => ({ ...defaultSettings, ...settings }),
    onProgress: (one) => progress.push(one),
    onLibraryChanged: () => undefined,
  });
  return { exchange, runs, progress };
}

/** Every file below a folder with its bytes, to see that nothing has changed. */
export async function everything(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.path, entry.name))
    .sort();
  const files = await Promise.all(
    names.map(
      async (name) => [path.relative(folder, name), (await readFile(name)).toString("base64")] as const,
    ),
  );
  return Object.fromEntries(files);
}
