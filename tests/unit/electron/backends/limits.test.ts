import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { HttpRequest } from "../../../../electron/backends/http";
import { askedPauseMs, pauseBefore } from "../../../../electron/backends/http-retry";
import { exhaustedMs, resetMs } from "../../../../electron/backends/rate-limits";
import { Turns } from "../../../../electron/backends/turns";
import { isCancelled } from "../../../../shared/errors";
import { type Loopback, sendJson, startLoopback } from "../../../fixtures/servers/loopback";
import { failureOf, impatientHttp, keepServers, signal } from "./tools";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const keep = keepServers();
const turn = { kind: "images", atOnce: 2 } as const;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("turns", () => {
  test("come in order, so many at a time, and an ended one lets the next in", async () => {
    const turns = new Turns();
    const order: number[] = [];
    const leaves: (() => void)[] = [];
    for (const number of [0, 1, 2, 3]) {
      void turns.enter("http://a", turn, signal).then((leave) => {
        order.push(number);
        leaves.push(leave);
      });
    }
    await settled();
    expect(order).toEqual([0, 1]);
    leaves[0]?.();
    leaves[0]?.();
    await settled();
    expect(order).toEqual([0, 1, 2]);
    leaves[1]?.();
    await settled();
    expect(order).toEqual([0, 1, 2, 3]);
  });

  test("of other servers, and of other work, are others' turns", async () => {
    const turns = new Turns();
    const one = { kind: "images", atOnce: 1 } as const;
    await turns.enter("http://a", one, signal);
    await turns.enter("http://b", one, signal);
    await turns.enter("http://a", { kind: "chat", atOnce: 1 }, signal);
  });

  test("are given up at once by who is stopped, and the line moves on", async () => {
    const turns = new Turns();
    const one = { kind: "images", atOnce: 1 } as const;
    const leave = await turns.enter("http://a", one, signal);
    const stop = new AbortController();
    const stopped = failureOf(turns.enter("http://a", one, stop.signal));
    const next = turns.enter("http://a", one, signal);
    stop.abort();
    expect(isCancelled(await stopped)).toBe(true);
    leave();
    expect(typeof (await next)).toBe("function");
    expect(isCancelled(await failureOf(turns.enter("http://a", one, stop.signal)))).toBe(true);
  });

  test("never run over the limit, whoever leaves and whoever is stopped", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(2), { maxLength: 30 }),
        async (atOnce, acts) => {
          const turns = new Turns();
          const inside = new Set<() => void>();
          const waiting: AbortController[] = [];
          for (const act of acts) {
            if (act === 0) {
              const stop = new AbortController();
              waiting.push(stop);
              turns.enter("http://a", { kind: "chat", atOnce }, stop.signal).then(
                (leave) => inside.add(leave),
                () => undefined,
              );
            }
            const [first] = inside;
            if (act === 1 && first !== undefined) {
              inside.delete(first);
              first();
            }
            if (act === 2) waiting.pop()?.abort();
            await settled();
            expect(inside.size).toBeLessThanOrEqual(atOnce);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("what servers tell of their limits", () => {
  test.each([
    ["1s", 1_000],
    ["6m0s", 360_000],
    ["1h2m3.5s", 3_723_500],
    ["250ms", 250],
    ["12", 12_000],
    ["0.25", 250],
    [String(NOW / 1_000 + 5), 5_000],
    [String(NOW + 7), 7],
    ["2026-01-01T00:00:30Z", 30_000],
    ["2025-12-31T00:00:00Z", 0],
    ["soon", null],
    ["", null],
  ])("a reset of %s is in %s ms", (text, ms) => {
    expect(resetMs(text, NOW)).toBe(ms);
  });

  test.each([
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2s" }, 2_000],
    [{ "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s" }, 360_000],
    [{ "x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "2s" }, 0],
    [
      {
        "anthropic-ratelimit-input-tokens-remaining": "0",
        "anthropic-ratelimit-input-tokens-reset": "2026-01-01T00:00:09Z",
      },
      9_000,
    ],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW + 4_000) }, 4_000],
    [{ "x-ratelimit-remaining-requests": "0" }, 0],
    [{}, 0],
  ])("%j means %s ms", (headers, ms) => {
    expect(exhaustedMs(new Headers(headers as Record<string, string>), NOW)).toBe(ms);
  });

  test("whatever the headers hold, the wait is a sane number", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = resetMs(text, NOW);
        expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });

  test("milliseconds are more exact than seconds", () => {
    const asked = (headers: Record<string, string>) => askedPauseMs(new Headers(headers), NOW);
    expect(asked({ "retry-after-ms": "1250", "retry-after": "2" })).toBe(1_250);
    expect(asked({ "retry-after": "1.5" })).toBe(1_500);
    expect(asked({})).toBeNull();
  });
});

test("pauses are anything up to a bound that doubles, and no shorter than asked for", () => {
  expect([0, 1, 2, 3, 9].map((attempt) => pauseBefore(attempt, null, () => 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000,
  ]);
  expect(pauseBefore(3, null, () => 0)).toBe(0);
  expect(pauseBefore(0, 3_000, () => 0)).toBe(3_000);
  expect(pauseBefore(0, 61_000, () => 0)).toBeNull();
});

describe("requests", () => {
  let server: Loopback;
  let headers: Record<string, string>;
  let held: (() => void)[];

  beforeEach(async () => {
    headers = {};
    held = [];
    server = keep(
      await startLoopback(async (request, response) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (request.path === "/held") await new Promise<void>((resolve) => held.push(resolve));
        sendJson(response, 200, {});
      }),
    );
  });

  const request = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
    method: "POST",
    url: `${server.origin}${path}`,
    service: "language model",
    signal,
    json: { a: "ü" },
    timeoutMs: 1_000,
    maxBytes: 1_000,
    turn: { kind: "chat", atOnce: 1 },
    ...more,
  });

  test("wait before the next when nothing is left, whoever sends it", async () => {
    const turns = new Turns();
    const [one, other] = [impatientHttp(NOW, turns), impatientHttp(NOW, turns)];
    headers = { "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "3s" };
    await one.http.send(request("/"));
    headers = {};
    await other.http.send(request("/"));
    expect([one.pauses, other.pauses]).toEqual([[], [3_000]]);
  });

  test("a pause that one was asked for holds for the others", async () => {
    const turns = new Turns();
    const [one, other] = [impatientHttp(NOW, turns), impatientHttp(NOW, turns)];
    server.failNext({ kind: "status", status: 429, headers: { "retry-after-ms": "700" } });
    await one.http.send(request("/"));
    await other.http.send(request("/"));
    expect([one.pauses, other.pauses]).toEqual([[700], [700]]);
  });

  test("wait for their turn, and can be stopped while they do", async () => {
    const { http } = impatientHttp(NOW);
    const first = http.send(request("/held"));
    while (held.length === 0) await settled();
    const stop = new AbortController();
    const second = failureOf(http.send(request("/second", { signal: stop.signal })));
    const third = http.send(request("/third"));
    await settled();
    stop.abort();
    expect(isCancelled(await second)).toBe(true);
    held[0]?.();
    await Promise.all([first, third]);
    expect(server.received.map(({ path }) => path)).toEqual(["/held", "/third"]);
  });

  test("count the bytes they send, those of repetitions too", async () => {
    const { http } = impatientHttp(NOW);
    server.failNext({ kind: "status", status: 503 });
    const { sentBytes } = await http.send(request("/"));
    expect(sentBytes).toBe(2 * Buffer.byteLength('{"a":"ü"}'));
  });

  test("are not repeated beyond their time, pauses counted", async () => {
    const { http, pauses } = impatientHttp(NOW);
    const fault = { kind: "status", status: 503 } as const;
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(http.send(request("/", { budgetMs: 1_600 })));
    expect(error.code).toBe("server-error");
    expect(pauses).toEqual([500, 1_000]);
    expect(server.received).toHaveLength(3);
  });
});
