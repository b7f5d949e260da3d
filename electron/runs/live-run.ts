/** A run the loop is working on: its journal, its mailbox, its state. */

import { StudioError } from "../../shared/errors";
import { type EventBody, isDurable, type RunEvent } from "../../shared/run/events";
import { reduce } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import { runLoop } from "../agent/loop";
import type { ExperienceStore, ImageShelf, Roles, SkillShelf } from "../agent/roles";
import type { Clock } from "../agent/session";
import { type Command, Mailbox } from "../agent/steering";
import { type Journal, stampPassing } from "../storage";

export interface LiveRunInput {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
  readonly state: RunState;
  readonly roles: Roles;
  readonly images: ImageShelf;
  readonly skills: SkillShelf;
  readonly experiences?: ExperienceStore;
  readonly clock: Clock;
  readonly onEvent: (event: RunEvent, state: RunState) => void;
}

export class LiveRun {
  readonly id: string;
  readonly folder: string;
  readonly #input: LiveRunInput;
  readonly #mailbox = new Mailbox();
  readonly #controller = new AbortController();
  #state: RunState;

  constructor(input: LiveRunInput) {
    this.#input = input;
    this.id = input.id;
    this.folder = input.folder;
    this.#state = input.state;
  }

  get state(): RunState {
    return this.#state;
  }

  /** True while the loop takes commands in. */
  get open(): boolean {
    return this.#mailbox.open;
  }

  /** Resolves when the command stands in the journal. */
  post(command: Command): Promise<void> {
    return this.#mailbox.post(command);
  }

  /** Leaves the run where it is, without a word in the journal: for quitting. */
  abandon(): void {
    this.#controller.abort();
  }

  /** Closes the journal of a run that needs no work. */
  async close(): Promise<void> {
    this.#mailbox.close();
    await this.#input.journal.close();
  }

  /**
   * Works until the run rests, then closes the journal.
   * @throws StudioError "storage" when the journal cannot be written; nothing written before is lost.
   */
  async work(): Promise<RunState> {
    const { roles, images, skills, experiences, clock, journal } = this.#input;
    const loop = runLoop({
      state: this.#state,
      roles,
      images,
      skills,
      ...(experiences === undefined ? {} : { experiences }),
      clock,
      mailbox: this.#mailbox,
      signal: this.#controller.signal,
      emit: (body) => this.#emit(body),
    });
    try {
      for await (const _event of loop) {
        // Each event was journaled and announced by #emit already; the loop only has to be drawn to its end.
      }
      return this.#state;
    } finally {
      this.#mailbox.close();
      await journal.close();
    }
  }

  async #emit(body: EventBody): Promise<RunEvent> {
    const { journal, clock, onEvent } = this.#input;
    const event = isDurable(body) ? await journal.append(body) : stampPassing(body, clock.now());
    this.#state = reduce(this.#state, event);
    onEvent(event, this.#state);
    return event;
  }
}

/** A run at work, and the promise of its rest. */
export interface Working {
  readonly run: LiveRun;
  readonly ended: Promise<RunState>;
}

/**
 * Hands a command to a loop. False when the loop came to its end without reading it: the run is at rest then.
 * @throws StudioError with what is wrong with the command.
 */
export async function posted({ run, ended }: Working, command: Command): Promise<boolean> {
  try {
    await run.post(command);
    return true;
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== "busy" || run.open) throw error;
    await ended.catch(() => undefined);
    return false;
  }
}
