/**
 * How the window feels: cold start, zooming and panning a comparison, searching and scrolling a large library, in the
 * built studio in real Electron.
 *
 *   npm run bench:ui -- [--starts 7] [--frames 240] [--runs 2000] [--repeat 5] [--only start,compare,library] [--save]
 *
 * `--save` writes the tables to bench/results/ui.md as well.
 */
import { mkdtemp, writeFile } from "node:fs/promises";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { inElectron } from "../scripts/lib/stage.mjs";
import { createSteps } from "../scripts/lib/steps.mjs";
import { seedLibrary } from "./library/seed";
import { median } from "./statistics";
import { measureComparison, writePictures } from "./ui/comparison";
import { quantile } from "./ui/frames";
import { measureLibrary } from "./ui/library";
import { measureStart } from "./ui/start";
import { forget } from "./ui/window";

const ITERATIONS = 5;

const { values } = parseArgs({
  options: {
    starts: { type: "string", default: "7" },
    frames: { type: "string", default: "240" },
    runs: { type: "string", default: "2000" },
    repeat: { type: "string", default: "5" },
    only: { type: "string", default: "start,compare,library" },
    save: { type: "boolean", default: false },
  },
});

const ms = (value: number) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "gems-ui-"));
  try {
    return await work(folder);
  } finally {
    await forget(folder);
  }
}

async function startTable(): Promise<string> {
  // The first start fills the system's file cache, as the one before it does on a desk.
  await measureStart();
  const all = [];
  for (let n = 0; n < Number(values.starts); n++) all.push(await measureStart());
  const row = (name: string, times: readonly number[]) =>
    `| ${name} | ${ms(median(times))} | ${ms(quantile(times, 0.95))} |`;
  return [
    `### Cold start (${all.length} starts, empty library, files in the system's cache)`,
    "",
    "| from the process's birth until | median | p95 |",
    "|---|---|---|",
    row(
      "the page shows itself",
      all.map((one) => one.painted),
    ),
    row(
      "a typed letter stands in the prompt (the driver's delay included)",
      all.map((one) => one.usable),
    ),
  ].join("\n");
}

function compareTable(): Promise<string> {
  return inFolder(async (folder) => {
    await writePictures(folder);
    const { beat, painter, pixels, rows } = await measureComparison(folder, Number(values.frames));
    return [
      `### Comparison (${painter}; window ${pixels}; the screen beats every ${ms(beat)})`,
      "",
      "| pictures | movement | frames | median | p95 | longest | beats missed |",
      "|---|---|---|---|---|---|---|",
      ...rows.map(
        ({ what, movement, figures: f }) =>
          `| ${what} | ${movement} | ${f.frames} | ${ms(f.median)} | ${ms(f.p95)} | ${ms(f.max)} | ${f.dropped} |`,
      ),
    ].join("\n");
  });
}

function libraryTable(): Promise<string> {
  return inFolder(async (folder) => {
    const runs = Number(values.runs);
    const written = await seedLibrary({
      data: folder,
      runs,
      iterations: ITERATIONS,
      seed: 7,
      until: Date.now(),
    });
    const figures = await measureLibrary(folder, written, Number(values.repeat));
    const { scroll } = figures;
    return [
      `### Library (${written.toLocaleString("en")} iterations in ${runs.toLocaleString("en")} runs)`,
      "",
      "| search | times | from the last letter until all results are drawn: median | longest |",
      "|---|---|---|---|",
      ...figures.searches.map(
        ({ query, times }) =>
          `| \`${query}\` | ${times.length} | ${ms(median(times))} | ${ms(Math.max(...times))} |`,
      ),
      "",
      `Scrolling through all of it by 60 px a frame: ${scroll.frames} frames, median ${ms(scroll.median)}, p95 ${ms(scroll.p95)}, longest ${ms(scroll.max)}, ${scroll.dropped} beats missed; ${figures.blank} of ${figures.seen} cells in sight were still blank.`,
    ].join("\n");
  });
}

function machine(): string {
  const cpus = os.cpus();
  return `${cpus.length} × ${cpus[0]?.model.trim() ?? "processor"}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, ${new Date().toISOString().slice(0, 10)}`;
}

const display =
  process.platform === "linux"
    ? "Drawn in software on a display nobody sees (Xvfb): with a graphics card the frames are quicker."
    : "Drawn on this computer's own display.";

async function main(): Promise<void> {
  const steps = createSteps({ quiet: true, to: process.stderr });
  const wanted = new Set(values.only.split(","));
  const tables = [startTable, compareTable, libraryTable].filter((_, index) =>
    wanted.has(["start", "compare", "library"][index] ?? ""),
  );
  await inElectron(steps, async (env: NodeJS.ProcessEnv) => {
    // Playwright looks for Electron where this process's own environment says it is.
    Object.assign(process.env, env);
    const parts = [`## The window\n\n${machine()}. ${display}`];
    for (const table of tables) {
      const text = await table();
      parts.push(text);
      console.log(`${text}\n`);
    }
    if (values.save) {
      await writeFile(path.join(import.meta.dirname, "results", "ui.md"), `${parts.join("\n\n")}\n`);
    }
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
