/** What stopping by expected gain costs and saves: the same prompts and seeds with different least gains. */
import type { Services } from "../../electron/services";
import type { RunState } from "../../shared/run/state";
import { allPassed } from "../../shared/run/verdicts";
import type { BenchPrompt } from "../prompts";
import { mean, share } from "../statistics";

const LEAST_GAINS: readonly (number | null)[] = [null, 0.02, 0.05];

interface Row {
  readonly passed: boolean;
  readonly images: number;
  /** Best score reached; 0 where nothing could be judged. */
  readonly best: number;
  readonly gaveUp: boolean;
}

interface GainOptions {
  readonly prompts: readonly BenchPrompt[];
  readonly rounds: number;
  readonly seed: number;
}

/** Draws every prompt once a least gain. @returns the table, in Markdown */
export async function measureGain(
  { runs }: Pick<Services, "runs">,
  { prompts, rounds, seed }: GainOptions,
): Promise<string> {
  const table = LEAST_GAINS.map((minGain) => ({ minGain, rows: [] as Row[] }));
  for (const [index, { prompt }] of prompts.entries()) {
    for (const { minGain, rows } of table) {
      const { ended } = await runs.start({ prompt, seed, rounds, minGain, memory: false, candidates: 1 });
      rows.push(rowOf(prompt, await ended));
    }
    if (index % 10 === 9) console.error(`${index + 1} of ${prompts.length} prompts`);
  }
  return [
    "| least gain | every criterion passed | mean best score | images/prompt | ended for want of gain |",
    "|---|---|---|---|---|",
    ...table.map(({ minGain, rows }) => lineOf(minGain, rows)),
  ].join("\n");
}

function rowOf(prompt: string, state: RunState): Row {
  if (state.failure !== null) throw new Error(`${prompt}: ${state.failure.role}: ${state.failure.message}`);
  const drawn = state.iterations.filter((it) => it.image !== null);
  return {
    passed: drawn.some((it) => it.score !== null && allPassed(it.score)),
    images: drawn.length,
    best: Math.max(0, ...drawn.map((it) => it.score?.ratio ?? 0)),
    gaveUp: state.finishedBecause === "no-gain",
  };
}

function lineOf(minGain: number | null, rows: readonly Row[]): string {
  const passed = rows.filter((row) => row.passed).length;
  const gaveUp = rows.filter((row) => row.gaveUp).length;
  const best = mean(rows.map((row) => row.best)).toFixed(3);
  const images = mean(rows.map((row) => row.images)).toFixed(2);
  return `| ${minGain ?? "off"} | ${share(passed, rows.length)} | ${best} | ${images} | ${gaveUp} of ${rows.length} |`;
}
