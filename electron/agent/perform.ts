/** Lets a role work while the loop keeps hearing the designer. */
import type { StudioError } from "../../shared/errors";
import type { EventBody, RoleName, RunEvent } from "../../shared/run/events";
import { bestOf } from "../../shared/run/state";
import { bodiesBrought } from "./brought";
import { begin, type End, type Lane, type Work } from "./lane";
import type { Session } from "./session";
import { isOvertaken, iterationOf, type Step } from "./steps";

export type { Tools, Work } from "./lane";

/** The designer (or the end of the program) may overtake the work; whatever it still yields is thrown away. */
export type Outcome<T> = End<T> | { readonly kind: "overtaken" };

/**
 * Runs `work` and yields the events it tells, reading the mailbox all the while: a command takes effect at
 * once, and work it makes pointless is aborted and left behind without waiting for it to come back.
 */
export function perform<T>(
  session: Session,
  step: Step,
  role: RoleName,
  work: Work<T>,
): AsyncGenerator<RunEvent, Outcome<T>, void> {
  return follow(session, step, begin(session, role, iterationOf(step), work));
}

/** The same with work that is under way already. */
export async function* follow<T>(
  session: Session,
  step: Step,
  lane: Lane<T>,
): AsyncGenerator<RunEvent, Outcome<T>, void> {
  const { mailbox, signal } = session.input;
  const abandon = () => lane.abandon();
  signal.addEventListener("abort", abandon, { once: true });
  lane.follow();
  try {
    for (;;) {
      await Promise.race([mailbox.ready(), lane.feed.ready(), session.aside.ready()]);
      if (signal.aborted) return { kind: "overtaken" };
      const before = session.state;
      yield* session.readMail();
      const { state, abilities } = session;
      if (state !== before && isOvertaken(step, before, state, abilities)) return { kind: "overtaken" };
      yield* session.sayAside();
      const item = lane.feed.take();
      if (item?.kind === "body") yield* session.say(item.body);
      else if (item !== undefined) return item;
    }
  } finally {
    signal.removeEventListener("abort", abandon);
    abandon();
  }
}

/**
 * Performs a step from its announcement to its outcome: on success `conclude` says what stands in the journal;
 * on failure the run ends, resumable from this very step.
 */
export async function* take<T>(
  session: Session,
  step: Step,
  role: RoleName,
  work: Work<T>,
  conclude: (value: T) => readonly EventBody[],
): AsyncGenerator<RunEvent, void, void> {
  yield* takeOver(session, step, role, begin(session, role, iterationOf(step), work), conclude);
}

/** The same with work that is under way already. */
export async function* takeOver<T>(
  session: Session,
  step: Step,
  role: RoleName,
  lane: Lane<T>,
  conclude: (value: T) => readonly EventBody[],
): AsyncGenerator<RunEvent, void, void> {
  const outcome = yield* follow(session, step, lane);
  if (outcome.kind === "done") yield* session.say(...conclude(outcome.value));
  if (outcome.kind === "failed") yield* fail(session, role, outcome.error, iterationOf(step));
}

/** Ends the run because a role failed. What others have brought meanwhile is kept: it is not asked for again. */
export async function* fail(
  session: Session,
  role: RoleName,
  error: StudioError,
  iteration: number | undefined,
): AsyncGenerator<RunEvent, void, void> {
  const failed = { type: "role-failed" as const, role, ...error.toPayload() };
  yield* session.sayAside();
  yield* session.say(...bodiesBrought(session));
  yield* session.say(iteration === undefined ? failed : { ...failed, iteration }, {
    type: "run-finished",
    reason: "failed",
    best: bestOf(session.state),
  });
}
