/** A branch as the dialog holds it, the request it becomes, and what it changes against its parent. */
import type { GeneratorConfig } from "../../../../shared/backends";
import type { Place } from "../../../../shared/ipc/domains/common";
import type { StartRequest } from "../../../../shared/ipc/domains/runs";
import type { RunSettings } from "../../../../shared/run/settings";
import { type IterationState, type RunState, wishOf } from "../../../../shared/run/state";
import type { Settings } from "../../../../shared/settings";
import { randomSeed } from "../../../app/runs/actions";
import type { SkillChoice } from "../prompt-bar/draft";
import type { BranchHabits } from "./branch-store";

export interface BranchForm extends Omit<BranchHabits, "rounds"> {
  /** What the run is about; the criteria come from it. */
  readonly wish: string;
  /** The words of the first image. */
  readonly words: string;
  readonly ownSeed: number;
  readonly skill: SkillChoice;
  readonly generator: GeneratorConfig;
  readonly rounds: number;
  /** Images per round. */
  readonly candidates: number;
}

/** What a run may spend and do, besides its rounds: a branch may as much. */
type Bounds = Pick<StartRequest, "seconds" | "budget" | "minGain" | "repair" | "judgePairs">;

/** What a branch is held against. */
export interface Parent {
  readonly wish: string;
  readonly iteration: IterationState;
  readonly skill: SkillChoice;
  readonly generator: GeneratorConfig;
  readonly candidates: number;
  readonly bounds: Bounds;
}

/** As the run's limits are by now, whatever they were at first. */
function boundsOf({ seconds, budget }: RunState, { minGain, repair, judgePairs }: RunSettings): Bounds {
  return {
    seconds,
    budget,
    ...(minGain === undefined ? {} : { minGain }),
    ...(repair === undefined ? {} : { repair }),
    ...(judgePairs === undefined ? {} : { judgePairs }),
  };
}

/** The iteration a branch would be made of; null when the run or the iteration is not there. */
export function parentOf(state: RunState, n: number, settings: Settings): Parent | null {
  const iteration = state.iterations.find((it) => it.n === n);
  if (state.header === null || iteration === undefined) return null;
  const { settings: asked } = state.header;
  return {
    wish: wishOf(state),
    iteration,
    skill: asked.skill,
    generator: asked.generatorConfig ?? settings.generator,
    candidates: state.candidates,
    bounds: boundsOf(state, asked),
  };
}

/** The form as it opens: everything as in the parent, with the designer's habits. */
export function formOf(parent: Parent, habits: BranchHabits, settings: Settings): BranchForm {
  return {
    ...habits,
    wish: parent.wish,
    words: parent.iteration.prompt,
    ownSeed: parent.iteration.parameters.seed,
    skill: parent.skill,
    generator: parent.generator,
    rounds: habits.rounds ?? settings.rounds,
    candidates: parent.candidates,
  };
}

/** What of a form is worth remembering. */
export function habitsOf({ draw, seed, rounds, keepCriteria, keepMemory }: BranchForm): BranchHabits {
  return { draw, seed, rounds, keepCriteria, keepMemory };
}

function seedOf(form: BranchForm, parent: Parent): number {
  if (form.seed === "random") return randomSeed();
  return form.seed === "own" ? form.ownSeed : parent.iteration.parameters.seed;
}

/** True when there are words to begin with. */
export function isReady(form: BranchForm): boolean {
  return form.wish.trim() !== "" && (form.draw === "skill" || form.words.trim() !== "");
}

/** The request a form stands for. A wish that is the parent's was clear enough, or was asked about there. */
export function requestOfBranch(form: BranchForm, parent: Parent, from: Place): StartRequest {
  return {
    prompt: form.wish.trim(),
    seed: seedOf(form, parent),
    temperature: parent.iteration.parameters.temperature,
    skill: form.skill,
    rounds: form.rounds,
    candidates: form.candidates,
    generator: form.generator,
    ...parent.bounds,
    ...(form.wish.trim() === parent.wish ? { ask: false } : {}),
    branchOf: from,
    branch: {
      ...(form.draw === "words" ? { drawPrompt: form.words.trim() } : {}),
      keepCriteria: form.keepCriteria,
      keepMemory: form.keepMemory,
    },
  };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a branch changes, by name, for the dialog's right side. */
export function changesOfBranch(form: BranchForm, parent: Parent) {
  return {
    wish: form.wish.trim() !== parent.wish,
    words: form.draw === "words" && form.words.trim() !== parent.iteration.prompt,
    writtenAnew: form.draw === "skill",
    seed: form.seed === "random" || seedOf(form, parent) !== parent.iteration.parameters.seed,
    skill: !same(form.skill, parent.skill),
    generator: !same(form.generator, parent.generator),
    candidates: form.candidates !== parent.candidates,
    criteria: !form.keepCriteria,
    memory: !form.keepMemory,
  };
}
