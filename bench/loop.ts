/**
 * How much the loop helps: prompt-level pass rates of one shot and of the loop, as judged by the in-loop verifier.
 *
 *   npm run bench:loop -- [--prompts FILE] [--n 100] [--rounds 5] [--seed 7] [--verbs] [--no-repair] [--out FILE]
 *
 * Without --prompts, prompts are made up in the same manner. One shot is the designer's own prompt, drawn once with
 * the run's seed, no skill, at the model's own temperature and at the one the spatial skill asks for; the loop is what
 * the studio does by default, or without mending images.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { RunState } from "../shared/run/state";
import { allPassed } from "../shared/run/verdicts";
import { type BenchPrompt, madeUpPrompts, promptsFrom, spread } from "./prompts";
import { openBenchServices } from "./services";
import { mean, median, share } from "./statistics";

interface Row {
  readonly prompt: string;
  readonly atoms: number | null;
  readonly single: boolean;
  readonly cooler: boolean;
  readonly looped: boolean;
  readonly images: number;
  readonly seconds: number;
  readonly drawMs: number[];
  readonly verifyMs: number[];
  readonly left: readonly string[];
}

const { values } = parseArgs({
  options: {
    prompts: { type: "string" },
    n: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: "7" },
    verbs: { type: "boolean", default: false },
    "no-repair": { type: "boolean", default: false },
    out: { type: "string" },
  },
});

/** What `skills/spatial-layout` asks for. */
const COOLER = 0.6;

const n = Number(values.n);
const rounds = Number(values.rounds);
const seed = Number(values.seed);

function passed(state: RunState): boolean {
  return state.iterations.some((it) => it.score !== null && allPassed(it.score));
}

async function measure(
  one: BenchPrompt,
  runs: Awaited<ReturnType<typeof openBenchServices>>["runs"],
): Promise<Row> {
  const once = async (temperature: number) =>
    (
      await runs.start({
        prompt: one.prompt,
        seed,
        rounds: 1,
        temperature,
        memory: false,
        skill: { mode: "none" },
      })
    ).ended;
  const single = await once(1);
  const cooler = await once(COOLER);
  const began = performance.now();
  const asked = { prompt: one.prompt, seed, rounds, memory: false, repair: !values["no-repair"] };
  const looped = await (await runs.start(asked)).ended;
  const seconds = (performance.now() - began) / 1000;
  for (const state of [single, cooler, looped]) {
    if (state.failure !== null)
      throw new Error(`${one.prompt}: ${state.failure.role}: ${state.failure.message}`);
  }
  const drawn = looped.iterations.filter((it) => it.image !== null);
  const last = drawn.at(-1);
  const left = (looped.criteria ?? [])
    .filter((criterion) => last?.verdicts[criterion.id]?.state !== "pass")
    .map((criterion) => `${last?.verdicts[criterion.id]?.state ?? "unjudged"}: ${criterion.question}`);
  return {
    prompt: one.prompt,
    atoms: one.atoms,
    single: passed(single),
    cooler: passed(cooler),
    looped: passed(looped),
    images: drawn.length,
    seconds,
    drawMs: drawn.map((it) => it.image?.ms ?? 0),
    verifyMs: drawn.map((it) => it.verifyMs),
    left: passed(looped) ? [] : left,
  };
}

function report(rows: readonly Row[]): string {
  const singles = rows.filter((row) => row.single).length;
  const coolers = rows.filter((row) => row.cooler).length;
  const loops = rows.filter((row) => row.looped).length;
  const missedBefore = rows.length - singles;
  const missedAfter = rows.length - loops;
  const factor = missedAfter === 0 ? "all" : `${(missedBefore / missedAfter).toFixed(1)}-fold`;
  const source = values.prompts === undefined ? `made up (seed ${seed})` : path.basename(values.prompts);
  return [
    `prompts: ${rows.length} of ${source}${values.verbs ? "" : ", no verbs"}; rounds ${rounds}, seed ${seed}; ${cpus().length} cores`,
    "",
    "| | every criterion passed | images/prompt | s/prompt |",
    "|---|---|---|---|",
    `| single shot | ${share(singles, rows.length)} | 1.00 | |`,
    `| single shot at temperature ${COOLER} | ${share(coolers, rows.length)} | 1.00 | |`,
    `| loop | ${share(loops, rows.length)} | ${mean(rows.map((row) => row.images)).toFixed(2)} | ${mean(rows.map((row) => row.seconds)).toFixed(2)} |`,
    "",
    `unsatisfied prompts: ${missedBefore} before, ${missedAfter} after (cut ${factor})`,
    `median ms an image: draw ${median(rows.flatMap((row) => row.drawMs)).toFixed(0)}, verify ${median(rows.flatMap((row) => row.verifyMs)).toFixed(0)}`,
  ].join("\n");
}

async function main(): Promise<void> {
  const prompts =
    values.prompts === undefined
      ? madeUpPrompts(n, seed)
      : spread(promptsFrom(values.prompts, values.verbs), n);
  const data = mkdtempSync(path.join(tmpdir(), "gems-bench-"));
  const services = await openBenchServices(data);
  const rows: Row[] = [];
  try {
    await services.engine.warmUp();
    for (const one of prompts) {
      const row = await measure(one, services.runs);
      rows.push(row);
      const mark = `${row.single ? "✓" : "✗"}→${row.looped ? "✓" : "✗"}`;
      console.error(
        `${rows.length}/${prompts.length} ${mark} ${row.images} images ${row.seconds.toFixed(1)} s  ${one.prompt}`,
      );
      for (const line of row.left) console.error(`      ${line}`);
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  const text = report(rows);
  console.log(text);
  if (values.out !== undefined) writeFileSync(values.out, `${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
