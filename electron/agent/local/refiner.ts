/**
 * The Refiner without a language model. It chooses the next wording and temperature the way one plays a slot
 * machine with memory (a bandit): what is known of each choice beforehand, moved by what this run's attempts
 * with the same choice came to. So a wording that regressed is left, the best one is returned to, and nothing
 * is drawn twice.
 */
import { MAX_SEED, type RunSettings } from "../../../shared/run/settings";
import { criteriaIn, recall, shownOf } from "../memory";
import type { Attempt, Refined, Refiner } from "../roles";
import { type Said, type WordingName, waysToSay } from "./wordings";

/** A wording and how boldly to sample it. */
interface Choice {
  readonly said: Said;
  readonly temperature: number;
}

/** Shares of the run's temperature to sample with. */
const COOLING = [1, 0.6, 0.3] as const;

/**
 * How likely a wording comes out all right, before this run has shown anything: about what the bundled engine
 * reached over prompts of GenEval2's shapes. Evidence of the run soon outweighs it.
 */
const WORDING_PRIOR: Readonly<Record<WordingName, number>> = {
  planned: 0.6,
  explicit: 0.6,
  restated: 0.5,
  exact: 0.65,
  stressed: 0.5,
  original: 0.65,
};
/** What cooler sampling adds to that, one for each of COOLING. */
const COOLING_PRIOR = [0, 0.05, 0.1] as const;
/** How many attempts the prior counts for. */
const PRIOR_WEIGHT = 4;
/** Scores near the top differ more than those near the bottom: only all-right counts in the end. */
const SHARPNESS = 6;

export const localRefiner: Refiner = {
  refine: async ({ original, enhanced, trajectory, skill, settings }) => {
    const shown = recall(trajectory, { attempts: trajectory.length, images: 0 });
    const base = trajectory.find((attempt) => attempt.best) ?? trajectory.at(-1);
    const failing = base === undefined ? [] : criteriaIn(base, "fail", "unclear");
    const ways = waysToSay(original, enhanced, failing, skill?.localRules?.rewrite ?? null);
    const choice = choose(ways, trajectory, settings);
    const parameters = {
      seed: freshSeed(settings.seed, trajectory),
      size: settings.size,
      temperature: choice.temperature,
    };
    const strategy = strategyOf(choice, base);
    return {
      prompt: choice.said.prompt,
      parameters,
      strategy,
      thought: thoughtOf(strategy, choice, base, trajectory),
      shown: shownOf(shown),
    } satisfies Refined;
  },
};

function choose(ways: readonly Said[], trajectory: readonly Attempt[], settings: RunSettings): Choice {
  const hottest = trajectory[0]?.iteration.parameters.temperature ?? settings.temperature;
  const choices = ways.flatMap((said) =>
    COOLING.map((share, index) => {
      const temperature = Math.round(hottest * share * 100) / 100;
      const prior = WORDING_PRIOR[said.name] + (COOLING_PRIOR[index] ?? 0);
      return { said, temperature, value: worthOf(said.prompt, prior, trajectory) };
    }),
  );
  const [first, ...others] = choices;
  if (first === undefined) throw new RangeError("there is always the planner's wording");
  return others.reduce((best, one) => (one.value > best.value ? one : best), first);
}

/** Mean of the prior and of what the attempts with these words came to, at any temperature. */
function worthOf(prompt: string, prior: number, trajectory: readonly Attempt[]): number {
  let [sum, weight] = [prior * PRIOR_WEIGHT, PRIOR_WEIGHT];
  for (const { iteration } of trajectory) {
    const ratio = iteration.score?.ratio ?? null;
    if (iteration.prompt !== prompt || ratio === null) continue;
    sum += ratio ** SHARPNESS;
    weight++;
  }
  return sum / weight;
}

/** A seed no attempt has used, the same for the same run and attempt. */
export function freshSeed(seed: number, trajectory: readonly Attempt[]): number {
  const used = new Set(trajectory.map(({ iteration }) => iteration.parameters.seed));
  let next = (seed + trajectory.length * 101) % (MAX_SEED + 1);
  while (used.has(next)) next = (next + 1) % (MAX_SEED + 1);
  return next;
}

const strategyNames: Readonly<Record<WordingName, string>> = {
  planned: "planned wording",
  explicit: "explicit layout",
  restated: "explicit layout, restated",
  exact: "emphasis",
  stressed: "emphasis",
  original: "simplify",
};

function strategyOf({ said, temperature }: Choice, base: Attempt | undefined): string {
  if (base?.iteration.prompt !== said.prompt) return strategyNames[said.name];
  const before = base.iteration.parameters.temperature;
  if (temperature === before) return "reseed";
  return temperature < before ? "cooler temperature" : "warmer temperature";
}

const actions: Readonly<Record<WordingName, string>> = {
  planned: "I say it as planned",
  explicit: "I give every group its own place in the picture",
  restated: "I say it in your words first and then group by group with its place",
  exact: "I say every number exactly",
  stressed: "I repeat what went wrong at the end of the prompt",
  original: "I go back to your own words",
};

function thoughtOf(
  strategy: string,
  { said, temperature }: Choice,
  base: Attempt | undefined,
  trajectory: readonly Attempt[],
): string {
  const latest = trajectory.at(-1);
  const sameWords = base !== undefined && base.iteration.prompt === said.prompt;
  const again =
    base === latest ? "I keep the wording" : `I return to the wording of attempt ${base?.iteration.n}`;
  const cooled =
    base === undefined || temperature === base.iteration.parameters.temperature
      ? ""
      : ` at temperature ${temperature}`;
  const what = sameWords
    ? `${again} and draw anew${cooled || " with another seed"}`
    : `${actions[said.name]}${cooled}`;
  return `${reviewOf(latest)}${what} (${strategy}).`;
}

/** What the latest attempt showed, in one sentence. */
function reviewOf(latest: Attempt | undefined): string {
  if (latest === undefined) return "";
  const { n, score, skipped, verdicts } = latest.iteration;
  if (skipped) return `Attempt ${n} was given up. `;
  const failed = criteriaIn(latest, "fail").map(({ id, question }) => verdicts[id]?.answer || question);
  if (failed.length === 0) return `Attempt ${n} has no fault to mend. `;
  const faults = failed.length > 3 ? [...failed.slice(0, 2), `${failed.length - 2} more`] : failed;
  return `Attempt ${n} got ${score?.passed ?? 0} of ${score?.judged ?? 0}: ${faults.join("; ")}. `;
}
