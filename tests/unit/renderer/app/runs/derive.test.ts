import { describe, expect, it } from "vitest";
import {
  outcomeOf,
  phaseOf,
  scoreText,
  stageDetail,
  stageOf,
  standingOf,
  stepMarks,
} from "../../../../../renderer/app/runs/derive";
import { newEntry, withSnapshot } from "../../../../../renderer/app/runs/entry";
import type { DurableBody, JournalEvent } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import { bestOf } from "../../../../../shared/run/state";
import { attempt, criteria, journal, opening, stamped } from "../../support/journal";

const id = "bicycl3s";
const whole = journal({ id, startedAt: 0 });
const upTo = (type: JournalEvent["type"], nth = 1) => {
  const places = whole.flatMap((event, index) => (event.type === type ? [index] : []));
  return whole.slice(0, (places[nth - 1] ?? 0) + 1);
};
const entryOf = (events: JournalEvent[], live: boolean) =>
  withSnapshot(newEntry(id), { events, live, folder: "", damaged: 0 });
const withBodies = (...bodies: DurableBody[]) => stamped([...opening({ id, startedAt: 0 }), ...bodies], 0);

describe("phaseOf", () => {
  it("tells a run that was cut off from one at work", () => {
    const events = upTo("iteration-judged");
    expect(phaseOf(newEntry(id))).toBe("loading");
    expect(phaseOf(entryOf(events, true))).toBe("running");
    expect(phaseOf(entryOf(events, false))).toBe("interrupted");
    expect(phaseOf(entryOf(whole, false))).toBe("finished");
    expect(phaseOf(entryOf(withBodies({ type: "run-stopped", mode: "now" }), false))).toBe("stopped");
  });
});

describe("stageOf", () => {
  it("reads the stage from what the run has, when no news of it came", () => {
    expect(stageOf(reduceAll(upTo("run-created")))).toBe("plan");
    expect(stageOf(reduceAll(upTo("prompt-enhanced")))).toBe("decompose");
    expect(stageOf(reduceAll(upTo("iteration-started")))).toBe("draw");
    expect(stageOf(reduceAll(upTo("image-generated")))).toBe("verify");
    expect(stageOf(reduceAll(upTo("iteration-judged")))).toBe("distil");
    expect(stageOf(reduceAll(upTo("experience-distilled")))).toBe("refine");
  });

  it("counts verdicts while verifying", () => {
    expect(stageDetail(reduceAll(upTo("criterion-judged", 3)))).toBe("3/7");
    const marks = stepMarks(reduceAll(upTo("image-generated")));
    expect(marks.map(({ mark }) => mark)).toEqual(["done", "done", "done", "live", "todo", "todo"]);
  });
});

describe("standing", () => {
  it("marks the best, equals as ties, and puts a pin over both", () => {
    const state = reduceAll(upTo("iteration-judged", 3));
    expect([1, 2, 3].map((n) => standingOf(state, n))).toEqual([null, "best", "tie"]);
    const pinned = reduceAll(
      [{ v: 1, seq: state.lastSeq + 1, at: 0, type: "best-pinned", iteration: 1 }],
      state,
    );
    expect([1, 2, 3].map((n) => standingOf(pinned, n))).toEqual(["pinned", "tie", "tie"]);
    expect(bestOf(pinned)).toBe(1);
  });

  it("gives no badge to an iteration whose verdicts are still coming", () => {
    const first = [...attempt(1, criteria), ...attempt(2, criteria).slice(0, 4)];
    const state = reduceAll(withBodies(...first));
    expect(state.iterations[1]?.score?.ratio).toBe(1);
    expect(standingOf(state, 2)).toBeNull();
    expect(standingOf(state, 1)).toBe("best");
    expect(scoreText(state.iterations[1]!)).toBe("1/7…");
  });
});

describe("outcomeOf", () => {
  it("says how it ended", () => {
    expect(outcomeOf(reduceAll(whole))).toBe("Every criterion passed. Best is iteration 4.");
    const spent = withBodies(...attempt(1, criteria), { type: "run-finished", reason: "budget", best: 1 });
    expect(outcomeOf(reduceAll(spent))).toBe("All 5 rounds are drawn. Best is iteration 1.");
  });
});
