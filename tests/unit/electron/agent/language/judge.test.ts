import { describe, expect, test } from "vitest";
import { languageJudge, readComparison } from "../../../../../electron/agent/language/judge";
import { pngHeader, type Say, speaker } from "./speaker";
import { criterion, failureOf } from "./thinker";

const first = pngHeader(512, 512, 1);
const second = pngHeader(512, 512, 2);

async function compare(say: Say) {
  const voice = speaker(say);
  const criteria = [
    criterion("c1", "Are there three cows?"),
    criterion("c2", "Is it night?", { enabled: false }),
  ];
  const judged = await languageJudge(voice.model).compare(
    { prompt: "three cows", criteria, first, second },
    voice.context,
  );
  return { judged, voice };
}

test("both pictures go in one message, in their order, with the request and what is asked of them", async () => {
  const { judged, voice } = await compare(() => '{"reason": "sharper horns", "winner": "second"}');
  expect(judged).toEqual({ winner: "second", reason: "sharper horns", by: "speaker" });
  expect(voice.requests).toHaveLength(1);
  expect(voice.pictures()).toEqual([first, second]);
  expect(voice.text()).toContain("<request>\nthree cows\n</request>");
  expect(voice.text()).toContain("Are there three cows?");
  expect(voice.text()).not.toContain("Is it night?");
  expect(voice.text().indexOf("The first picture:")).toBeLessThan(
    voice.text().indexOf("The second picture:"),
  );
});

test("an answer without a winner is asked for again, with the pictures, and then refused", async () => {
  const { judged, voice } = await compare((_, nth) => (nth === 0 ? "Both are lovely!" : '{"winner": "tie"}'));
  expect(judged.winner).toBe("tie");
  expect(voice.pictures(1)).toHaveLength(2);
  expect((await failureOf(compare(() => "Lovely."))).code).toBe("bad-answer");
});

describe("words for a winner", () => {
  test.each([
    ["first", "first"],
    ["The second picture", "second"],
    ["A", "first"],
    ["Image 2", "second"],
    [1, "first"],
    ["tie", "tie"],
    ["both equal", "tie"],
    ["neither", "tie"],
    ["first and second", "tie"],
    ["second, by a lot", "second"],
  ])("%j is %s", (winner, meaning) => {
    expect(readComparison({ winner })?.winner).toBe(meaning);
  });

  test.each([["the red one"], [""], ["not the first"], [3]])("%j is no answer", (winner) => {
    expect(readComparison({ winner })).toBeNull();
  });
});
