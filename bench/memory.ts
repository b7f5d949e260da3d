/**
 * Whether memory across runs helps: pass rates and images a prompt with an empty memory and with one that other
 * prompts have filled, everything else alike (same prompts, same seeds, same first image).
 *
 *   npm run bench:memory -- [--prompts FILE] [--n 60] [--fill 120] [--rounds 5] [--seed 7] [--out FILE]
 *
 * "other prompts": memory was filled by prompts made up with another seed (or the file's other prompts). "same
 * prompts": they had been drawn before with another seed, the case of a designer who comes back to an idea.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { RunState } from "../shared/run/state";
import { allPassed } from "../shared/run/verdicts";
import { madeUpPrompts, promptsFrom, spread } from "./prompts";
import { openBenchServices } from "./services";
import { mean, share } from "./statistics";

const { values } = parseArgs({
  options: {
    prompts: { type: "string" },
    n: { type: "string", default: "60" },
    fill: { type: "string", default: "120" },
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: "7" },
    out: { type: "string" },
  },
});
const n = Number(values.n);
const fill = Number(values.fill);
const rounds = Number(values.rounds);
const seed = Number(values.seed);
/** Of runs that fill memory: they must not share pictures with the ones measured. */
const OTHER_SEED = 100_003;

type Services = Awaited<ReturnType<typeof openBenchServices>>;

interface Row {
  readonly prompt: string;
  readonly passed: boolean;
  readonly images: number;
  readonly recalled: number;
}

async function draw(services: Services, prompt: string, runSeed: number, memory: boolean): Promise<RunState> {
  const state = await (await services.runs.start({ prompt, seed: runSeed, rounds, memory })).ended;
  if (state.failure !== null) throw new Error(`${prompt}: ${state.failure.role}: ${state.failure.message}`);
  return state;
}

function rowOf(prompt: string, state: RunState): Row {
  return {
    prompt,
    passed: state.iterations.some((it) => it.score !== null && allPassed(it.score)),
    images: state.iterations.filter((it) => it.image !== null).length,
    recalled: state.recalled.length,
  };
}

/** Opens a studio of its own, fills its memory, and draws the prompts. */
async function measure(
  name: string,
  prompts: readonly string[],
  before: readonly string[],
  memory: boolean,
): Promise<Row[]> {
  const data = mkdtempSync(path.join(tmpdir(), "gems-bench-"));
  const services = await openBenchServices(data);
  const rows: Row[] = [];
  try {
    await services.engine.warmUp();
    for (const [index, prompt] of before.entries()) {
      await draw(services, prompt, OTHER_SEED + seed, false);
      if (index % 20 === 19) console.error(`${name}: filled with ${index + 1} of ${before.length}`);
    }
    await services.memory.settled();
    for (const prompt of prompts) {
      const row = rowOf(prompt, await draw(services, prompt, seed, memory));
      rows.push(row);
      console.error(
        `${name}: ${rows.length}/${prompts.length} ${row.passed ? "✓" : "✗"} ${row.images} images, ${row.recalled} recalled  ${prompt}`,
      );
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  return rows;
}

/** Mean of paired differences with its 95 % interval (normal approximation). */
function difference(rows: readonly Row[], cold: readonly Row[]): string {
  const differences = rows.map((row, index) => row.images - (cold[index]?.images ?? row.images));
  const centre = mean(differences);
  const spreadOut = Math.sqrt(mean(differences.map((one) => (one - centre) ** 2)));
  const half = (1.96 * spreadOut) / Math.sqrt(differences.length);
  const signed = (value: number) => `${value > 0 ? "+" : ""}${value.toFixed(2)}`;
  return `${signed(centre)} [${signed(centre - half)}, ${signed(centre + half)}]`;
}

function line(name: string, rows: readonly Row[], cold: readonly Row[]): string {
  const passed = rows.filter((row) => row.passed).length;
  const told = rows.filter((row) => row.recalled > 0).length;
  const images = mean(rows.map((row) => row.images)).toFixed(2);
  const against = rows === cold ? "" : difference(rows, cold);
  return `| ${name} | ${share(passed, rows.length)} | ${images} | ${against} | ${told} of ${rows.length} |`;
}

async function main(): Promise<void> {
  const file = values.prompts === undefined ? null : promptsFrom(values.prompts, false);
  const made = (count: number, from: number) => madeUpPrompts(count, from).map(({ prompt }) => prompt);
  const prompts = file === null ? made(n, seed) : spread(file, n).map(({ prompt }) => prompt);
  const asked = new Set(prompts);
  const rest = file === null ? made(fill, seed + 1) : file.map(({ prompt }) => prompt);
  const others = spread(
    rest.filter((prompt) => !asked.has(prompt)),
    fill,
  );
  const cold = await measure("empty", prompts, [], false);
  const warm = await measure("other prompts", prompts, others, true);
  const again = await measure("same prompts", prompts, prompts, true);
  const source = values.prompts === undefined ? `made up (seed ${seed})` : path.basename(values.prompts);
  const text = [
    `prompts: ${prompts.length} of ${source}, no verbs; memory filled by ${others.length} others; rounds ${rounds}, seed ${seed}`,
    "",
    "| memory | every criterion passed | images/prompt | against empty | runs with lessons |",
    "|---|---|---|---|---|",
    line("empty", cold, cold),
    line("filled by other prompts", warm, cold),
    line("filled by the same prompts, another seed", again, cold),
  ].join("\n");
  console.log(text);
  if (values.out !== undefined) writeFileSync(values.out, `${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
