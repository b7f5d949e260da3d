/** One loop's hold on its run: the state as the journal has it, and the one place events are made. */
import { asStudioError, StudioError } from "../../shared/errors";
import type { EventBody, RunEvent } from "../../shared/run/events";
import { reduce } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import type { LoadedSkill } from "../../shared/skills";
import type { ImageShelf, Roles, SkillShelf } from "./roles";
import { type Mailbox, steer } from "./steering";

/** Time, handed in so that tests own it. */
export interface Clock {
  /** Milliseconds; only differences matter. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** How often a step is tried when its failure says that trying again may help. */
export interface RetryPolicy {
  readonly tries: number;
  /** Wait before the second try; doubled before each further one. */
  readonly backoffMs: number;
}

export interface LoopInput {
  /** The journal's state; its status must be "running" (append run-created or run-resumed first). */
  readonly state: RunState;
  readonly roles: Roles;
  readonly images: ImageShelf;
  readonly skills: SkillShelf;
  readonly mailbox: Mailbox;
  /** Ends the loop without a word in the journal, as a crash would: the run stays resumable. */
  readonly signal: AbortSignal;
  /**
   * Stamps a body and, where it is durable, writes it to the journal before resolving. The loop is the only
   * one to call it while it runs, one call at a time.
   */
  readonly emit: (body: EventBody) => Promise<RunEvent>;
  readonly clock: Clock;
  readonly retry?: RetryPolicy;
}

export class Session {
  readonly input: LoopInput;
  #state: RunState;
  #skill: Promise<LoadedSkill> | null = null;

  constructor(input: LoopInput) {
    this.input = input;
    this.#state = input.state;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Journals a body, brings the state up to date and passes the event on. */
  async *say(...bodies: readonly EventBody[]): AsyncGenerator<RunEvent, void, void> {
    for (const body of bodies) yield await this.#write(body);
  }

  async #write(body: EventBody): Promise<RunEvent> {
    const event = await this.input.emit(body);
    this.#state = reduce(this.#state, event);
    return event;
  }

  /** Carries out every command that waits; senders hear back once their events are written. */
  async *readMail(): AsyncGenerator<RunEvent, void, void> {
    for (let letter = this.input.mailbox.take(); letter !== undefined; letter = this.input.mailbox.take()) {
      const written: RunEvent[] = [];
      try {
        for (const body of steer(this.#state, letter.command)) written.push(await this.#write(body));
        letter.done();
      } catch (error) {
        const refused = asStudioError(error);
        letter.refuse(refused);
        if (refused.code === "storage" || !(error instanceof StudioError)) throw error;
      }
      yield* written;
    }
  }

  /**
   * The skill the planner chose, opened once; null when it chose none. `onChanged` hears of a pack whose
   * content is not what it was when it was chosen.
   */
  async skill(onChanged: (body: EventBody) => void): Promise<LoadedSkill | null> {
    const { routing } = this.#state;
    if (routing === null || routing.chosen === null) return null;
    this.#skill ??= this.input.skills.load(routing.chosen);
    const skill = await this.#skill.catch((error: unknown) => {
      this.#skill = null;
      throw error;
    });
    if (routing.packHash !== null && routing.packHash !== skill.hash) {
      const { candidates, chosen, reason } = routing;
      const note = "The pack has changed since; its present version is used.";
      onChanged({
        type: "skill-routed",
        candidates: [...candidates],
        chosen,
        reason: `${reason} ${note}`.trim(),
        packHash: skill.hash,
      });
    }
    return skill;
  }
}
