/** What a scheduler cannot do. */
import { StudioError } from "../../../../shared/errors";

/** @throws StudioError "bad-input" unless `steps` is a whole number from 1 to `most`. */
export function assertSteps(steps: number, most: number): void {
  if (Number.isInteger(steps) && steps >= 1 && steps <= most) return;
  throw new StudioError("bad-input", `This model cannot be run in ${steps} steps.`, {
    remedy: `Choose a whole number of steps from 1 to ${most}.`,
  });
}
