import { describe, expect, it } from "vitest";
import {
  criteriaIn,
  lessonsOf,
  recall,
  shownOf,
  trajectoryOf,
  withinWords,
} from "../../../../electron/agent/memory";
import { criterion, drain, scripted, world } from "./support";

const two = [criterion("cats"), criterion("dogs")];

async function ranState() {
  const { input } = await world(
    scripted(two, [{ dogs: "fail", cats: "fail" }, { dogs: "fail" }, { cats: "fail", dogs: "fail" }]),
    {
      rounds: 4,
    },
  );
  return drain(input());
}

describe("the trajectory memory", () => {
  it("keeps facts in order and knows the best", async () => {
    const trajectory = trajectoryOf(await ranState());
    expect(trajectory.map(({ iteration, best }) => [iteration.n, best])).toEqual([
      [1, false],
      [2, true],
      [3, false],
      [4, false],
    ]);
    expect(lessonsOf(await ranState(), 3).map(({ iteration }) => iteration)).toEqual([1, 2]);
  });

  it("shows the best first, then the latest, with few images", async () => {
    const shown = shownOf(recall(trajectoryOf(await ranState()), { attempts: 3, images: 2 }));
    expect(shown).toEqual([
      { iteration: 2, parts: ["prompt", "verdicts", "image", "experience"] },
      { iteration: 4, parts: ["prompt", "verdicts", "image"] },
      { iteration: 3, parts: ["prompt", "verdicts", "experience"] },
    ]);
  });

  it("finds criteria by what counts: the designer's word first", async () => {
    const [, second] = trajectoryOf(await ranState());
    expect(criteriaIn(second!, "fail").map(({ id }) => id)).toEqual(["dogs"]);
    const iteration = { ...second!.iteration, overrides: { dogs: { state: "pass" as const } } };
    expect(criteriaIn({ ...second!, iteration }, "pass").map(({ id }) => id)).toEqual(["cats", "dogs"]);
  });
});

describe("withinWords", () => {
  it("cuts at a sentence where that loses little, else at a word", () => {
    expect(withinWords("one two. three four. five six", 5)).toBe("one two. three four.");
    expect(withinWords("one two three, four", 3)).toBe("one two three…");
    expect(withinWords(" short ", 3)).toBe("short");
  });
});
