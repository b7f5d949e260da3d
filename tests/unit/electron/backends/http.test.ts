import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HttpRequest } from "../../../../electron/backends/http";
import { pauseBefore, retryAfterMs } from "../../../../electron/backends/http-retry";
import { isCancelled } from "../../../../shared/errors";
import type { Fault } from "../../../fixtures/servers/faults";
import { deadOrigin, type Loopback, sendJson, startLoopback } from "../../../fixtures/servers/loopback";
import { everyWordOf, failureOf, impatientHttp, signal } from "./tools";

let server: Loopback;

beforeEach(async () => {
  server = await startLoopback((_, response) => sendJson(response, 200, { fine: true }));
});
afterEach(() => server.close());

function request(more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: "POST",
    url: `${server.origin}/v1/thing`,
    service: "image server",
    signal,
    json: { a: 1 },
    timeoutMs: 10_000,
    maxBytes: 1_048_576,
    ...more,
  };
}

test("a good answer comes back whole, and the request was JSON with the key as bearer token", async () => {
  const { http, pauses } = impatientHttp();
  const answer = await http.send(request({ key: " sk-secret-1 " }));
  expect(answer.contentType).toBe("application/json");
  expect(JSON.parse(new TextDecoder().decode(answer.bytes))).toEqual({ fine: true });
  expect(server.received[0]?.headers.authorization).toBe("Bearer sk-secret-1");
  expect(server.received[0]?.headers["content-type"]).toBe("application/json");
  expect(server.received[0]?.body).toBe('{"a":1}');
  expect(pauses).toEqual([]);
});

interface Row {
  readonly name: string;
  readonly fault: Fault;
  readonly code: string;
  /** Requests the server sees when every one meets the fault. */
  readonly requests: number;
  readonly retryable: boolean;
  readonly remedy: RegExp;
}

const rows: readonly Row[] = [
  {
    name: "401",
    fault: { kind: "status", status: 401 },
    code: "unauthorised",
    requests: 1,
    retryable: false,
    remedy: /key/i,
  },
  {
    name: "403",
    fault: { kind: "status", status: 403 },
    code: "unauthorised",
    requests: 1,
    retryable: false,
    remedy: /key/i,
  },
  {
    name: "400",
    fault: { kind: "status", status: 400 },
    code: "bad-input",
    requests: 1,
    retryable: false,
    remedy: /model/i,
  },
  {
    name: "404",
    fault: { kind: "status", status: 404 },
    code: "not-found",
    requests: 1,
    retryable: false,
    remedy: /address/i,
  },
  {
    name: "413",
    fault: { kind: "status", status: 413 },
    code: "bad-input",
    requests: 1,
    retryable: false,
    remedy: /shorten/i,
  },
  {
    name: "429",
    fault: { kind: "status", status: 429 },
    code: "rate-limited",
    requests: 4,
    retryable: true,
    remedy: /wait/i,
  },
  {
    name: "500",
    fault: { kind: "status", status: 500 },
    code: "server-error",
    requests: 4,
    retryable: true,
    remedy: /log/i,
  },
  {
    name: "501",
    fault: { kind: "status", status: 501 },
    code: "server-error",
    requests: 1,
    retryable: true,
    remedy: /log/i,
  },
  {
    name: "503",
    fault: { kind: "status", status: 503 },
    code: "server-error",
    requests: 4,
    retryable: true,
    remedy: /log/i,
  },
  {
    name: "a closed connection",
    fault: { kind: "reset" },
    code: "unreachable",
    requests: 4,
    retryable: true,
    remedy: /running at/i,
  },
  {
    name: "half a body",
    fault: { kind: "half-body" },
    code: "unreachable",
    requests: 4,
    retryable: true,
    remedy: /running at/i,
  },
  {
    name: "a redirect",
    fault: { kind: "redirect", to: "/elsewhere" },
    code: "bad-answer",
    requests: 1,
    retryable: false,
    remedy: /final address/i,
  },
  {
    name: "an endless answer",
    fault: { kind: "endless" },
    code: "bad-answer",
    requests: 1,
    retryable: false,
    remedy: /address/i,
  },
];

describe("faults", () => {
  test.each(rows)("$name ends as $code after $requests requests", async (row) => {
    const { http, pauses } = impatientHttp();
    server.failNext(row.fault, row.fault, row.fault, row.fault, row.fault);
    const error = await failureOf(http.send(request()));
    expect(error.code).toBe(row.code);
    expect(error.retryable).toBe(row.retryable);
    expect(error.remedy).toMatch(row.remedy);
    expect(error.message).toContain("image server");
    expect(server.received).toHaveLength(row.requests);
    expect(pauses).toHaveLength(row.requests - 1);
  });

  const passing = rows.filter(({ requests }) => requests > 1);
  test.each(passing)("$name is survived when it passes", async ({ fault }) => {
    const { http, pauses } = impatientHttp();
    server.failNext(fault, fault);
    expect((await http.send(request())).contentType).toBe("application/json");
    expect(pauses).toEqual([500, 1_000]);
  });

  test.each(["hang", "hang-midway"] as const)(
    "a server that says nothing (%s) times out, once",
    async (kind) => {
      const { http, expire } = impatientHttp();
      server.failNext({ kind }, { kind });
      const arrived = server.nextRequest();
      const work = failureOf(http.send(request({ timeoutMs: 90_000 })));
      await arrived;
      expire();
      const error = await work;
      expect(error.code).toBe("timeout");
      expect(error.message).toContain(`${server.origin} did not answer within 90 s`);
      expect(server.received).toHaveLength(1);
    },
  );

  test("a port nobody listens on is unreachable, and the remedy names it", async () => {
    const { http, pauses } = impatientHttp();
    const origin = await deadOrigin();
    const error = await failureOf(http.send(request({ url: `${origin}/v1` })));
    expect(error.code).toBe("unreachable");
    expect(error.message).toContain("connection refused");
    expect(error.remedy).toContain(`Is the server running at ${origin}?`);
    expect(pauses).toEqual([500, 1_000, 2_000]);
  });

  test("no retries when none are wanted", async () => {
    const { http } = impatientHttp();
    server.failNext({ kind: "status", status: 500 });
    await failureOf(http.send(request({ retries: 0 })));
    expect(server.received).toHaveLength(1);
  });
});

describe("Retry-After", () => {
  test("seconds and dates are honoured where they are longer than our own pause", async () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    const { http, pauses } = impatientHttp(now);
    server.failNext(
      { kind: "status", status: 429, retryAfter: "7" },
      { kind: "status", status: 503, retryAfter: "Thu, 01 Jan 2026 00:00:20 GMT" },
      { kind: "status", status: 429, retryAfter: "0" },
    );
    await http.send(request());
    expect(pauses).toEqual([7_000, 20_000, 2_000]);
  });

  test("a server that wants more than a minute is not waited for", async () => {
    const { http, pauses } = impatientHttp();
    server.failNext({ kind: "status", status: 429, retryAfter: "3600" });
    const error = await failureOf(http.send(request()));
    expect(error.code).toBe("rate-limited");
    expect(error.remedy).toContain("3600 seconds");
    expect(pauses).toEqual([]);
  });

  test("whatever the header holds, the pause is a sane number", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(10),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (header, attempt, random) => {
          const wish = retryAfterMs(header, 0);
          const pause = pauseBefore(attempt, wish, () => random);
          if (pause !== null) {
            expect(pause).toBeGreaterThanOrEqual(0);
            expect(pause).toBeLessThanOrEqual(60_000);
          }
        },
      ),
    );
  });
});

describe("cancelling", () => {
  test("while the server thinks", async () => {
    const { http } = impatientHttp();
    const stop = new AbortController();
    server.failNext({ kind: "hang" });
    const arrived = server.nextRequest();
    const work = failureOf(http.send(request({ signal: stop.signal })));
    await arrived;
    stop.abort();
    expect(isCancelled(await work)).toBe(true);
    expect(server.received).toHaveLength(1);
  });

  test("before anything was sent", async () => {
    const { http } = impatientHttp();
    expect(isCancelled(await failureOf(http.send(request({ signal: AbortSignal.abort() }))))).toBe(true);
    expect(server.received).toHaveLength(0);
  });
});

describe("addresses", () => {
  test.each(["ftp://host/v1", "file:///etc/passwd", "not an address", ""])("%j is refused", async (url) => {
    const { http } = impatientHttp();
    expect((await failureOf(http.send(request({ url })))).code).toBe("settings");
  });

  test("credentials in the address are refused without repeating them", async () => {
    const { http } = impatientHttp();
    const url = server.origin.replace("http://", "http://user:hunter2@");
    const error = await failureOf(http.send(request({ url })));
    expect(error.code).toBe("settings");
    expect(everyWordOf(error)).not.toContain("hunter2");
  });
});

describe("keys never show", () => {
  const key = "sk-very-secret-0123456789";
  const leaks: readonly Fault[] = [
    { kind: "status", status: 401, message: `Incorrect API key provided: ${key}` },
    { kind: "status", status: 500, message: `header was Bearer ${key}` },
    { kind: "status", status: 429, message: key },
    { kind: "status", status: 400, message: `{"authorization": "${key}"}` },
    { kind: "reset" },
    { kind: "half-body" },
    { kind: "redirect", to: "/x" },
  ];

  test.each(leaks)("%j", async (fault) => {
    const { http } = impatientHttp();
    server.failNext(fault, fault, fault, fault);
    const error = await failureOf(http.send(request({ key })));
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(everyWordOf(error)).not.toContain(key);
  });

  test("also a key that does not look like one", async () => {
    const plain = "correct.horse+battery/staple";
    const { http } = impatientHttp();
    server.failNext({ kind: "status", status: 401, message: `Unknown token ${plain}!` });
    const error = await failureOf(http.send(request({ key: plain })));
    expect(error.message).toContain("Unknown token [key]!");
    expect(everyWordOf(error)).not.toContain(plain);
  });

  test("not even a key that cannot be a header", async () => {
    const { http } = impatientHttp();
    const error = await failureOf(http.send(request({ key: `${key}\nX-Evil: 1` })));
    expect(error.code).toBe("unauthorised");
    expect(everyWordOf(error)).not.toContain(key);
    expect(server.received).toHaveLength(0);
  });

  test("nor in the request's address or body", async () => {
    const { http } = impatientHttp();
    await http.send(request({ key }));
    expect(JSON.stringify({ ...server.received[0], headers: {} })).not.toContain(key);
  });
});
