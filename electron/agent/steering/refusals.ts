/** What is wrong with a command. */
import { StudioError } from "../../../shared/errors";
import type { IterationState, RunState } from "../../../shared/run/state";

export function missing(what: string): StudioError {
  return new StudioError("not-found", `This run has no ${what}.`, {
    remedy: "Open the run again to see its present state.",
  });
}

export function badInput(message: string, remedy: string): StudioError {
  return new StudioError("bad-input", message, { remedy });
}

/** The attempt with its picture. @throws StudioError "not-found". */
export function drawnAttempt(state: RunState, n: number): IterationState {
  const iteration = state.iterations.find((it) => it.n === n && it.image !== null);
  if (iteration === undefined) throw missing(`picture of attempt ${n}`);
  return iteration;
}
