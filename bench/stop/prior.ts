/**
 * What runs do when nothing stops them but success and rounds: where the prior of `electron/agent/gain.ts` comes
 * from. How often a round beats the best before it, how much of the gap such a round closes, and the Beta
 * distribution over prompts under which these counts are likeliest (beta-binomial, by search on a grid).
 */
import type { Services } from "../../electron/services";
import type { BenchPrompt } from "../prompts";
import { mean } from "../statistics";

interface Course {
  /** Rounds after the first one that were begun with something left to gain. */
  readonly rounds: number;
  /** Those of them that beat the best before them. */
  readonly wins: number;
  /** Shares of the gap to 1 that they closed. */
  readonly steps: readonly number[];
}

interface PriorOptions {
  readonly prompts: readonly BenchPrompt[];
  readonly rounds: number;
  readonly seed: number;
}

/** Draws every prompt once. @returns the counts and the fit, in words */
export async function measurePrior(
  { runs }: Pick<Services, "runs">,
  { prompts, rounds, seed }: PriorOptions,
): Promise<string> {
  const courses: Course[] = [];
  const asked = { seed, rounds, minGain: null, memory: false, repair: false, candidates: 1 };
  for (const { prompt } of prompts) {
    const state = await (await runs.start({ prompt, ...asked })).ended;
    courses.push(courseOf(state.iterations.map((it) => it.score?.ratio ?? 0)));
  }
  const all = courses.reduce((sum, one) => sum + one.rounds, 0);
  const wins = courses.reduce((sum, one) => sum + one.wins, 0);
  const steps = courses.flatMap((one) => one.steps);
  const { hits, misses } = likeliest(courses);
  return [
    `${wins} of ${all} rounds beat the best before them, and closed ${mean(steps).toFixed(2)} of the gap in the mean;`,
    `likeliest over ${prompts.length} prompts: Beta(${hits.toFixed(2)}, ${misses.toFixed(2)})`,
  ].join("\n");
}

/** @param scores of one run, round by round */
function courseOf(scores: readonly number[]): Course {
  let [best = 1] = scores;
  let rounds = 0;
  const steps: number[] = [];
  for (const score of scores.slice(1)) {
    if (best >= 1) break;
    rounds++;
    if (score <= best) continue;
    steps.push((score - best) / (1 - best));
    best = score;
  }
  return { rounds, wins: steps.length, steps };
}

const STEP = 0.05;
const MOST = 8;

function likeliest(courses: readonly Course[]): { hits: number; misses: number } {
  let top = { hits: STEP, misses: STEP, likelihood: Number.NEGATIVE_INFINITY };
  for (let hits = STEP; hits < MOST; hits += STEP) {
    for (let misses = STEP; misses < MOST; misses += STEP) {
      const likelihood = courses.reduce((sum, one) => sum + logChance(one, hits, misses), 0);
      if (likelihood > top.likelihood) top = { hits, misses, likelihood };
    }
  }
  return top;
}

/** Log of the chance of one order of so many wins and losses, drawn from an urn that gains one of what is drawn. */
function logChance({ rounds, wins }: Course, hits: number, misses: number): number {
  let log = 0;
  for (let i = 0; i < wins; i++) log += Math.log(hits + i);
  for (let i = 0; i < rounds - wins; i++) log += Math.log(misses + i);
  for (let i = 0; i < rounds; i++) log -= Math.log(hits + misses + i);
  return log;
}
