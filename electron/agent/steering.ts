/** The designer's hand on a running loop: commands, the mailbox they wait in, and what they do to a run. */
import { StudioError } from "../../shared/errors";
import { type Criterion, criterionSchema } from "../../shared/run/criteria";
import type { EventBody } from "../../shared/run/events";
import { MAX_ROUNDS } from "../../shared/run/settings";
import type { RunState } from "../../shared/run/state";
import type { Override } from "../../shared/run/verdicts";
import { criterionId, uniqueId } from "./ids";
import { Queue } from "./queue";

export type Command =
  | { readonly type: "stop"; readonly mode: "now" | "after-this" }
  /** Gives the attempt under way up and goes on with the next prompt. */
  | { readonly type: "skip" }
  | { readonly type: "edit-criteria"; readonly criteria: readonly Criterion[] }
  | {
      readonly type: "override";
      readonly iteration: number;
      readonly criterionId: string;
      readonly state: Override["state"] | null;
      readonly note?: string;
    }
  | { readonly type: "pin"; readonly iteration: number | null }
  | { readonly type: "rounds"; readonly rounds: number }
  | { readonly type: "rename"; readonly title: string };

/** A command on its way, and the promise of whoever sent it. */
export interface Letter {
  readonly command: Command;
  readonly done: () => void;
  readonly refuse: (error: StudioError) => void;
}

/** Where commands wait until the loop reads them, which it does at once, also while a role works. */
export class Mailbox {
  readonly #letters = new Queue<Letter>();

  /** False once the loop has ended: commands then go straight to the journal (see `steer`). */
  get open(): boolean {
    return !this.#letters.closed;
  }

  /**
   * Resolves when the command stands in the journal. Rejects with what is wrong with it, or with "busy" when
   * the loop ended before reading it.
   */
  post(command: Command): Promise<void> {
    if (!this.open) return Promise.reject(tooLate());
    return new Promise((resolve, reject) => {
      this.#letters.push({ command, done: resolve, refuse: reject });
    });
  }

  take(): Letter | undefined {
    return this.#letters.take();
  }

  ready(): Promise<void> {
    return this.#letters.ready();
  }

  close(): void {
    for (const letter of this.#letters.close()) letter.refuse(tooLate());
  }
}

function tooLate(): StudioError {
  return new StudioError("busy", "The run ended before it could take this in.", {
    remedy: "Do it once more: the run is at rest now.",
    retryable: true,
  });
}

/**
 * The events a command makes of a run, running or at rest; empty when it changes nothing.
 * Throws `not-found` or `bad-input` when the command speaks of what is not there.
 */
export function steer(state: RunState, command: Command): readonly EventBody[] {
  switch (command.type) {
    case "stop":
      return stop(state, command.mode);
    case "skip":
      return skip(state);
    case "edit-criteria":
      return editCriteria(state, command.criteria);
    case "override":
      return override(state, command);
    case "pin":
      return pin(state, command.iteration);
    case "rounds":
      return rounds(state, command.rounds);
    case "rename":
      return rename(state, command.title);
  }
}

function stop(state: RunState, mode: "now" | "after-this"): readonly EventBody[] {
  if (state.status !== "running") return [];
  return mode === "now" ? [{ type: "run-stopped", mode }] : [{ type: "stop-requested" }];
}

function skip(state: RunState): readonly EventBody[] {
  const latest = state.iterations.at(-1);
  const underWay = latest !== undefined && !latest.skipped && !latest.judged;
  return state.status === "running" && underWay ? [{ type: "iteration-skipped", iteration: latest.n }] : [];
}

function override(state: RunState, command: Command & { type: "override" }): readonly EventBody[] {
  const iteration = state.iterations.find((it) => it.n === command.iteration);
  if (iteration === undefined) throw missing(`attempt ${command.iteration}`);
  if (!(state.criteria ?? []).some((criterion) => criterion.id === command.criterionId)) {
    throw missing("such criterion");
  }
  const { criterionId, state: verdict, note } = command;
  const body = { type: "verdict-overridden" as const, iteration: iteration.n, criterionId, state: verdict };
  return [note === undefined ? body : { ...body, note }];
}

function pin(state: RunState, iteration: number | null): readonly EventBody[] {
  if (iteration === state.pinned) return [];
  const drawn = state.iterations.some((it) => it.n === iteration && it.image !== null);
  if (iteration !== null && !drawn) throw missing(`picture of attempt ${iteration}`);
  return [{ type: "best-pinned", iteration }];
}

function rounds(state: RunState, count: number): readonly EventBody[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_ROUNDS) {
    throw badInput(`${count} is not a number of rounds.`, `Choose a whole number from 1 to ${MAX_ROUNDS}.`);
  }
  return count === state.rounds ? [] : [{ type: "rounds-changed", rounds: count }];
}

function rename(state: RunState, title: string): readonly EventBody[] {
  const trimmed = title.trim().slice(0, 200);
  if (trimmed === "") throw badInput("A run needs a name.", "Type a name of 1 to 200 characters.");
  return trimmed === state.header?.title ? [] : [{ type: "run-renamed", title: trimmed }];
}

function editCriteria(state: RunState, edited: readonly Criterion[]): readonly EventBody[] {
  const parsed = criterionSchema.array().safeParse(edited);
  if (!parsed.success) {
    throw badInput(
      "A criterion is not complete.",
      "Give every criterion a question of at most 500 characters.",
    );
  }
  const criteria = settleIds(state.criteria ?? [], parsed.data);
  const same = JSON.stringify(criteria) === JSON.stringify(state.criteria);
  return same ? [] : [{ type: "criteria-edited", criteria }];
}

/**
 * Gives a criterion a new identity when its question or check changes, so that no verdict outlives the
 * question it answered. A reworded question drops the check that belonged to the old words.
 */
function settleIds(known: readonly Criterion[], edited: readonly Criterion[]): Criterion[] {
  const byId = new Map(known.map((criterion) => [criterion.id, criterion]));
  const taken = new Set<string>();
  return edited.map((criterion) => {
    const settled = settle(criterion, byId.get(criterion.id));
    const id = uniqueId(settled.id, taken);
    taken.add(id);
    return { ...settled, id };
  });
}

function settle(criterion: Criterion, before: Criterion | undefined): Criterion {
  if (before === undefined) return criterion;
  const sameCheck = JSON.stringify(before.check) === JSON.stringify(criterion.check);
  if (before.question === criterion.question && sameCheck) return criterion;
  const { check, ...rest } = criterion;
  const changed = sameCheck || check === undefined ? rest : { ...rest, check };
  return { ...changed, id: criterionId(changed), origin: "designer" };
}

function missing(what: string): StudioError {
  return new StudioError("not-found", `This run has no ${what}.`, {
    remedy: "Open the run again to see its present state.",
  });
}

function badInput(message: string, remedy: string): StudioError {
  return new StudioError("bad-input", message, { remedy });
}
