/**
 * What the engine makes of prompts at the first attempt, as one picture to look at: nothing chosen, nothing left out.
 *
 *   npm run bench:grid -- [--suite studio-300] [--file FILE] [--n 40] [--seed 7] --out docs/outputs.png
 *
 * Marks tell what the scene behind each picture holds of what was asked.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { sceneTruth } from "./product/judging/scene";
import { openSuite } from "./product/suites";
import type { Task } from "./product/task";
import { spread } from "./prompts";
import { openBenchServices } from "./services";

const { values } = parseArgs({
  options: {
    suite: { type: "string", default: "studio-300" },
    file: { type: "string" },
    n: { type: "string", default: "40" },
    seed: { type: "string", default: "7" },
    out: { type: "string" },
  },
});

/** A yes or no for each atom; "unclear" for what only eyes could tell. */
function marksOf(task: Task, svg: string | null) {
  const truths = sceneTruth(svg, task.atoms);
  return task.atoms.map(({ question }, index) => {
    const truth = truths?.[index] ?? null;
    const state = truth === null ? ("unclear" as const) : truth > 0.5 ? ("pass" as const) : ("fail" as const);
    return { state, label: question };
  });
}

async function main(out: string): Promise<void> {
  const suite = openSuite(values.suite, values.file);
  const seed = Number(values.seed);
  const tasks = spread(suite.tasks, Number(values.n));
  const data = mkdtempSync(path.join(tmpdir(), "gems-grid-"));
  const { signal } = new AbortController();
  const services = await openBenchServices(data);
  try {
    const cells = [];
    for (const [index, task] of tasks.entries()) {
      const { prompt } = task;
      const context = { signal, onProgress: () => undefined };
      const drawn = await services.engine.draw(
        { prompt, seed: seed + index, temperature: 1, size: 512 },
        context,
      );
      const marks = marksOf(task, drawn.svg);
      const right = marks.filter(({ state }) => state === "pass").length;
      const score = `${right} of ${marks.length}`;
      cells.push({ image: drawn.png, heading: String(index + 1), score, captions: [prompt], marks });
    }
    const title = `${cells.length} prompts of ${suite.name}, one image each, seed ${seed}, none chosen`;
    writeFileSync(out, await services.engine.contactSheet({ title, cells }, signal));
    const whole = cells.filter(({ marks }) => marks.every(({ state }) => state === "pass")).length;
    console.log(`${whole} of ${cells.length} right by the scene behind them → ${out}`);
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
}

if (values.out === undefined) throw new Error("Where to? --out FILE.png");
await main(path.resolve(process.env.INIT_CWD ?? process.cwd(), values.out));
