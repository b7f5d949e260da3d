/** Policies that are the studio's own loop, in several settings or with roles that know less. */
import type { ExperienceStore, Planner, Roles } from "../../../electron/agent/roles";
import { defaultRunSettings, MAX_CANDIDATES, noBudget, type RunSettings } from "../../../shared/run/settings";
import { allPassed } from "../../../shared/run/verdicts";
import { runInMemory } from "../../in-memory-run";
import type { Ending, Policy, Room } from "./policy";

interface Way {
  readonly settings: (images: number) => Partial<RunSettings>;
  /** Roles for this policy, made out of the common ones. */
  readonly roles?: (roles: Roles) => Roles;
  readonly lessons?: boolean;
  /** False for those that never look at what they drew. */
  readonly looks?: boolean;
}

/** A policy played by the studio's loop: `images` at most, nobody is asked anything. */
export function loopPolicy(name: string, about: string, way: Way): Policy {
  return {
    name,
    about,
    warm: way.lessons === true,
    play: async (room, prompt, seed) => {
      const experiences = way.lessons === true ? await room.lessons() : undefined;
      const settings = settingsOf(room, seed, way, experiences);
      const { state, png, svg } = await runInMemory({
        prompt,
        settings,
        roles: way.roles?.(room.roles) ?? room.roles,
        skills: room.skills,
        ...(experiences === undefined ? {} : { experiences }),
      });
      const passed = state.iterations.some(({ score }) => score !== null && allPassed(score));
      const images = state.iterations.filter(({ image }) => image !== null).length;
      return { png, svg, images, claimed: way.looks === false ? null : passed } satisfies Ending;
    },
  };
}

function settingsOf(
  { images, settings, names }: Room,
  seed: number,
  way: Way,
  experiences: ExperienceStore | undefined,
): RunSettings {
  return {
    ...defaultRunSettings,
    temperature: settings.temperature,
    skill: settings.skill,
    repair: settings.repair,
    judgePairs: settings.judgePairs,
    rounds: images,
    budget: { ...noBudget, images },
    seed,
    memory: experiences !== undefined,
    ask: false,
    generator: names.generator,
    roles: names.roles,
    ...way.settings(images),
  };
}

const none = { mode: "none" } as const;

/** Draws what was typed: even what the planner would merely say outright stays as it is. */
const literal: Planner = {
  plan: async ({ prompt }) => ({
    candidates: [],
    chosen: null,
    reason: "The policy plans nothing.",
    packHash: null,
    prompt,
    thought: "The prompt is drawn as you wrote it.",
  }),
};
const asWritten = (roles: Roles): Roles => ({ ...roles, planner: literal });

export const single = loopPolicy("single", "The prompt as it was written, drawn once.", {
  settings: () => ({ rounds: 1, skill: none, repair: false }),
  roles: asWritten,
  looks: false,
});

export const rewriteOnly = loopPolicy(
  "rewrite-only",
  "The planner enhances the prompt with a skill where one fits; drawn once.",
  { settings: () => ({ rounds: 1, repair: false }), looks: false },
);

/** N images of the prompt as written, all drawn, the verifier's favourite handed back. */
export function bestOf(n: number): Policy {
  if (n < 2 || n > MAX_CANDIDATES) throw new Error(`best-of-N draws 2 to ${MAX_CANDIDATES} images.`);
  return loopPolicy(
    `best-of-${n}`,
    `${n} images of the prompt as written, all of them drawn; the verifier picks one.`,
    {
      settings: () => ({
        rounds: 1,
        candidates: n,
        budget: { ...noBudget, images: n },
        keepGoing: true,
        skill: none,
        repair: false,
      }),
      roles: asWritten,
    },
  );
}

export const ours = loopPolicy("ours", "The studio as it comes, with an empty store of lessons.", {
  settings: () => ({}),
});

export const oursWarm = loopPolicy(
  "ours-warm",
  "The studio with lessons of other prompts, gathered before the benchmark and not added to during it.",
  { settings: () => ({}), lessons: true },
);

export const withoutSkills = loopPolicy("ours-no-skills", "Ours without skill packs.", {
  settings: () => ({ skill: none }),
});

export const withoutRepair = loopPolicy("ours-no-repair", "Ours, every image drawn anew.", {
  settings: () => ({ repair: false }),
});

export const twoCandidates = loopPolicy("ours-candidates-2", "Ours, two images a round of the same prompt.", {
  settings: (images) => ({ rounds: Math.ceil(images / 2), candidates: 2 }),
});
