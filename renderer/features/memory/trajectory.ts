/** The memory of a run as a list of steps: raw facts, compressed experience, and what the refiner was shown. */
import type { Experience, Shown } from "../../../shared/run/events";
import type { IterationState, RunState } from "../../../shared/run/state";
import { markOf } from "../studio/criteria/marks";

export interface FactLine {
  readonly question: string;
  readonly answer: string;
  readonly state: ReturnType<typeof markOf>["state"];
  readonly yours: boolean;
}

export interface MemoryStep {
  readonly iteration: IterationState;
  readonly facts: readonly FactLine[];
  readonly experience: Experience | null;
  /** What the refiner read before it wrote this iteration's prompt; empty for the first. */
  readonly shown: readonly Shown[];
}

function factsOf(state: RunState, iteration: IterationState): FactLine[] {
  return (state.criteria ?? [])
    .filter((criterion) => criterion.enabled)
    .map((criterion) => ({
      question: criterion.question,
      answer: iteration.verdicts[criterion.id]?.answer ?? "",
      ...markOf(iteration, criterion),
    }));
}

export function memorySteps(state: RunState): readonly MemoryStep[] {
  return state.iterations.map((iteration) => ({
    iteration,
    facts: factsOf(state, iteration),
    experience: iteration.experience,
    shown: state.refinements.find((one) => one.iteration === iteration.n)?.shown ?? [],
  }));
}

/** "prompt, verdicts and experience of 2" */
export function shownText(shown: Shown): string {
  const parts =
    shown.parts.length > 1
      ? `${shown.parts.slice(0, -1).join(", ")} and ${shown.parts.at(-1)}`
      : shown.parts.join("");
  return `${parts} of ${shown.iteration}`;
}
