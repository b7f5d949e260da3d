/** What is written into the journal of a run that nobody works on. */
import { StudioError } from "../../shared/errors";
import { type DurableBody, EVENT_VERSION, type EventBody, isDurable } from "../../shared/run/events";
import { reduce } from "../../shared/run/reduce";
import { emptyRunState, type RunState } from "../../shared/run/state";
import { type Command, steer } from "../agent/steering";
import { nextStep } from "../agent/steps";

/** Commands that would set a run going that was cut off: it is put to rest first. */
const needsRest: ReadonlySet<Command["type"]> = new Set<Command["type"]>(["stop", "reverify", "edit-prompt"]);

/**
 * The events a command makes of a run at rest, and what a finished run then says anew about its end.
 * @throws StudioError as `steer` does; nothing is written then.
 */
export function bodiesAtRest(state: RunState, command: Command): readonly DurableBody[] {
  const cutOff = state.status === "running";
  const first: DurableBody[] = cutOff && setsGoing(state, command) ? putToRest : [];
  const rested = after(state, first);
  const bodies =
    command.type === "resume"
      ? resumption(rested, command)
      : [...first, ...steer(rested, command).filter(isDurable)];
  const done = after(state, bodies);
  const step = nextStep(done);
  return step.kind === "finish" && done.status === "finished"
    ? [...bodies, { type: "run-finished", reason: step.reason, best: step.best }]
    : bodies;
}

function setsGoing(state: RunState, command: Command): boolean {
  if (command.type === "resume") return false;
  if (needsRest.has(command.type)) return true;
  return asksAgain(steer(state, command));
}

/** True where these have an image judged again: somebody has to look then. */
export function asksAgain(bodies: readonly EventBody[]): boolean {
  return bodies.some((body) => body.type === "reverification-asked");
}

/** Taking the run up marks where it was cut off, so that the time between counts for nothing. */
const putToRest: DurableBody[] = [{ type: "run-resumed" }, { type: "run-stopped", mode: "now" }];

/** A run that was cut off still says "running": saying so again marks the place where it was taken up. */
function resumption(state: RunState, command: Command & { readonly type: "resume" }): readonly DurableBody[] {
  if (state.status !== "running") return steer(state, command).filter(isDurable);
  const { rounds } = command;
  const more = rounds === undefined ? [] : steer(state, { type: "rounds", rounds }).filter(isDurable);
  return [...more, { type: "run-resumed" }];
}

/** The state as it will be once these stand in the journal. */
function after(state: RunState, bodies: readonly DurableBody[]): RunState {
  let next = state;
  for (const body of bodies) {
    next = reduce(next, { ...body, v: EVENT_VERSION, seq: next.lastSeq + 1, at: next.updatedAt });
  }
  return next;
}

/** @throws StudioError "corrupt-data" for a journal without a beginning. */
export function assertReadable(state: RunState, folder: string): void {
  if (state === emptyRunState || state.header === null) {
    throw new StudioError("corrupt-data", `The journal in ${folder} has no readable beginning.`, {
      remedy: "Restore the folder from a backup, or start the prompt again as a new run.",
    });
  }
}
