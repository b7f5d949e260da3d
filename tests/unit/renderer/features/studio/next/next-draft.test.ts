import { beforeEach, describe, expect, it } from "vitest";
import { nextPromptOf } from "../../../../../../renderer/app/runs/derive";
import {
  changesOf,
  draftFor,
  dropNext,
  useNextDrafts,
  writeNext,
} from "../../../../../../renderer/features/studio/next/next-draft";
import type { DurableBody } from "../../../../../../shared/run/events";
import { reduceAll } from "../../../../../../shared/run/reduce";
import { attempt, criteria, opening, stamped } from "../../../support/journal";

const id = "bicycl3s";
const stateAfter = (...bodies: DurableBody[]) =>
  reduceAll(stamped([...opening({ id, startedAt: 0 }), ...bodies], 0));
const refined = attempt(2, criteria).filter((body) => body.type === "prompt-refined");

describe("the prompt that is drawn next", () => {
  it("is the planner's before the first drawing, then the refiner's, and none while it is unwritten", () => {
    expect(nextPromptOf(stateAfter())).toMatchObject({ iteration: 1, proposed: null });
    expect(nextPromptOf(stateAfter(...attempt(1, criteria)))).toBeNull();
    const waiting = stateAfter(...attempt(1, criteria), ...refined);
    expect(nextPromptOf(waiting)).toMatchObject({ iteration: 2, strategy: "emphasis" });
  });

  it("stands in the designer's words, with the agent's beside it", () => {
    const parameters = { seed: 7, size: 1024, temperature: 1 };
    const edited = stateAfter({ type: "prompt-edited", iteration: 1, prompt: "my words", parameters });
    const next = nextPromptOf(edited);
    expect(next?.prompt).toBe("my words");
    expect(next?.proposed).toBe(stateAfter().enhanced?.prompt);
  });

  it("is that of an attempt that was begun and has no picture yet", () => {
    const begun = stateAfter(...attempt(1, criteria).slice(0, 1));
    expect(nextPromptOf(begun)?.iteration).toBe(1);
  });
});

describe("words while they are written", () => {
  beforeEach(() => useNextDrafts.setState({ runs: {} }));
  const next = nextPromptOf(stateAfter())!;

  it("begin with what waits and belong to one iteration only", () => {
    const fresh = draftFor(undefined, next);
    expect(fresh).toMatchObject({ iteration: 1, prompt: next.prompt, seed: 7 });
    expect(draftFor({ ...fresh, prompt: "mine" }, next).prompt).toBe("mine");
    expect(draftFor({ ...fresh, iteration: 2, prompt: "older" }, next).prompt).toBe(next.prompt);
  });

  it("count as changed only where something differs, and never without words", () => {
    const fresh = draftFor(undefined, next);
    expect(changesOf(fresh, next)).toBeNull();
    expect(changesOf({ ...fresh, prompt: `  ${next.prompt} ` }, next)).toBeNull();
    expect(changesOf({ ...fresh, prompt: "  " }, next)).toBeNull();
    expect(changesOf({ ...fresh, seed: 8 }, next)).toMatchObject({ seed: 8, prompt: next.prompt });
  });

  it("are remembered for the last twenty runs", () => {
    const fresh = draftFor(undefined, next);
    for (let run = 0; run < 25; run += 1) writeNext(`run${run}`, fresh);
    expect(Object.keys(useNextDrafts.getState().runs)).toHaveLength(20);
    dropNext("run24");
    expect(useNextDrafts.getState().runs).not.toHaveProperty("run24");
  });
});
