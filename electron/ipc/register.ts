/** Puts the handlers of the contract behind `ipcMain`: sender checked, input parsed, errors as values. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { z } from "zod";
import { asStudioError, StudioError } from "../../shared/errors";
import { channels } from "../../shared/ipc/channels";
import { type Channel, contract, type Output, type ParsedInput, type Reply } from "../../shared/ipc/contract";
import { isTrustedSender } from "./sender";

export interface HandlerContext {
  /** The page that asked. */
  readonly sender: WebContents;
}

// biome-ignore lint/suspicious/noConfusingVoidType: it only ever stands as the return type of a handler.
type Answer<C extends Channel> = Output<C> extends undefined ? void : Output<C>;

/** One function for one channel; it may throw StudioErrors, which travel as values. */
export type Handler<C extends Channel> = (
  input: ParsedInput<C>,
  context: HandlerContext,
) => Answer<C> | Promise<Answer<C>>;

/** One handler for every channel of the contract: the compiler misses none. */
export type Handlers = { readonly [C in Channel]: Handler<C> };

export interface RegisterDeps {
  readonly ipc: Pick<IpcMain, "handle" | "removeHandler">;
  /** Parses answers too: for development and tests, where a wrong answer must be loud. */
  readonly checkOutput: boolean;
  /** Told of every failed request, for the log. Cancellations are not failures. */
  readonly onFailure: (channel: Channel, error: StudioError) => void;
}

function parse(schema: z.ZodType, value: unknown, what: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  const place = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
  throw new StudioError(
    "bad-input",
    `${what} is not what was agreed${place}: ${first?.message ?? "unknown"}`,
    {
      remedy: "Correct the value and try again. If you did not type it, copy the details into a bug report.",
      detail: JSON.stringify(result.error.issues, null, 2),
      cause: result.error,
    },
  );
}

async function answer(
  channel: Channel,
  handler: (input: never, context: HandlerContext) => unknown,
  event: IpcMainInvokeEvent,
  raw: unknown,
  deps: RegisterDeps,
): Promise<Reply<unknown>> {
  try {
    if (!isTrustedSender(event)) {
      throw new StudioError("forbidden", "This page may not use the studio.", {
        remedy: "Close the window and open the studio again.",
      });
    }
    const input = parse(contract[channel].input, raw, `The request ${channel}`);
    // The schema of this very channel has just made the input what its handler takes.
    const value = await handler(input as never, { sender: event.sender });
    return {
      ok: true,
      value: deps.checkOutput ? parse(contract[channel].output, value, `The answer to ${channel}`) : value,
    };
  } catch (thrown) {
    const error = asStudioError(thrown);
    if (error.code !== "cancelled") deps.onFailure(channel, error);
    return { ok: false, error: error.toPayload() };
  }
}

/**
 * Registers every channel of the contract.
 * @returns takes the handlers away again
 */
export function registerHandlers(handlers: Handlers, deps: RegisterDeps): () => void {
  for (const channel of channels) {
    deps.ipc.handle(channel, (event, raw: unknown) => answer(channel, handlers[channel], event, raw, deps));
  }
  return () => {
    for (const channel of channels) deps.ipc.removeHandler(channel);
  };
}
