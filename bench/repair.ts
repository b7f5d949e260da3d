/**
 * What mending only what failed brings: runs with and without it, what each repair kept and mended, whether the
 * verifier was right to be content, and how several candidates a round do at the same number of images.
 *
 *   npm run bench:repair -- [--prompts FILE] [--n 100] [--rounds 5] [--images 6] [--crowds N] [--seed 7]
 *                           [--verbs] [--sheet FILE.png] [--out FILE]
 *
 * The candidates are compared on the first N prompts, all where it is left out. Prompts, seeds and rounds as in bench:loop. "Right by the scene" asks the scene graph behind the best image; the
 * studio itself judges pixels only.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { sceneOfSvg } from "../electron/inference/flatland/scene-data";
import type { StartRequest } from "../shared/ipc/domains/runs";
import type { RunState } from "../shared/run/state";
import { type BenchPrompt, madeUpPrompts, promptsFrom, spread } from "./prompts";
import { firstPair, type Pair, sheetOf } from "./repair/pairs";
import { type Outcome, outcomeOf, repairsTable, runsTable } from "./repair/tally";
import { trulyAll } from "./repair/truth";
import { openBenchServices } from "./services";

const { values } = parseArgs({
  options: {
    prompts: { type: "string" },
    n: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
    images: { type: "string", default: "6" },
    crowds: { type: "string" },
    seed: { type: "string", default: "7" },
    verbs: { type: "boolean", default: false },
    sheet: { type: "string" },
    out: { type: "string" },
  },
});
const n = Number(values.n);
const rounds = Number(values.rounds);
const images = Number(values.images);
const seed = Number(values.seed);
/** Prompts the candidates are compared on. */
const crowded = Number(values.crowds ?? values.n);

/** Before/after pairs on the sheet. */
const PAIRS = 24;
const ANEW = "drawing anew only";
const REPAIR = "with repair";

type Runs = Awaited<ReturnType<typeof openBenchServices>>["runs"];

/** How each column of the tables runs a prompt. */
const ways: readonly (readonly [name: string, request: Partial<StartRequest>])[] = [
  [ANEW, { rounds, repair: false, candidates: 1 }],
  [REPAIR, { rounds, repair: true, candidates: 1 }],
];
const budget = { images, tokens: null, money: null };
const crowds = [false, true].flatMap((repair) =>
  [1, 2, 3].map((candidates): readonly [string, Partial<StartRequest>] => [
    `${candidates} a round${repair ? ", with repair" : ""}`,
    { rounds: Math.ceil(images / candidates), candidates, repair, budget },
  ]),
);

async function run(
  { prompt }: BenchPrompt,
  request: Partial<StartRequest>,
  runs: Runs,
  data: string,
): Promise<{ outcome: Outcome; pair: () => Promise<Pair | null> }> {
  const began = performance.now();
  const { runId, ended } = await runs.start({ prompt, seed, memory: false, ...request });
  const state = await ended;
  const seconds = (performance.now() - began) / 1000;
  if (state.failure !== null) throw new Error(`${prompt}: ${state.failure.role}: ${state.failure.message}`);
  const folder = readdirSync(path.join(data, "runs")).find((name) => name.endsWith(runId));
  if (folder === undefined) throw new Error(`${prompt}: the run's folder is gone`);
  const read = (file: string) => readFile(path.join(data, "runs", folder, "images", file));
  return {
    outcome: await outcomeOf(state, seconds, (best) => truthOf(state, best, read)),
    pair: () => firstPair(state, read),
  };
}

async function truthOf(
  { iterations, criteria }: RunState,
  best: number,
  read: (file: string) => Promise<Buffer>,
): Promise<boolean | null> {
  const vector = iterations.find((it) => it.n === best)?.image?.vector ?? null;
  return vector === null
    ? null
    : trulyAll(sceneOfSvg((await read(vector.file)).toString("utf8")), criteria ?? []);
}

async function main(): Promise<void> {
  const prompts =
    values.prompts === undefined
      ? madeUpPrompts(n, seed)
      : spread(promptsFrom(values.prompts, values.verbs), n);
  const data = mkdtempSync(path.join(tmpdir(), "gems-repair-"));
  const services = await openBenchServices(data);
  const outcomes = new Map<string, Outcome[]>([...ways, ...crowds].map(([name]) => [name, []]));
  const pairs: Pair[] = [];
  try {
    await services.engine.warmUp();
    for (const [index, one] of prompts.entries()) {
      for (const [name, request] of index < crowded ? [...ways, ...crowds] : ways) {
        const { outcome, pair } = await run(one, request, services.runs, data);
        outcomes.get(name)?.push(outcome);
        const told = name === REPAIR && pairs.length < PAIRS ? await pair() : null;
        if (told !== null) pairs.push(told);
        if (!outcome.passed) console.error(`      ✗ ${name}: ${one.prompt}`);
      }
      console.error(`${index + 1}/${prompts.length}  ${one.prompt}`);
    }
    if (values.sheet !== undefined) writeFileSync(values.sheet, await sheetOf(pairs, services.engine));
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  const text = report(prompts.length, outcomes);
  console.log(text);
  if (values.out !== undefined) writeFileSync(values.out, `${text}\n`);
}

function report(count: number, outcomes: ReadonlyMap<string, readonly Outcome[]>): string {
  const source = values.prompts === undefined ? `made up (seed ${seed})` : path.basename(values.prompts);
  const only = (names: readonly (readonly [string, unknown])[]) =>
    new Map(names.map(([name]) => [name, outcomes.get(name) ?? []]));
  return [
    `prompts: ${count} of ${source}${values.verbs ? "" : ", no verbs"}; seed ${seed}; ${cpus().length} cores`,
    `\nAt most ${rounds} rounds of one image:\n`,
    runsTable(only(ways)),
    "",
    repairsTable(outcomes.get(REPAIR) ?? []),
    `\nAt most ${images} images, so many a round (${Math.min(count, crowded)} prompts):\n`,
    crowded > 0 ? runsTable(only(crowds)) : "",
  ].join("\n");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
