/**
 * The Refiner without a language model. It chooses the next wording and temperature the way one plays a slot
 * machine with memory (a bandit): what is known of each choice beforehand, moved by what this run's attempts
 * with the same choice came to. So a wording that regressed is left, the best one is returned to, and nothing
 * is drawn twice. Where images can be made out of others, mending the best one is a choice among the rest
 * (repair.ts). Attempts of the run this one branched from count like its own; what the designer rejected, or
 * what gave up a locked criterion, counts as come to nothing.
 */
import { failsLocked } from "../../../shared/run/ranking";
import type { RunSettings } from "../../../shared/run/settings";
import { criteriaIn, isNoGround, recall, shownOf } from "../memory";
import type { Attempt, Refined, Refiner } from "../roles";
import { freshSeed } from "../seeds";
import { answerTo } from "./compressor";
import { type Hindsight, hindsightOf, REPAIR } from "./hindsight";
import { repairOf } from "./repair";
import { type Said, type WordingName, waysToSay } from "./wordings";

/** A wording and how boldly to sample it. */
interface Choice {
  readonly said: Said;
  readonly temperature: number;
}

type Valued = Choice & { readonly value: number };

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
/** What an attempt of another run with the very same prompt counts for, in attempts of this one. */
const HINDSIGHT_WEIGHT = 4;
/** Ends the thought where lessons of other runs tipped the scales. */
const ADVISED = " What similar prompts came to speaks for it.";
/** Scores near the top differ more than those near the bottom: only all-right counts in the end. */
const SHARPNESS = 6;

export const localRefiner: Refiner = {
  refine: async ({ original, enhanced, criteria, trajectory, skill, recalled = [], settings, editing }) => {
    const shown = recall(trajectory, { attempts: trajectory.length, images: 0 });
    const own = trajectory.filter((attempt) => attempt.inheritedFrom === null);
    const ground = own.filter((attempt) => attempt.iteration.rating !== "rejected");
    const base = trajectory.find((attempt) => attempt.best) ?? ground.at(-1);
    const looked = base ?? own.at(-1);
    const failing = looked === undefined ? [] : criteriaIn(looked, "fail", "unclear");
    const locked = criteria.filter((one) => one.locked === true && !failing.includes(one));
    const rules = skill?.localRules?.rewrite ?? null;
    const ways = waysToSay(original, enhanced, [...failing, ...locked], rules);
    const hindsight = hindsightOf(recalled, rules, sharpened);
    const choice = choose(ways, trajectory, settings, hindsight);
    const repair = repairOf(editing, criteria, trajectory, hindsight);
    if (repair !== null && repair.value > choice.value) {
      const { parameters: was, prompt } = repair.base.iteration;
      return {
        prompt,
        parameters: { ...was, seed: freshSeed(settings.seed, trajectory) },
        strategy: REPAIR,
        thought: `${reviewOf(trajectory.at(-1), repair.base)}${repair.thought}`,
        shown: shownOf(shown),
        edit: repair.edit,
      } satisfies Refined;
    }
    const unaided = choose(ways, trajectory, settings, hindsightOf([], rules, sharpened));
    const advised = choice.said !== unaided.said || choice.temperature !== unaided.temperature;
    const parameters = {
      seed: freshSeed(settings.seed, trajectory),
      size: settings.size,
      temperature: choice.temperature,
      ...(settings.look === undefined ? {} : { look: settings.look }),
    };
    const strategy = strategyOf(choice, base);
    return {
      prompt: choice.said.prompt,
      parameters,
      strategy,
      thought: `${thoughtOf(strategy, choice, base, trajectory)}${advised ? ADVISED : ""}`,
      shown: shownOf(shown),
    } satisfies Refined;
  },
};

function choose(
  ways: readonly Said[],
  trajectory: readonly Attempt[],
  settings: RunSettings,
  hindsight: Hindsight,
): Valued {
  const first = trajectory.find((attempt) => attempt.inheritedFrom === null);
  const hottest = first?.iteration.parameters.temperature ?? settings.temperature;
  const choices = ways.flatMap((said) =>
    COOLING.map((share, index) => {
      const temperature = Math.round(hottest * share * 100) / 100;
      const before = WORDING_PRIOR[said.name] + (COOLING_PRIOR[index] ?? 0);
      const prior = movedBy(hindsight.about(said.name, share), before);
      return { said, temperature, value: worthOf(said.prompt, prior, trajectory) };
    }),
  );
  const [choice, ...others] = choices;
  if (choice === undefined) throw new RangeError("there is always the planner's wording");
  return others.reduce((best, one) => (one.value > best.value ? one : best), choice);
}

/** The prior, moved by how the same choice did in runs with similar prompts. */
function movedBy({ sum, weight }: ReturnType<Hindsight["about"]>, prior: number): number {
  return prior + (HINDSIGHT_WEIGHT * sum) / (PRIOR_WEIGHT + HINDSIGHT_WEIGHT * weight);
}

function sharpened(ratio: number): number {
  return ratio ** SHARPNESS;
}

/** Mean of the prior and of what the attempts with these words came to, at any temperature. */
function worthOf(prompt: string, prior: number, trajectory: readonly Attempt[]): number {
  let [sum, weight] = [prior * PRIOR_WEIGHT, PRIOR_WEIGHT];
  for (const attempt of trajectory) {
    const { iteration } = attempt;
    const ratio = isNoGround(attempt) ? 0 : (iteration.score?.ratio ?? null);
    // What was mended says nothing about words.
    if (iteration.edit !== null || iteration.prompt !== prompt || ratio === null) continue;
    sum += sharpened(ratio);
    weight++;
  }
  return sum / weight;
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
function reviewOf(latest: Attempt | undefined, mended?: Attempt): string {
  // What is to be mended is told with the mending.
  if (latest === undefined || latest === mended) return "";
  const { n, score, skipped, rating } = latest.iteration;
  if (skipped) return `Attempt ${n} was given up. `;
  if (rating === "rejected") return `You rejected attempt ${n}. `;
  const failed = criteriaIn(latest, "fail").map((one) => answerTo(latest, one) || one.question);
  if (failed.length === 0) return `Attempt ${n} has no fault to mend. `;
  const faults = failed.length > 3 ? [...failed.slice(0, 2), `${failed.length - 2} more`] : failed;
  const lost = failsLocked(latest.criteria, latest.iteration) ? ", and what you locked was lost" : "";
  return `Attempt ${n} got ${score?.passed ?? 0} of ${score?.judged ?? 0}: ${faults.join("; ")}${lost}. `;
}
