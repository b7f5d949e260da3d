/**
 * Roles that know less than the studio's, around whichever roles play: for ablations, and for other people's systems
 * as far as their papers describe them. The loop, the budget and the models stay the same.
 */
import type { Attempt, Refined, Refiner, Roles } from "../../../electron/agent/roles";
import { freshSeed } from "../../../electron/agent/seeds";
import { loopPolicy } from "./studio";

type RefineInput = Parameters<Refiner["refine"]>[0];

/** A refiner that is shown a part of the trajectory only, yet never draws a seed twice. */
function shown(refiner: Refiner, choose: (input: RefineInput) => Partial<RefineInput>): Refiner {
  return {
    refine: async (input, context) => {
      const refined = await refiner.refine({ ...input, ...choose(input) }, context);
      return { ...refined, parameters: reseeded(refined, input) };
    },
  };
}

function reseeded({ parameters }: Refined, { settings, trajectory }: RefineInput): Refined["parameters"] {
  return { ...parameters, seed: freshSeed(settings.seed, trajectory) };
}

/** Nothing is learnt and nothing is spent on learning: the loop wants a lesson, so it gets a bare one. */
const unlearning: Roles["compressor"] = {
  distil: async ({ attempt }) => ({
    iteration: attempt.iteration.n,
    text: "Not distilled.",
    worked: [],
    failed: [],
    strategy: attempt.iteration.strategy,
  }),
};

/** The latest attempt, as if it were the first. */
function latestOnly({ trajectory }: RefineInput): Partial<RefineInput> {
  const latest = trajectory.at(-1);
  return { trajectory: latest === undefined ? [] : [alone(latest)], recalled: [] };
}

/** The best attempt so far: what the next one is built on. */
function bestOnly({ trajectory }: RefineInput): Partial<RefineInput> {
  const best = trajectory.find((attempt) => attempt.best) ?? trajectory.at(-1);
  return { trajectory: best === undefined ? [] : [alone(best)], recalled: [] };
}

const alone = (attempt: Attempt): Attempt => ({
  ...attempt,
  iteration: { ...attempt.iteration, experience: null },
  best: true,
});

export const withoutMemory = loopPolicy(
  "ours-no-memory",
  "Ours without a trajectory: the refiner sees the latest attempt alone, no lessons are drawn.",
  {
    settings: () => ({}),
    roles: (roles) => ({ ...roles, compressor: unlearning, refiner: shown(roles.refiner, latestOnly) }),
  },
);

/**
 * CRAFT (Kovalev et al., arXiv 2512.20362): the prompt becomes questions that depend on each other, a verifier answers
 * them, the prompt is changed only for what failed, and it stops as soon as nothing does. No skills, no lessons; each
 * round builds on the best image's prompt. The paper's image editor is left out: its published figures are for prompts.
 */
export const craftLike = loopPolicy(
  "craft-like",
  "After CRAFT's description: dependent questions, prompt edits only for what failed, early stop.",
  {
    settings: () => ({ skill: { mode: "none" }, repair: false, judgePairs: false }),
    roles: (roles) => ({ ...roles, compressor: unlearning, refiner: shown(roles.refiner, bestOnly) }),
  },
);

/**
 * Maestro (Wan et al., arXiv 2509.10704): the prompt is rewritten first; then targeted edits by critics of the best
 * image take turns with holistic rewrites that look at no fault, and the new image challenges the best one. It goes on
 * to the end of its budget. Head to head is a pair judge's work where the roles have one; else the verifier's.
 */
export const maestroLike = loopPolicy(
  "maestro-like",
  "After Maestro's description: a first rewrite, then targeted edits and holistic rewrites in turn, to the budget's end.",
  {
    settings: () => ({ repair: false, judgePairs: true, keepGoing: true }),
    roles: (roles) => ({ ...roles, compressor: unlearning, refiner: inTurns(roles) }),
  },
);

function inTurns({ planner, refiner }: Roles): Refiner {
  const targeted = shown(refiner, bestOnly);
  return {
    refine: async (input, context) => {
      const refined = await targeted.refine(input, context);
      if (input.trajectory.length % 2 === 1) return refined;
      const best = input.trajectory.find((attempt) => attempt.best) ?? input.trajectory.at(-1);
      const { settings, skill } = input;
      const rewritten = await planner.plan(
        {
          prompt: best?.iteration.prompt ?? input.original,
          settings:
            skill === null ? settings : { ...settings, skill: { mode: "force", name: skill.manifest.name } },
          skills: {
            manifests: async () => (skill === null ? [] : [skill.manifest]),
            load: async () => {
              if (skill === null) throw new Error("No skill was chosen for this run.");
              return skill;
            },
          },
        },
        context,
      );
      return {
        ...refined,
        prompt: rewritten.prompt,
        thought: rewritten.thought,
        strategy: "holistic rewrite",
      };
    },
  };
}
