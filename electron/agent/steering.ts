/** The designer's hand on a run: what each command does to it, at work and at rest. */
import type { EventBody } from "../../shared/run/events";
import type { RunState } from "../../shared/run/state";
import type { Command } from "./commands";
import { answer, resume, skip, stop } from "./steering/course";
import { editCriteria } from "./steering/criteria";
import { budget, candidates, pace, rename, rounds, seconds } from "./steering/limits";
import { override, pin, prefer, rate, reverify } from "./steering/opinions";
import { editPrompt } from "./steering/prompts";

export type { Command } from "./commands";
export { type Letter, Mailbox } from "./mailbox";

/**
 * The events a command makes of a run, running or at rest; empty when it changes nothing.
 * Throws `not-found` or `bad-input` when the command speaks of what is not there, `busy` when the run is at work
 * on just that.
 */
export function steer(state: RunState, command: Command): readonly EventBody[] {
  switch (command.type) {
    case "stop":
      return stop(state, command.mode);
    case "skip":
      return skip(state);
    case "resume":
      return resume(state, command.rounds);
    case "edit-criteria":
      return editCriteria(state, command.criteria);
    case "override":
      return override(state, command);
    case "reverify":
      return reverify(state, command);
    case "edit-prompt":
      return editPrompt(state, command);
    case "pace":
      return pace(state, command.pace);
    case "pin":
      return pin(state, command.iteration);
    case "rate":
      return rate(state, command);
    case "prefer":
      return prefer(state, command);
    case "rounds":
      return rounds(state, command.rounds);
    case "seconds":
      return seconds(state, command.seconds);
    case "rename":
      return rename(state, command.title);
    case "answer":
      return answer(state, command.prompt);
    case "budget":
      return budget(state, command.budget);
    case "candidates":
      return candidates(state, command.candidates);
  }
}
