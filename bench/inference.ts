/**
 * How fast the bundled engine draws and verifies, in the real inference process, and how much memory that takes.
 *
 *   npm run bench:inference -- [--n 60] [--seed 5] [--k 4] [--out bench/results/inference.json]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { forkInNode } from "../electron/inference/fork";
import { measureComposing } from "./inference/composing";
import { madeUpPrompts } from "./prompts";
import { openBenchServices } from "./services";
import { median } from "./statistics";

const { values } = parseArgs({
  options: {
    n: { type: "string", default: "60" },
    seed: { type: "string", default: "5" },
    k: { type: "string", default: "4" },
    out: { type: "string" },
  },
});
const top = path.resolve(import.meta.dirname, "..");
const WARM_UP = 6;

/** Megabytes a process holds in memory, now and at its most; null where the system does not tell. */
function memoryOf(pid: number | undefined): { now: number; most: number } | null {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, "utf8");
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
    return { now: read("VmRSS"), most: read("VmHWM") };
  } catch {
    return null;
  }
}

/** The value below which 95 of 100 lie. */
const slow = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
const ms = (times: readonly number[]) => `${median(times).toFixed(1)} (95 %: ${slow(times).toFixed(1)})`;

async function main(): Promise<void> {
  const prompts = madeUpPrompts(Number(values.n), Number(values.seed)).map(({ prompt }) => prompt);
  const composing = await measureComposing(prompts, Number(values.k));
  const data = mkdtempSync(path.join(tmpdir(), "gems-inference-"));
  let pid: number | undefined;
  const spawn = forkInNode(path.join(top, "out", "main", "inference-worker.cjs"));
  const services = await openBenchServices(
    data,
    () => undefined,
    () => {
      const process = spawn();
      pid = process.pid;
      return process;
    },
  );
  const [drawing, seeing, reading]: [number[], number[], number[]] = [[], [], []];
  try {
    const { engine } = services;
    const { signal } = new AbortController();
    await engine.warmUp();
    for (const [n, prompt] of [...prompts.slice(0, WARM_UP), ...prompts].entries()) {
      const timed = async <Answer>(times: number[], work: Promise<Answer>) => {
        const started = performance.now();
        const answer = await work;
        if (n >= WARM_UP) times.push(performance.now() - started);
        return answer;
      };
      const { png } = await timed(
        drawing,
        engine.draw({ prompt, seed: n, temperature: 1, size: 1024 }, { signal, onProgress: () => undefined }),
      );
      await timed(seeing, engine.see(png, { text: false, signal }));
      if (n % 4 === 0) await timed(reading, engine.see(png, { text: true, signal }));
    }
    const memory = memoryOf(pid);
    const rows = [
      `${prompts.length} prompts made up (seed ${values.seed}), 1024 x 1024, ${cpus().length} x ${cpus()[0]?.model ?? "?"}`,
      "",
      "| | median ms |",
      "|---|---|",
      `| image, asked for to PNG at hand | ${ms(drawing)} |`,
      `| verify: objects found in it | ${ms(seeing)} |`,
      `| verify with reading of text | ${ms(reading)} |`,
      `| composing a scene (${composing.objects} objects) | ${composing.total.toFixed(2)} |`,
      `| … the model's runs in it | ${composing.runs.toFixed(2)} |`,
      `| … overhead over them | ${(composing.overhead * 100).toFixed(1)} % |`,
      `| ${values.k} scenes of one prompt | ${composing.candidates.toFixed(2)} |`,
      `| ${values.k} scenes, the prompt read anew each time | ${composing.singles.toFixed(2)} |`,
      ...(memory === null
        ? []
        : [
            `| memory of the inference process, MB | ${memory.now.toFixed(0)} (at most ${memory.most.toFixed(0)}) |`,
          ]),
    ];
    console.log(rows.join("\n"));
    if (values.out !== undefined) {
      const figures = {
        prompts: prompts.length,
        seed: Number(values.seed),
        processor: `${cpus().length} x ${cpus()[0]?.model ?? "?"}`,
        image: { median: median(drawing), slow: slow(drawing) },
        verify: { median: median(seeing), slow: slow(seeing) },
        verifyWithText: { median: median(reading), slow: slow(reading) },
        composing,
        memory,
      };
      writeFileSync(values.out, `${JSON.stringify(figures, null, 1)}\n`);
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();
