/** Lets a role work while the loop keeps hearing the designer. */
import { asStudioError, type StudioError } from "../../shared/errors";
import type { EventBody, RoleName, RunEvent } from "../../shared/run/events";
import { bestOf } from "../../shared/run/state";
import { Queue } from "./queue";
import type { RoleContext } from "./roles";
import type { RetryPolicy, Session } from "./session";
import { isOvertaken, iterationOf, type Step } from "./steps";

/** What a role's work is given: the role's context, and a way to tell the run what happened meanwhile. */
export interface Tools extends RoleContext {
  readonly tell: (body: EventBody) => void;
}

/** Work that can be begun anew after a failure. */
export type Work<T> = (tools: Tools) => Promise<T>;

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  /** The designer (or the end of the program) overtook the work; whatever it still yields is thrown away. */
  | { readonly kind: "overtaken" }
  | { readonly kind: "failed"; readonly error: StudioError };

type Item<T> =
  | { readonly kind: "body"; readonly body: EventBody }
  | Exclude<Outcome<T>, { kind: "overtaken" }>;

const defaultRetry: RetryPolicy = { tries: 2, backoffMs: 1000 };

/**
 * Runs `work` and yields the events it tells, reading the mailbox all the while: a command takes effect at
 * once, and work it makes pointless is aborted and left behind without waiting for it to come back.
 */
export async function* perform<T>(
  session: Session,
  step: Step,
  role: RoleName,
  work: Work<T>,
): AsyncGenerator<RunEvent, Outcome<T>, void> {
  const { mailbox, signal } = session.input;
  const feed = new Queue<Item<T>>();
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
    feed.close();
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    start(session, step, role, work, feed, controller.signal);
    for (;;) {
      await Promise.race([mailbox.ready(), feed.ready()]);
      if (signal.aborted) return { kind: "overtaken" };
      const before = session.state;
      yield* session.readMail();
      if (session.state !== before && isOvertaken(step, before, session.state)) return { kind: "overtaken" };
      const item = feed.take();
      if (item?.kind === "body") yield* session.say(item.body);
      else if (item !== undefined) return item;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    abort();
  }
}

function start<T>(
  session: Session,
  step: Step,
  role: RoleName,
  work: Work<T>,
  feed: Queue<Item<T>>,
  signal: AbortSignal,
): void {
  const tell = (body: EventBody) => feed.push({ kind: "body", body }, (last) => isOlderProgress(last, body));
  const onUsage: Tools["onUsage"] = (usage) => tell({ type: "usage-recorded", role, usage });
  const iteration = iterationOf(step);
  const onRetry = (error: StudioError, inMs: number) => {
    const body = { type: "role-retrying" as const, role, code: error.code, message: error.message, inMs };
    tell(iteration === undefined ? body : { ...body, iteration });
  };
  void persist(session, () => work({ signal, onUsage, tell }), signal, onRetry).then(
    (value) => feed.push({ kind: "done", value }),
    (error: unknown) => feed.push({ kind: "failed", error: asStudioError(error) }),
  );
}

/** Only the newest progress matters to a loop that was busy writing. */
function isOlderProgress<T>(last: Item<T>, body: EventBody): boolean {
  return (
    last.kind === "body" && last.body.type === "generation-progress" && body.type === "generation-progress"
  );
}

/** Tries again, after a growing wait, while failures say that it may help and nobody has cancelled. */
async function persist<T>(
  session: Session,
  attempt: () => Promise<T>,
  signal: AbortSignal,
  onRetry: (error: StudioError, inMs: number) => void,
): Promise<T> {
  const { clock, retry = defaultRetry } = session.input;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = asStudioError(thrown);
      if (signal.aborted || tried >= retry.tries || !error.retryable) throw error;
      const inMs = retry.backoffMs * 2 ** (tried - 1);
      onRetry(error, inMs);
      await clock.sleep(inMs, signal);
    }
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
  const outcome = yield* perform(session, step, role, work);
  if (outcome.kind === "done") yield* session.say(...conclude(outcome.value));
  if (outcome.kind === "failed") yield* fail(session, role, outcome.error, iterationOf(step));
}

/** Ends the run because a role failed. */
export async function* fail(
  session: Session,
  role: RoleName,
  error: StudioError,
  iteration: number | undefined,
): AsyncGenerator<RunEvent, void, void> {
  const failed = { type: "role-failed" as const, role, ...error.toPayload() };
  yield* session.say(iteration === undefined ? failed : { ...failed, iteration }, {
    type: "run-finished",
    reason: "failed",
    best: bestOf(session.state),
  });
}
