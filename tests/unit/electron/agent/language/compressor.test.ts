import { afterEach, expect, test } from "vitest";
import { languageCompressor } from "../../../../../electron/agent/language/compressor";
import { experienceSchema } from "../../../../../shared/run/events";
import { type Answers, failureOf, picture, startThinker, type Thinker } from "./thinker";
import { imageLoader, type Try, trajectory } from "./trajectory";

let thinker: Thinker | null = null;
afterEach(async () => {
  await thinker?.close();
  thinker = null;
});

const first: Try = {
  prompt: "P1",
  drawn: "blue",
  states: ["pass", "fail", "unclear"],
  lesson: "Earlier lesson.",
};
const second: Try = {
  prompt: "P2",
  drawn: "red",
  states: ["fail", "pass", "error"],
  thought: "more space",
  override: { id: "c1", state: "pass" },
};

async function distil(answers: Answers, tries: readonly Try[] = [first, second]) {
  thinker = await startThinker(answers);
  const attempts = trajectory(tries);
  const attempt = attempts.at(-1);
  if (attempt === undefined) throw new Error("no attempt");
  const previous = attempts.slice(0, -1).flatMap(({ iteration }) => iteration.experience ?? []);
  const { loadImage } = imageLoader();
  const experience = await languageCompressor(thinker.model).distil(
    { attempt, previous, loadImage },
    thinker.context,
  );
  experienceSchema.parse(experience);
  return { experience, turns: thinker.turns };
}

const lesson = (text: string) => JSON.stringify({ lesson: text });

test("the lesson is the model's, what worked and failed are facts with the designer's word on top", async () => {
  const { experience, turns } = await distil(() => lesson("White holds; count them out."));
  expect(experience).toEqual({
    iteration: 2,
    text: "White holds; count them out.",
    worked: ["Are there exactly four bicycles?", "Are the bicycles white?"],
    failed: [],
    strategy: "first draft",
  });
  const [turn] = turns;
  expect(turn?.images.map((image) => Buffer.compare(image, picture("red")))).toEqual([0]);
  expect(turn?.text).toContain("Attempt 1: Earlier lesson.");
  expect(turn?.text).toContain("<prompt>\nP2\n</prompt>");
  expect(turn?.text).toContain("more space");
  expect(turn?.text).toContain("(decided by the designer: I like it)");
  expect(turn?.text).toMatch(/NOT DECIDED[^\n]*\n- Are there exactly three cows\?/);
});

test("a long lesson is cut to a hundred words", async () => {
  const { experience } = await distil(() => lesson(`${"word ".repeat(90)}end. ${"more ".repeat(60)}`));
  expect(experience.text.split(/\s+/).length).toBeLessThanOrEqual(100);
  expect(experience.text.endsWith("end.")).toBe(true);
});

test("an attempt without a picture is told without one", async () => {
  const { turns } = await distil(
    () => lesson("Nothing was drawn."),
    [{ prompt: "P", drawn: null, states: [] }],
  );
  expect(turns[0]?.images).toEqual([]);
});

test("an empty lesson is none", async () => {
  expect((await failureOf(distil(() => lesson("  ")))).code).toBe("bad-answer");
});
