import type { IpcMainInvokeEvent, WebContents } from "electron";
import { beforeEach, describe, expect, test } from "vitest";
import { type Handlers, registerHandlers } from "../../../../electron/ipc/register";
import { isTrustedSender } from "../../../../electron/ipc/sender";
import { CancelledError, StudioError } from "../../../../shared/errors";
import { channels } from "../../../../shared/ipc/channels";
import type { Reply } from "../../../../shared/ipc/contract";

type Listener = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const page = { id: 1 } as WebContents;

function eventFrom(frame: unknown): IpcMainInvokeEvent {
  return { senderFrame: frame, sender: page } as unknown as IpcMainInvokeEvent;
}

const ownPage = { url: "studio://app/index.html", parent: null };

let table: Map<string, Listener>;
let failures: string[];

const ipc = {
  handle: (channel: string, listener: Listener) => {
    table.set(channel, listener);
  },
  removeHandler: (channel: string) => {
    table.delete(channel);
  },
};

/** Every channel answers nothing, except the given ones. */
function register(own: Partial<Handlers>, checkOutput = true): () => void {
  const rest = Object.fromEntries(channels.map((channel) => [channel, () => undefined]));
  const handlers = { ...rest, ...own } as Handlers;
  return registerHandlers(handlers, {
    ipc: ipc as Parameters<typeof registerHandlers>[1]["ipc"],
    checkOutput,
    onFailure: (channel, error) => failures.push(`${channel}: ${error.code}`),
  });
}

function ask(channel: string, input: unknown, frame: unknown = ownPage): Promise<Reply<unknown>> {
  return table.get(channel)!(eventFrom(frame), input) as Promise<Reply<unknown>>;
}

beforeEach(() => {
  table = new Map();
  failures = [];
});

describe("registerHandlers", () => {
  test("registers every channel and takes each away again", () => {
    const remove = register({});
    expect([...table.keys()].sort()).toEqual([...channels].sort());
    remove();
    expect(table.size).toBe(0);
  });

  test("gives the handler the parsed input and the page, and sends its answer", async () => {
    let seen: unknown;
    register({
      "runs:start": (input, context) => {
        seen = [input, context.sender];
        return { runId: "abc123" };
      },
    });
    const reply = await ask("runs:start", { prompt: "  a cow  ", unknown: 1 });
    expect(reply).toEqual({ ok: true, value: { runId: "abc123" } });
    expect(seen).toEqual([{ prompt: "a cow" }, page]);
  });

  test("refuses input that breaks the contract before the handler sees it", async () => {
    let called = false;
    register({
      "runs:start": () => {
        called = true;
        return { runId: "abc123" };
      },
    });
    const reply = await ask("runs:start", { prompt: "   ", rounds: -1 });
    expect(reply).toMatchObject({ ok: false, error: { code: "bad-input" } });
    expect(called).toBe(false);
    expect(failures).toEqual(["runs:start: bad-input"]);
  });

  test("sends errors as values", async () => {
    register({
      "runs:get": () => {
        throw new StudioError("not-found", "No such run.", { remedy: "Look in the library." });
      },
      "library:rebuild": async () => {
        throw new TypeError("a fault of ours");
      },
    });
    expect(await ask("runs:get", { runId: "abc123" })).toEqual({
      ok: false,
      error: { code: "not-found", message: "No such run.", remedy: "Look in the library.", retryable: false },
    });
    expect(await ask("library:rebuild", undefined)).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(failures).toEqual(["runs:get: not-found", "library:rebuild: internal"]);
  });

  test("a cancellation travels, but is no failure", async () => {
    register({
      "runs:resume": () => {
        throw new CancelledError();
      },
    });
    expect(await ask("runs:resume", { runId: "abc123" })).toMatchObject({
      ok: false,
      error: { code: "cancelled" },
    });
    expect(failures).toEqual([]);
  });

  test("a wrong answer is loud while developing", async () => {
    const wrong = { "runs:start": () => ({ runId: "NOT AN ID" }) };
    register(wrong);
    expect(await ask("runs:start", { prompt: "a cow" })).toMatchObject({
      ok: false,
      error: { code: "bad-input" },
    });
    register(wrong, false);
    expect(await ask("runs:start", { prompt: "a cow" })).toMatchObject({ ok: true });
  });

  test("a stranger is told nothing", async () => {
    let called = false;
    register({
      "library:rebuild": () => {
        called = true;
        return { runs: 1 };
      },
    });
    const reply = await ask("library:rebuild", undefined, { url: "https://example.org/", parent: null });
    expect(reply).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(called).toBe(false);
  });
});

describe("isTrustedSender", () => {
  test("trusts the studio's own top page", () => {
    expect(isTrustedSender(eventFrom(ownPage))).toBe(true);
  });

  test.each([
    ["a frame inside it", { ...ownPage, parent: ownPage }],
    ["an image opened as a page", { url: "studio://run/abc123/x.svg", parent: null }],
    ["another site", { url: "https://app/index.html", parent: null }],
    ["a blank page", { url: "about:blank", parent: null }],
    ["a page without an address", { url: "", parent: null }],
    ["a frame that is gone", null],
  ])("does not trust %s", (_name, frame) => {
    expect(isTrustedSender(eventFrom(frame))).toBe(false);
  });

  test("does not trust a frame that throws when looked at", () => {
    const event = {
      get senderFrame(): never {
        throw new Error("Render frame was disposed");
      },
    };
    expect(isTrustedSender(event as unknown as IpcMainInvokeEvent)).toBe(false);
  });
});
