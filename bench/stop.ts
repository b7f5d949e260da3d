/**
 * How runs end: how fast by a designer's word, and how well by themselves when another round promises too little.
 *
 *   npm run bench:stop -- [--n 42] [--gain 0] [--prior 0] [--prompts FILE] [--rounds 8] [--seed 5] [--out FILE]
 *
 * `--n` runs are stopped at every stage in turn (0: none); `--gain` prompts are drawn with different least gains;
 * from `--prior` prompts the prior of the expected gain is fitted.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { RunEvent } from "../shared/run/events";
import { madeUpPrompts, promptsFrom, spread } from "./prompts";
import { openBenchServices } from "./services";
import { measureGain } from "./stop/gain";
import { measurePrior } from "./stop/prior";
import { measureSpeed } from "./stop/speed";

const { values } = parseArgs({
  options: {
    n: { type: "string", default: "42" },
    gain: { type: "string", default: "0" },
    prior: { type: "string", default: "0" },
    prompts: { type: "string" },
    rounds: { type: "string", default: "8" },
    seed: { type: "string", default: "5" },
    out: { type: "string" },
  },
});

const gain = Number(values.gain);
const prior = Number(values.prior);
const seed = Number(values.seed);
const rounds = Number(values.rounds);

function promptsOf(count: number) {
  return values.prompts === undefined
    ? madeUpPrompts(count, seed)
    : spread(promptsFrom(values.prompts, false), count);
}

async function main(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "gems-stop-"));
  let hear: (runId: string, events: readonly RunEvent[]) => void = () => undefined;
  const services = await openBenchServices(data, (runId, events) => hear(runId, events));
  const tables: string[] = [];
  try {
    await services.engine.warmUp();
    if (Number(values.n) > 0) {
      const listen = (next: typeof hear) => {
        hear = next;
      };
      tables.push(await measureSpeed(services, listen, Number(values.n)));
    }
    if (gain > 0) {
      const prompts = promptsOf(gain);
      const source = values.prompts === undefined ? `made up (seed ${seed})` : path.basename(values.prompts);
      tables.push(
        `prompts: ${prompts.length} of ${source}; rounds ${rounds}, seed ${seed}; ${cpus().length} cores`,
        await measureGain(services, { prompts, rounds, seed }),
      );
    }
    if (prior > 0) tables.push(await measurePrior(services, { prompts: promptsOf(prior), rounds, seed }));
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  const text = tables.join("\n\n");
  console.log(text);
  if (values.out !== undefined) writeFileSync(values.out, `${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
