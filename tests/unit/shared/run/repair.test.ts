import { describe, expect, it } from "vitest";
import type { DurableBody, Edit } from "../../../../shared/run/events";
import { reduce } from "../../../../shared/run/reduce";
import { DRAWN_ANEW, keptOf } from "../../../../shared/run/repair";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { emptyRunState, type RunState } from "../../../../shared/run/state";
import type { VerdictState } from "../../../../shared/run/verdicts";
import { criterion } from "../../electron/agent/support";

const ids = ["cats", "dogs", "birds", "cows"];
const parameters = { seed: 1, size: 64, temperature: 1 };
const edit: Edit = {
  base: 1,
  instruction: "mend the dogs",
  mend: ["dogs", "cows"],
  keep: ["cats"],
  boxes: null,
};

function journaled(...bodies: readonly DurableBody[]): RunState {
  return bodies.reduce<RunState>((state, body) => {
    return reduce(state, { v: 1, seq: state.lastSeq + 1, at: 0, ...body });
  }, emptyRunState);
}

function attempt(
  iteration: number,
  verdicts: Record<string, VerdictState>,
  extra: { edit?: Edit; notes?: string[] } = {},
): DurableBody[] {
  const hash = `${iteration}`.padEnd(64, "0");
  return [
    {
      type: "iteration-started",
      iteration,
      prompt: "p",
      thought: "",
      strategy: "s",
      parameters,
      ...(extra.edit === undefined ? {} : { edit: extra.edit }),
    },
    {
      type: "image-generated",
      iteration,
      image: { hash, file: `${hash}.png`, bytes: 1 },
      width: 1,
      height: 1,
      ms: 1,
      backend: "b",
      notes: extra.notes ?? [],
    },
    ...Object.entries(verdicts).map(
      ([criterionId, state]): DurableBody => ({
        type: "criterion-judged",
        iteration,
        verdict: { criterionId, state, confidence: 1, answer: "", evidence: [], by: "v" },
      }),
    ),
  ];
}

const begun: DurableBody[] = [
  {
    type: "run-created",
    run: { id: "abc123", title: "t", prompt: "p", settings: defaultRunSettings },
  },
  { type: "criteria-proposed", criteria: ids.map((id) => criterion(id)) },
];
const first = attempt(1, { cats: "pass", dogs: "fail", birds: "pass", cows: "unclear" });

describe("what an edit kept", () => {
  it("is told from both images' verdicts", () => {
    const second = attempt(2, { cats: "pass", dogs: "pass", birds: "fail", cows: "fail" }, { edit });
    expect(keptOf(journaled(...begun, ...first, ...second), 2)).toEqual({
      base: 1,
      edited: true,
      kept: ["cats"],
      lost: ["birds"],
      mended: ["dogs"],
      unmended: ["cows"],
    });
  });

  it("counts the designer's word, and leaves out what was not judged or is switched off", () => {
    const second = attempt(2, { cats: "error", dogs: "fail", birds: "fail", cows: "pass" }, { edit });
    const state = journaled(
      ...begun,
      ...first,
      ...second,
      { type: "verdict-overridden", iteration: 1, criterionId: "cats", state: "fail" },
      { type: "verdict-overridden", iteration: 2, criterionId: "dogs", state: "pass" },
      {
        type: "criteria-edited",
        criteria: ids.map((id) => ({ ...criterion(id), enabled: id !== "birds" })),
      },
    );
    expect(keptOf(state, 2)).toMatchObject({ kept: [], lost: [], mended: ["dogs", "cows"], unmended: [] });
  });

  it("knows an image that could only be drawn anew", () => {
    const notes = [`${DRAWN_ANEW}: there is nothing to change.`];
    const second = attempt(2, { dogs: "pass" }, { edit, notes });
    expect(keptOf(journaled(...begun, ...first, ...second), 2)?.edited).toBe(false);
  });

  it("is nothing for an image that was drawn, or is not there yet", () => {
    const [started] = attempt(2, {}, { edit });
    expect(keptOf(journaled(...begun, ...first), 1)).toBeNull();
    expect(keptOf(journaled(...begun, ...first, started!), 2)).toBeNull();
    expect(keptOf(journaled(...begun, ...attempt(2, {}, { edit })), 2)).toBeNull();
  });
});
