import { describe, expect, it } from "vitest";
import { newEntry, withSnapshot } from "../../../../../renderer/app/runs/entry";
import { type Compared, comparedOf } from "../../../../../renderer/features/compare/compared";
import {
  filtered,
  type MatrixCell,
  matrixOf,
  plainQuestion,
  treesOf,
  withChanges,
} from "../../../../../renderer/features/compare/matrix";
import type { JournalEvent } from "../../../../../shared/run/events";
import { journal } from "../../support/journal";

function entryOf(id: string, events: readonly JournalEvent[]) {
  return withSnapshot(newEntry(id), { events: [...events], live: false, folder: "/runs/x", damaged: 0 });
}

const events = journal({ id: "bicycl3s", startedAt: 1000, finish: true });

function laidOut(id: string, changed: readonly JournalEvent[] = events): readonly Compared[] {
  const entry = entryOf(id, changed);
  return entry.state.iterations.map((it) => comparedOf({ runId: id, iteration: it.n }, entry));
}

/** The same run under another id, with its questions asked in other words or under other ids. */
function other(id: string, change: (question: string, id: string) => { id: string; question: string }) {
  return events.map((event): JournalEvent => {
    if (event.type === "run-created") return { ...event, run: { ...event.run, id } };
    if (event.type === "criteria-proposed" || event.type === "criteria-edited") {
      return {
        ...event,
        criteria: event.criteria.map((one) => ({ ...one, ...change(one.question, one.id) })),
      };
    }
    if (event.type === "criterion-judged") {
      return {
        ...event,
        verdict: { ...event.verdict, criterionId: change("", event.verdict.criterionId).id },
      };
    }
    return event;
  });
}

const cell = (state: MatrixCell["state"]): MatrixCell => ({
  criterion: null,
  state,
  yours: false,
  change: null,
});

describe("gained and lost", () => {
  it("names every turn, and tells gaining from regaining", () => {
    const states = ["pass", "fail", "pass", "pass", "fail"] as const;
    expect(withChanges(states.map(cell)).map(({ change }) => change)).toEqual([
      null,
      "lost",
      "regained",
      null,
      "lost",
    ]);
    expect(withChanges((["fail", "pass"] as const).map(cell)).map(({ change }) => change)).toEqual([
      null,
      "gained",
    ]);
  });

  it("passes over what is unclear, failed to be judged or not asked", () => {
    const states = ["pass", "unclear", "error", "none", "waiting", "fail"] as const;
    expect(withChanges(states.map(cell)).map(({ change }) => change)).toEqual([
      null,
      null,
      null,
      null,
      null,
      "lost",
    ]);
  });
});

describe("the matrix", () => {
  it("has one row a question, with the run's marks", () => {
    const all = laidOut("bicycl3s");
    const rows = matrixOf(all);
    expect(rows.map((row) => row.question)).toContain("Are there exactly three cows?");
    expect(rows).toHaveLength(7);
    expect(rows.every((row) => row.cells.length === all.length)).toBe(true);
    const cows = rows.find((row) => row.question === "Are there exactly three cows?");
    expect(cows?.cells.map(({ state }) => state)).toEqual(["pass", "fail", "pass", "pass"]);
    expect(cows?.story).toEqual([
      { change: "lost", column: 1 },
      { change: "regained", column: 2 },
    ]);
  });

  it("joins the questions of strangers by their words, not by their ids", () => {
    const stranger = other("strang3r", (question, id) => ({
      id: `other-${id}`,
      question: question.toUpperCase().replace("?", " ?"),
    }));
    const rows = matrixOf([...laidOut("bicycl3s"), ...laidOut("strang3r", stranger)]);
    expect(rows).toHaveLength(7);
    expect(rows[0]?.cells).toHaveLength(8);
  });

  it("keeps equal ids of strangers apart when they ask something else", () => {
    const stranger = other("strang3r", (question, id) => ({ id, question: `Elsewhere: ${question}` }));
    const rows = matrixOf([...laidOut("bicycl3s"), ...laidOut("strang3r", stranger)]);
    expect(rows).toHaveLength(14);
    expect(rows[0]?.cells.slice(4).every(({ state }) => state === "none")).toBe(true);
  });

  it("joins a branch's questions by id, even where the designer put them in other words", () => {
    const branch = other("branch3d", (question, id) => ({ id, question: `Truly, ${question}` })).map(
      (event): JournalEvent =>
        event.type === "run-created"
          ? { ...event, run: { ...event.run, branchOf: { runId: "bicycl3s", iteration: 2 } } }
          : event,
    );
    const rows = matrixOf([...laidOut("bicycl3s"), ...laidOut("branch3d", branch)]);
    expect(rows).toHaveLength(7);
    expect(rows[0]?.question).toMatch(/^Truly/);
  });

  it("filters by difference and by failure", () => {
    const rows = matrixOf(laidOut("bicycl3s"));
    const differing = filtered(rows, "differing");
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.length).toBeLessThan(rows.length);
    expect(differing.every((row) => new Set(row.cells.map(({ state }) => state)).size > 1)).toBe(true);
    const failing = filtered(rows, "failing");
    expect(failing.every((row) => row.cells.some(({ state }) => state === "fail"))).toBe(true);
    expect(filtered(rows, "all")).toBe(rows);
  });

  it("knows runs that branched from one another, over one in between", () => {
    const header = (id: string, from?: string) => {
      const { state } = entryOf(
        id,
        other(id, (question, old) => ({ id: old, question })),
      );
      if (state.header === null) throw new Error("no header");
      return {
        ...state,
        header:
          from === undefined ? state.header : { ...state.header, branchOf: { runId: from, iteration: 1 } },
      };
    };
    const trees = treesOf([
      header("child0"),
      header("child1", "child0"),
      header("child2", "child1"),
      header("alone0"),
    ]);
    expect(trees.get("child2")).toBe(trees.get("child0"));
    expect(trees.get("alone0")).not.toBe(trees.get("child0"));
  });

  it("compares questions without capitals, spaces and closing marks", () => {
    expect(plainQuestion("  Are the  cows White ?")).toBe(plainQuestion("are the cows white"));
  });
});

describe("an iteration laid out", () => {
  it("is gone when its run cannot be read or it has no image", () => {
    const entry = entryOf("bicycl3s", events);
    expect(comparedOf({ runId: "bicycl3s", iteration: 99 }, entry).standing).toBe("gone");
    expect(comparedOf({ runId: "bicycl3s", iteration: 1 }, { ...entry, phase: "missing" }).standing).toBe(
      "gone",
    );
    expect(comparedOf({ runId: "bicycl3s", iteration: 1 }, undefined).standing).toBe("loading");
    expect(comparedOf({ runId: "bicycl3s", iteration: 1 }, entry)).toMatchObject({
      standing: "ready",
      url: expect.stringContaining("studio://run/bicycl3s/"),
    });
  });
});
