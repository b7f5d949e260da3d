import { expect, it } from "vitest";
import { reduceAll } from "../../../../shared/run/reduce";
import { attempt, criteria, opening, stamped } from "../../renderer/support/journal";

it("what the designer said of an attempt outlives its being begun anew with other words", () => {
  const [begun] = attempt(1, criteria);
  const [first] = criteria;
  if (begun?.type !== "iteration-started" || first === undefined) throw new Error("no attempt to begin");
  const state = reduceAll(
    stamped(
      [
        ...opening({ id: "bicycl3s", startedAt: 0 }),
        begun,
        { type: "verdict-overridden", iteration: 1, criterionId: first.id, state: "fail", note: "Seen it." },
        { ...begun, prompt: "other words" },
      ],
      0,
    ),
  );
  expect(state.iterations).toHaveLength(1);
  expect(state.iterations[0]).toMatchObject({
    prompt: "other words",
    overrides: { [first.id]: { state: "fail", note: "Seen it." } },
  });
});
