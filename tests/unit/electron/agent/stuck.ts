/** Roles that hang, and a designer who acts when a stage begins. */
import type { Roles } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import type { Stage } from "../../../../shared/run/events";
import type { RunState } from "../../../../shared/run/state";
import { drain, verdict, type World } from "./support";

/** Roles that never come back from `stage` until the signal fires (and not even then, for the stubborn). */
export function stuckAt(
  stage: Stage,
  roles: Roles,
  aborted: string[],
  onStuck: () => void = () => undefined,
): Roles {
  const hang = (signal: AbortSignal) => {
    onStuck();
    return new Promise<never>(() => signal.addEventListener("abort", () => aborted.push(stage)));
  };
  switch (stage) {
    case "plan":
      return { ...roles, planner: { plan: (_, { signal }) => hang(signal) } };
    case "decompose":
      return { ...roles, decomposer: { decompose: (_, { signal }) => hang(signal) } };
    case "draw":
      return { ...roles, generator: { ...roles.generator, generate: (_, { signal }) => hang(signal) } };
    case "verify":
      return {
        ...roles,
        verifier: {
          async *verify({ criteria }, { signal }) {
            yield verdict(criteria[0]!.id, "pass");
            await hang(signal);
          },
        },
      };
    case "distil":
      return { ...roles, compressor: { distil: (_, { signal }) => hang(signal) } };
    case "refine":
      return { ...roles, refiner: { refine: (_, { signal }) => hang(signal) } };
  }
}

/** Runs to the end; `act` is called once, when `stage` is first entered. */
export async function entering(w: World, stage: Stage, act: () => void) {
  let acted = false;
  return drain(w.input(), (event) => {
    if (acted || event.type !== "stage-entered" || event.stage !== stage) return;
    acted = true;
    act();
  });
}

/** Runs to the next rest; the command is posted when `stage` is first entered. Rejects when it is refused. */
export async function commandAt(w: World, stage: Stage, command: Command): Promise<RunState> {
  let answer: Promise<void> = Promise.resolve();
  const state = await entering(w, stage, () => {
    answer = w.mailbox.post(command);
    answer.catch(() => undefined);
  });
  await answer;
  return state;
}
