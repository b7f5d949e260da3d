/** Which lessons are brought up, found, and put together; without any files. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duplicatesAmong, SAME } from "../../../../electron/memory/consolidate";
import type { StoredLesson } from "../../../../electron/memory/lesson";
import { byMeaning, byWords } from "../../../../electron/memory/likeness";
import { chooseLessons } from "../../../../electron/memory/recall";
import { searchLessons } from "../../../../electron/memory/search";
import type { Shelved } from "../../../../electron/memory/shelf";
import { contentWords, kindsAsked, sharedThings, wordOverlap } from "../../../../electron/memory/words";
import { cosine, EMBEDDING_SIZE } from "../../../../shared/inference/embedding";

function lesson(id: string, more: Partial<StoredLesson> = {}): StoredLesson {
  return {
    id,
    runId: id.split("-")[0] ?? id,
    runTitle: "",
    iteration: 1,
    createdAt: 0,
    prompt: id,
    generator: "flatland",
    image: null,
    text: id,
    strategy: "s",
    worked: [],
    failed: [],
    workedKinds: [],
    failedKinds: [],
    tried: null,
    ...more,
  };
}

const shelve = (one: StoredLesson, more: Partial<Shelved> = {}): Shelved => ({
  lesson: one,
  ids: [one.id],
  pinned: false,
  gain: one.tried?.gain ?? null,
  recalls: 0,
  ...more,
});

/** A likeness that was decided beforehand. */
const decided = (similarities: Readonly<Record<string, number>>) => ({
  by: "meaning" as const,
  between: (_: string, prompt: string) => similarities[prompt] ?? 0,
});

describe("recalling", () => {
  const question = { prompt: "q", failedKinds: [] };

  test("the nearest first, none that is too far, six at most, two of a run, pinned ones for less", () => {
    const near = Array.from({ length: 9 }, (_, n) => shelve(lesson(`run${n}-1`, { prompt: `p${n}` })));
    const likeness = decided(
      Object.fromEntries(near.map(({ lesson: { prompt } }, n) => [prompt, 0.9 - n * 0.05])),
    );
    expect(chooseLessons(near, question, likeness).map(({ id }) => id)).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => `run${n}-1`),
    );
    // .55 is near enough, .5 is not, unless it is pinned.
    const [seventh, eighth] = [near[7], near[8]] as [Shelved, Shelved];
    expect(chooseLessons([seventh, eighth], question, likeness).map(({ id }) => id)).toEqual(["run7-1"]);
    expect(
      chooseLessons([seventh, { ...eighth, pinned: true }], question, likeness).map(({ id }) => id),
    ).toEqual(["run8-1", "run7-1"]);
    const ofOne = [1, 2, 3].map((n) => shelve(lesson(`run-${n}`, { prompt: "p" })));
    expect(chooseLessons(ofOne, question, decided({ p: 0.9 }))).toHaveLength(2);
  });

  test("of equals, what helped before and what failed at the same", () => {
    const tried = { strategy: "t", prompt: "", planned: "", cooling: 1, ratio: 1, gain: 0.5 };
    const plain = shelve(lesson("plain-1", { prompt: "p" }));
    const helped = shelve(lesson("helped-1", { prompt: "p", tried }));
    const same = shelve(lesson("same-1", { prompt: "p", failedKinds: ["count"] }));
    const order = chooseLessons(
      [plain, same, helped],
      { prompt: "q", failedKinds: ["count"] },
      decided({ p: 0.8 }),
    );
    expect(order.map(({ id }) => id)).toEqual(["helped-1", "same-1", "plain-1"]);
  });

  test("says why in words that are true of both", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 8 }), fc.lorem({ maxCount: 8 }), (a, b) => {
        const one = shelve(lesson("x-1", { prompt: b, workedKinds: ["count", "text"] }));
        const [found] = chooseLessons([one], { prompt: a, failedKinds: [] }, decided({ [b]: 0.9 }));
        for (const word of found?.common?.words ?? []) {
          expect(contentWords(a)).toContain(word);
          expect(contentWords(b)).toContain(word);
        }
        for (const kind of found?.common?.kinds ?? []) expect(kindsAsked(a)).toContain(kind);
        expect(found?.why).toMatch(/\.$/);
      }),
    );
  });
});

describe("words", () => {
  test("plain forms, without those that carry nothing", () => {
    expect(contentWords("Two Buses, three foxes and some berries on the glass")).toEqual([
      "two",
      "bus",
      "three",
      "fox",
      "berry",
      "glass",
    ]);
    expect(sharedThings("four white bicycles in front of a cow", "three bicycles behind two cows")).toEqual([
      "bicycle",
      "cow",
    ]);
  });

  test("overlap is a likeness: symmetric, 0 to 1, 1 for the same words", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        const overlap = wordOverlap(a, b);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1.000001);
        expect(wordOverlap(b, a)).toBeCloseTo(overlap);
        if (contentWords(a).length > 0) expect(wordOverlap(a, `${a} the`)).toBeCloseTo(1);
      }),
    );
  });

  test("tell what a prompt asks for", () => {
    expect(kindsAsked("two cows behind a sign that says “OPEN”")).toEqual(["count", "position", "text"]);
    expect(kindsAsked("a calm lake")).toEqual([]);
  });
});

describe("searching", () => {
  const shelf = [
    shelve(lesson("a-1", { prompt: "two glass apples", createdAt: 1 })),
    shelve(lesson("b-1", { prompt: "a red car", createdAt: 2 })),
    shelve(lesson("c-1", { prompt: "an old oak", createdAt: 3 }), { pinned: true }),
  ];

  test("without a question: pinned, then the newest", () => {
    expect(
      searchLessons(shelf, "", byWords).map(({ one, similarity }) => [one.lesson.id, similarity]),
    ).toEqual([
      ["c-1", null],
      ["b-1", null],
      ["a-1", null],
    ]);
  });

  test("a lesson that has all the words is found, whatever the model thinks of it", () => {
    expect(searchLessons(shelf, "apple", decided({})).map(({ one }) => one.lesson.id)).toEqual(["a-1"]);
    expect(searchLessons(shelf, "red cars", byWords).map(({ one }) => one.lesson.id)).toEqual(["b-1"]);
    expect(searchLessons(shelf, "zeppelin", byWords)).toEqual([]);
  });
});

describe("near duplicates", () => {
  /** Vectors in a plane, so that their angle is what is wanted. */
  const at = (degrees: number) => {
    const vector = new Float32Array(EMBEDDING_SIZE);
    vector[0] = Math.cos((degrees * Math.PI) / 180);
    vector[1] = Math.sin((degrees * Math.PI) / 180);
    return vector;
  };
  const angles = new Map<string, number>([
    ["zero", 0],
    ["ten", 10],
    ["forty", 40],
  ]);
  const input = (lessons: readonly StoredLesson[], pinned: readonly string[] = []) => ({
    lessons,
    vectorOf: (text: string) => {
      const angle = angles.get(text);
      return angle === undefined ? undefined : at(angle);
    },
    isPinned: (id: string) => pinned.includes(id),
    breathe: () => Promise.resolve(),
  });

  test("are near in prompt and text, and of one strategy", async () => {
    expect(cosine(at(0), at(10))).toBeGreaterThan(SAME);
    const base = { prompt: "zero", text: "zero" };
    const lessons = [
      lesson("a", base),
      lesson("b", { ...base, prompt: "ten" }),
      lesson("c", { ...base, prompt: "forty" }),
      lesson("d", { ...base, text: "forty" }),
      lesson("e", { ...base, strategy: "another" }),
      lesson("f", { ...base, generator: "another" }),
      lesson("g", { ...base, prompt: "unknown" }),
    ];
    expect(await duplicatesAmong(input(lessons))).toEqual([{ into: "a", ids: ["b"] }]);
  });

  test("the front is the pinned one, else the one of the best gain; nobody pinned stands behind", async () => {
    const tried = (gain: number) => ({ strategy: "t", prompt: "", planned: "", cooling: 1, ratio: 1, gain });
    const lessons = ["a", "b", "c"].map((id, index) =>
      lesson(id, { prompt: "zero", text: "zero", tried: tried(index / 10) }),
    );
    expect(await duplicatesAmong(input(lessons))).toEqual([{ into: "c", ids: ["b", "a"] }]);
    expect(await duplicatesAmong(input(lessons, ["a"]))).toEqual([{ into: "a", ids: ["c", "b"] }]);
    const both = await duplicatesAmong(input(lessons, ["a", "b"]));
    expect(both.flatMap(({ ids }) => ids)).toEqual(["c"]);
  });

  test("of thousands, without holding everybody up", async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => lesson(`l${n}`, { prompt: `p${n}`, text: "zero" }));
    let breaths = 0;
    const groups = await duplicatesAmong({
      ...input(many),
      breathe: async () => {
        breaths += 1;
      },
    });
    expect(groups).toEqual([]);
    expect(breaths).toBeGreaterThan(100);
  });
});

test("texts are compared by meaning where both have vectors, by words where not", () => {
  const unit = new Float32Array(EMBEDDING_SIZE);
  unit[0] = 1;
  const likeness = byMeaning((text) => (text.startsWith("known") ? unit : undefined));
  expect(likeness.between("known a", "known b")).toBe(1);
  expect(likeness.between("known cow", "unknown cow")).toBeCloseTo(0.5);
});
