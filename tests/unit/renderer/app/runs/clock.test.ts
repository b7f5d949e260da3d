import { describe, expect, it } from "vitest";
import { elapsed, formatElapsed, restingClock, tick } from "../../../../../renderer/app/runs/clock";
import type { DurableBody } from "../../../../../shared/run/events";
import { headerOf, stamped } from "../../support/journal";

const created: DurableBody = { type: "run-created", run: headerOf({ id: "bicycl3s", startedAt: 0 }) };
const thought: DurableBody = { type: "prompt-enhanced", prompt: "p", thought: "" };
const stopped: DurableBody = { type: "run-stopped", mode: "now" };
const resumed: DurableBody = { type: "run-resumed" };
const pinned: DurableBody = { type: "best-pinned", iteration: null };

function clockAfter(...steps: [at: number, body: DurableBody][]) {
  return steps
    .map(([at, body], index) => ({ ...stamped([body], at, index, 0)[0]!, at }))
    .reduce(tick, restingClock);
}

describe("the clock of a run", () => {
  it("grows with now only while a stretch is open", () => {
    const working = clockAfter([1000, created], [1500, thought]);
    expect(elapsed(working)).toBe(500);
    expect(elapsed(working, 4000)).toBe(3000);
    const rested = clockAfter([1000, created], [2500, stopped]);
    expect(elapsed(rested, 99_000)).toBe(1500);
  });

  it("leaves out pauses", () => {
    const clock = clockAfter([0, created], [1000, stopped], [60_000, resumed], [60_400, stopped]);
    expect(elapsed(clock)).toBe(1400);
  });

  it("counts a run that was cut off up to its last sign of work", () => {
    const clock = clockAfter([0, created], [800, thought], [900_000, resumed], [900_200, thought]);
    expect(elapsed(clock)).toBe(1000);
  });

  it("does not take the designer's own doings for work", () => {
    const clock = clockAfter([0, created], [800, thought], [500_000, pinned]);
    expect(elapsed(clock)).toBe(800);
  });
});

describe("times as text", () => {
  it("shows tenths while they matter", () => {
    expect(formatElapsed(0)).toBe("0:00.0");
    expect(formatElapsed(3140)).toBe("0:03.1");
    expect(formatElapsed(61_990)).toBe("1:01.9");
    expect(formatElapsed(760_000)).toBe("12:40");
    expect(formatElapsed(3_760_000)).toBe("1:02:40");
  });
});
