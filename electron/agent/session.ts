/** One loop's hold on its run: the state as the journal has it, and the one place events are made. */
import { asStudioError, StudioError } from "../../shared/errors";
import type { Criterion } from "../../shared/run/criteria";
import type { EventBody, RunEvent } from "../../shared/run/events";
import { reduce } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import type { LoadedSkill } from "../../shared/skills";
import { Ahead } from "./ahead";
import type { Looked } from "./brought";
import { Queue } from "./queue";
import type { ExperienceStore, ImageShelf, Roles, SkillShelf } from "./roles";
import type { Abilities } from "./rounds";
import { type Mailbox, steer } from "./steering";
import type { Step } from "./steps";

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
  /** What other runs have learnt; without it every run begins from nothing. */
  readonly experiences?: ExperienceStore;
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
  /** What was spent by work that nobody follows yet, and news of it. */
  readonly aside = new Queue<EventBody>();
  /** The wish is decomposed while it is planned. */
  readonly decomposing = new Ahead<"criteria", Criterion[]>();
  /** Images looked at while an earlier one of their round is. */
  readonly looking = new Ahead<number, Looked>();
  #state: RunState;
  #skill: Promise<LoadedSkill> | null = null;
  #judges: boolean;

  constructor(input: LoopInput) {
    this.input = input;
    this.#state = input.state;
    this.#judges = input.roles.judge !== undefined;
  }

  get state(): RunState {
    return this.#state;
  }

  get abilities(): Abilities {
    const { generator, refiner } = this.input.roles;
    const { parallel = 1 } = generator;
    const distils = refiner.distils === true;
    return { parallel: Math.max(1, Math.floor(parallel)), judges: this.#judges, distils };
  }

  /** Images looked at at the same time: as many as are drawn, unless the verifier takes fewer. */
  get looksAtOnce(): number {
    const { parallel = Number.POSITIVE_INFINITY } = this.input.roles.verifier;
    return Math.max(1, Math.min(this.abilities.parallel, Math.floor(parallel)));
  }

  /** A judge that fails is not asked again while this session lasts: equal scores stay equal. */
  dismissJudge(): void {
    this.#judges = false;
  }

  /** Journals a body, brings the state up to date and passes the event on. */
  async *say(...bodies: readonly EventBody[]): AsyncGenerator<RunEvent, void, void> {
    for (const body of bodies) yield await this.#write(body);
  }

  /** Says what waits aside. */
  async *sayAside(): AsyncGenerator<RunEvent, void, void> {
    for (let body = this.aside.take(); body !== undefined; body = this.aside.take())
      yield await this.#write(body);
  }

  async #write(body: EventBody): Promise<RunEvent> {
    const event = await this.input.emit(body);
    this.#state = reduce(this.#state, event);
    return event;
  }

  /** Leaves work behind that was begun ahead of steps which do not come now. */
  leaveBehind(coming: Step["kind"]): void {
    if (coming !== "plan" && coming !== "decompose") this.decomposing.abandon();
    if (coming !== "verify" && coming !== "reverify") this.looking.abandon();
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
