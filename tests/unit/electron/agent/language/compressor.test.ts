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

test.each(["...", "at most 100 words of plain text", "lesson"])(
  "the form given back, %j, is none",
  async (said) => {
    expect((await failureOf(distil(() => lesson(said)))).code).toBe("bad-answer");
  },
);

test("lessons of the run it branched from are told as such", async () => {
  thinker = await startThinker(() => lesson("L"));
  const [attempt] = trajectory([first]);
  const { loadImage } = imageLoader();
  const inherited = [{ iteration: 3, text: "Old wisdom.", worked: [], failed: [], strategy: "s" }];
  await languageCompressor(thinker.model).distil(
    { attempt: attempt!, previous: [], inherited, loadImage },
    thinker.context,
  );
  expect(thinker.turns[0]?.text).toContain(
    "Lessons of the run this one branched from:\nAttempt 3: Old wisdom.",
  );
});

test("the designer's decisions are told with their notes, and outrank the checks", async () => {
  const { turns } = await distil(() => lesson("L"));
  expect(turns[0]?.text).toMatch(
    /PASSED[^F]*Are there exactly four bicycles\? \(decided by the designer: I like it\)/,
  );
  expect(turns[0]?.text).toMatch(/the designer is right/);
});

test("a round with several images makes one lesson: its siblings are told, their prompt once, without pictures", async () => {
  thinker = await startThinker(() => lesson("L"));
  const sibling: Try = { prompt: "SHARED", drawn: "blue", states: ["fail", "pass", "pass"] };
  const [one, two, attempt] = trajectory([
    sibling,
    { ...sibling, drawn: null, states: [] },
    { ...sibling, drawn: "red", states: ["pass", "fail", "pass"] },
  ]);
  const { loadImage, loads } = imageLoader();
  const experience = await languageCompressor(thinker.model).distil(
    { attempt: attempt!, others: [one!, two!], previous: [], loadImage },
    thinker.context,
  );
  const text = thinker.turns[0]?.text ?? "";
  expect(experience.iteration).toBe(3);
  expect(experience.failed).toEqual(["Are the bicycles white?"]);
  expect(text).toContain("Its siblings, drawn from the same prompt by another chance:");
  expect(text.match(/SHARED/g)).toHaveLength(1);
  expect(text).toMatch(
    /ATTEMPT 1 \(the best so far\)\nDrawn from the same prompt as attempt 3\.[\s\S]*FAILED:\n- Are there exactly four/,
  );
  expect(text).toMatch(/ATTEMPT 2\n[\s\S]*It was not judged\./);
  expect(loads()).toBe(1);
});
