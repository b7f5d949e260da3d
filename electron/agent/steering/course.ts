/** Stopping, giving up and going on. */
import { StudioError } from "../../../shared/errors";
import type { EventBody } from "../../../shared/run/events";
import { awaitsAnswer, type RunState } from "../../../shared/run/state";
import { drawnInRound, undrawn } from "../rounds";
import { rounds as changeRounds } from "./limits";
import { badInput } from "./refusals";

/** A run at rest has nothing to stop but an image that is being judged again; one that is paused stops waiting. */
export function stop(state: RunState, mode: "now" | "after-this"): readonly EventBody[] {
  if (state.status === "paused") return [{ type: "run-stopped", mode }];
  if (state.status !== "running") return withdrawn(state);
  return mode === "now" ? [{ type: "run-stopped", mode }] : [{ type: "stop-requested" }];
}

function withdrawn(state: RunState): readonly EventBody[] {
  return state.iterations
    .filter((it) => it.again.length > 0)
    .map(({ n }) => ({ type: "reverification-asked", iteration: n, criterionIds: [] }));
}

/** Gives up what is under way: every image that is being drawn, else the one that is being judged. */
export function skip(state: RunState): readonly EventBody[] {
  if (state.status !== "running") return [];
  const drawing = undrawn(state);
  const judging = drawnInRound(state).filter((it) => !it.judged);
  const underWay = drawing.length > 0 ? drawing : judging.slice(0, 1);
  return underWay.map(({ n }) => ({ type: "iteration-skipped", iteration: n }));
}

/** Going on; for a paused run the designer's word to draw the prompt that waits. */
export function resume(state: RunState, rounds: number | undefined): readonly EventBody[] {
  if (state.header?.kind === "reference") {
    throw badInput(
      "This is a picture brought in to compare with: there is no loop to go on with.",
      "Start a new run with a prompt of your own.",
    );
  }
  if (state.status === "running") {
    throw new StudioError("busy", "This run is being worked on already.", {
      remedy: "Wait for it to rest, or stop it first.",
    });
  }
  const more = rounds === undefined ? [] : changeRounds(state, rounds);
  // Going on without an answer is one: the prompt is meant as it was typed.
  const unanswered: EventBody[] = awaitsAnswer(state)
    ? [{ type: "clarification-answered", prompt: null }]
    : [];
  return [...more, ...unanswered, { type: "run-resumed" }];
}

/** The designer's answer to the run's question; the run goes on with it. null: meant as typed. */
export function answer(state: RunState, prompt: string | null): readonly EventBody[] {
  if (!awaitsAnswer(state)) {
    throw badInput("This run has no open question.", "Branch from it to draw another prompt.");
  }
  const words = prompt?.trim() ?? null;
  if (words === "") throw badInput("The answer is empty.", "Choose a reading or type the prompt you mean.");
  return [
    { type: "clarification-answered", prompt: words === state.header?.prompt ? null : words },
    { type: "run-resumed" },
  ];
}
