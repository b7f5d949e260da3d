/** A role's work under way, and what it tells until somebody takes it. */
import { asStudioError, type StudioError } from "../../shared/errors";
import type { EventBody, RoleName } from "../../shared/run/events";
import { Queue } from "./queue";
import type { RoleContext } from "./roles";
import type { RetryPolicy, Session } from "./session";

/** What a role's work is given: the role's context, and a way to tell the run what happened meanwhile. */
export interface Tools extends RoleContext {
  readonly tell: (body: EventBody) => void;
  /** Tries a part of the work again by the rules for the whole, in the name of an attempt. */
  readonly trying: <T>(attempt: () => Promise<T>, iteration: number | undefined) => Promise<T>;
}

/** Work that can be begun anew after a failure. */
export type Work<T> = (tools: Tools) => Promise<T>;

/** How work comes to its end. */
export type End<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: StudioError };

export type Item<T> = { readonly kind: "body"; readonly body: EventBody } | End<T>;

const defaultRetry: RetryPolicy = { tries: 2, backoffMs: 1000 };

export class Lane<T> {
  /** In the order it happened; the end comes last. */
  readonly feed = new Queue<Item<T>>();
  readonly #controller = new AbortController();
  readonly #aside: (body: EventBody) => void;
  #followed = false;

  /** @param aside takes what needs no place in the order of things while nobody follows the work */
  constructor(aside: (body: EventBody) => void) {
    this.#aside = aside;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From here on somebody takes everything from the feed. */
  follow(): void {
    this.#followed = true;
  }

  tell(body: EventBody): void {
    if (this.signal.aborted) return;
    if (!this.#followed && isPlaceless(body)) this.#aside(body);
    else this.feed.push({ kind: "body", body }, (last) => progressOf(last, body));
  }

  /** Leaves the work behind without waiting for it to come back; whatever it still yields is thrown away. */
  abandon(): void {
    this.stop();
  }

  /** The same, and returns what nobody took. */
  stop(): readonly Item<T>[] {
    this.#controller.abort();
    return this.feed.close();
  }
}

/** Begins work; failures that may pass are tried again by the session's rules. */
export function begin<T>(
  session: Session,
  role: RoleName,
  iteration: number | undefined,
  work: Work<T>,
): Lane<T> {
  const lane = new Lane<T>((body) => session.aside.push(body));
  const { signal } = lane;
  const tell = (body: EventBody) => lane.tell(body);
  const onUsage: Tools["onUsage"] = (usage) => tell({ type: "usage-recorded", role, usage });
  const trying: Tools["trying"] = (attempt, n) =>
    persist(session, attempt, signal, (error, inMs) => {
      const body = { type: "role-retrying" as const, role, code: error.code, message: error.message, inMs };
      tell(n === undefined ? body : { ...body, iteration: n });
    });
  void trying(() => work({ signal, onUsage, tell, trying }), iteration).then(
    (value) => lane.feed.push({ kind: "done", value }),
    (error: unknown) => lane.feed.push({ kind: "failed", error: asStudioError(error) }),
  );
  return lane;
}

/** What was spent, and that something is tried again, is true at any time. */
function isPlaceless({ type }: EventBody): boolean {
  return type === "usage-recorded" || type === "role-retrying";
}

/**
 * Only the newest progress of an attempt matters to a loop that was busy writing, with the newest preview: that may
 * have come with an earlier one. null for anything else.
 */
function progressOf<T>(last: Item<T>, body: EventBody): Item<T> | null {
  if (last.kind !== "body" || last.body.type !== "generation-progress") return null;
  if (body.type !== "generation-progress" || last.body.iteration !== body.iteration) return null;
  const { preview = last.body.preview } = body;
  return { kind: "body", body: preview === undefined ? body : { ...body, preview } };
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
