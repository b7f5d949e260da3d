/** A designer who acts at given moments, on runs at work and at rest, and gives the word to go on. */
import type { Roles } from "../../../../electron/agent/roles";
import type { Command } from "../../../../electron/agent/steering";
import { bodiesAtRest } from "../../../../electron/runs/at-rest";
import { StudioError } from "../../../../shared/errors";
import type { RunState } from "../../../../shared/run/state";
import { drain, type Journal, type Shelf, worldOf } from "./support";

export interface Act {
  /** After how many events, news included. */
  readonly at: number;
  readonly command: Command;
}

/** Does it straight in the journal of a run at rest. A refusal is the command's own fault and leaves no trace. */
export async function atRest(journal: Journal, command: Command): Promise<boolean> {
  const before = journal.events.length;
  try {
    for (const body of bodiesAtRest(journal.state, command)) await journal.emit(body);
    return true;
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    if (journal.events.length !== before) throw new Error("a refused command left a trace");
    return false;
  }
}

/** One stretch of work on a journal, from where it stands to its next rest. */
export function stretch(journal: Journal, roles: Roles, shelf: Shelf): Promise<RunState> {
  return drain(worldOf(journal, roles, shelf).input({ retry: { tries: 1, backoffMs: 0 } }));
}

/**
 * Works on a run until every act is done and nothing waits for the designer any more. Whenever the run comes to
 * rest, what is due is done there, and a run that is paused or stopped is told to go on.
 */
export async function withDesigner(
  journal: Journal,
  roles: Roles,
  shelf: Shelf,
  acts: readonly Act[],
): Promise<RunState> {
  const due = [...acts].sort((a, b) => a.at - b.at);
  let seen = 0;
  for (let stretches = 0; stretches < 60; stretches++) {
    const w = worldOf(journal, roles, shelf);
    await drain(w.input({ retry: { tries: 1, backoffMs: 0 } }), () => {
      seen++;
      while (w.mailbox.open && due[0] !== undefined && due[0].at <= seen) {
        const act = due.shift();
        if (act !== undefined) w.mailbox.post(act.command).catch(() => undefined);
      }
    });
    const next = due.shift();
    if (next !== undefined) await atRest(journal, next.command);
    const { status, iterations } = journal.state;
    const waits = status === "paused" || status === "stopped";
    if (waits) await atRest(journal, { type: "resume" });
    else if (next === undefined && iterations.every((it) => it.again.length === 0)) return journal.state;
  }
  throw new Error("the run never came to an end");
}
