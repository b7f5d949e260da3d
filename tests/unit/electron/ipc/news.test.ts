import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNews, type NewsTarget } from "../../../../electron/ipc/news";
import type { RunEvent } from "../../../../shared/run/events";

function event(seq: number): RunEvent {
  return { v: 1, seq, at: seq, type: "run-resumed" };
}

let sent: [string, unknown][];
let gone: boolean;
const target: NewsTarget = {
  send: (channel: string, payload: unknown) => {
    sent.push([channel, payload]);
  },
  isDestroyed: () => gone,
};

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  gone = false;
});

afterEach(() => {
  vi.useRealTimers();
});

test("a burst of run events is one message a run, in order", () => {
  const news = createNews(() => [target]);
  for (let seq = 0; seq < 100; seq++) news.send("run-events", { runId: "run001", events: [event(seq)] });
  news.send("run-events", { runId: "run002", events: [event(0)] });
  expect(sent).toEqual([]);
  vi.runAllTimers();
  expect(sent.map(([channel]) => channel)).toEqual(["run-events", "run-events"]);
  expect(sent[0]![1]).toEqual({
    runId: "run001",
    events: Array.from({ length: 100 }, (_, seq) => event(seq)),
  });
  expect(sent[1]![1]).toEqual({ runId: "run002", events: [event(0)] });
});

test("the next frame starts a new batch", () => {
  const news = createNews(() => [target]);
  news.send("run-events", { runId: "run001", events: [event(0)] });
  vi.runAllTimers();
  news.send("run-events", { runId: "run001", events: [event(1)] });
  vi.runAllTimers();
  expect(sent.map(([, payload]) => payload)).toEqual([
    { runId: "run001", events: [event(0)] },
    { runId: "run001", events: [event(1)] },
  ]);
});

test("other news leaves at once", () => {
  createNews(() => [target]).send("library-changed", {});
  expect(sent).toEqual([["library-changed", {}]]);
});

test("the end of a run does not overtake its events", () => {
  const news = createNews(() => [target]);
  news.send("run-events", { runId: "run001", events: [event(0)] });
  news.send("run-live", { runId: "run001", live: false });
  expect(sent.map(([channel]) => channel)).toEqual(["run-events", "run-live"]);
  vi.runAllTimers();
  expect(sent).toHaveLength(2);
});

test("a page that is gone is left alone", () => {
  const news = createNews(() => [target]);
  news.send("run-events", { runId: "run001", events: [event(0)] });
  gone = true;
  vi.runAllTimers();
  news.send("library-changed", {});
  expect(sent).toEqual([]);
});

test("the caller's list is not the batch", () => {
  const news = createNews(() => [target]);
  const events = [event(0)];
  news.send("run-events", { runId: "run001", events });
  news.send("run-events", { runId: "run001", events: [event(1)] });
  news.flush();
  expect(events).toHaveLength(1);
});
