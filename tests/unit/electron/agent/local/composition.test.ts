/** The verifier's checks of numbers left open, places, sizes and arrangements, on made-up sightings. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../../../../electron/agent/local/verifier";
import {
  type arrangementIds,
  type placementIds,
  regionIds,
  sizeIds,
} from "../../../../../shared/flatland/placement";
import type { Detection } from "../../../../../shared/inference/detections";
import { type Check, checkSchema } from "../../../../../shared/run/criteria";
import { arbitraryCheck } from "../../../shared/run/arbitrary";
import { rowOf, seenAt, sightOf } from "./sighted";

const cat = { kind: "cat" };
const dog = { kind: "dog" };
const bear = { kind: "bear" };
const glimpsed = { confidence: 0.45 };
const cats = (count: number) => rowOf("cat", count);
const dogs = (count: number) => rowOf("dog", count, 0.8);
const look = (check: Check, ...detections: Detection[]) => judge(check, sightOf(detections));
const labels = ({ evidence }: ReturnType<typeof judge>) => evidence.map(({ label }) => label);
const supports = ({ evidence }: ReturnType<typeof judge>) => evidence.map(({ supports }) => supports);

describe("an amount", () => {
  const some: Check = { type: "amount", of: cat, min: 2, max: 4 };
  const open: Check = { type: "amount", of: cat, min: 3 };

  it.each([
    [some, 1, "fail", "one cat seen, two to four cats asked for"],
    [some, 2, "pass", "two cats seen"],
    [some, 4, "pass", "four cats seen"],
    [some, 5, "fail", "five cats seen, two to four cats asked for"],
    [open, 2, "fail", "two cats seen, at least three cats asked for"],
    [open, 7, "pass", "seven cats seen"],
    [open, 0, "fail", "no cat seen, at least three cats asked for"],
    [{ ...some, min: 0 }, 0, "pass", "no cat seen"],
    [{ ...some, min: 0 }, 5, "fail", "five cats seen, at most four cats asked for"],
    [{ ...some, min: 1 }, 0, "fail", "no cat seen, at most four cats asked for"],
    [{ ...some, max: 2 }, 3, "fail", "three cats seen, two cats asked for"],
  ] as const)("%j of %d: %s", (check, count, state, answer) => {
    const found = look(check, ...cats(count));
    expect(found).toMatchObject({ state, answer });
    expect(found.evidence).toHaveLength(count);
    expect(supports(found).every((supporting) => supporting === (state === "pass"))).toBe(true);
  });

  it("is unclear where what was glimpsed would decide", () => {
    const maybe = seenAt("cat", 0.8, 0.8, { confidence: 0.49 });
    expect(look(open, ...cats(2), maybe)).toMatchObject({ state: "unclear" });
    // Within the bounds either way it does not matter.
    expect(look(some, ...cats(3), maybe)).toMatchObject({ state: "pass" });
  });

  it("counts by finish where one is named", () => {
    const red: Check = { type: "amount", of: { kind: "cat", finish: "red" }, min: 2 };
    const blue = cats(3).map((one) => ({ ...one, finish: "blue" }));
    expect(look(red, ...blue, seenAt("cat", 0.8, 0.8, { finish: "red" }))).toMatchObject({ state: "fail" });
  });
});

describe("a comparison", () => {
  const compare = (sort: "equal" | "more" | "fewer", times = 1, plus = 0): Check => ({
    type: "comparison",
    subject: cat,
    object: dog,
    sort,
    times,
    plus,
  });

  it.each([
    [compare("equal"), 3, 3, "pass"],
    [compare("equal"), 3, 2, "fail"],
    [compare("equal", 2), 4, 2, "pass"],
    [compare("equal", 2), 3, 2, "fail"],
    [compare("equal", 0.5), 1, 2, "pass"],
    [compare("equal", 1, 1), 3, 2, "pass"],
    [compare("equal", 1, -1), 1, 2, "pass"],
    [compare("more"), 3, 2, "pass"],
    [compare("more"), 2, 2, "fail"],
    [compare("fewer"), 1, 2, "pass"],
    [compare("fewer"), 2, 2, "fail"],
    [compare("fewer"), 0, 2, "pass"],
  ] as const)("%j: %d cats, %d dogs: %s", (check, a, b, state) => {
    const found = look(check, ...cats(a), ...dogs(b));
    expect(found.state).toBe(state);
    expect(found.evidence).toHaveLength(a + b);
  });

  it("fails for what is not there", () => {
    expect(look(compare("more"), ...cats(2))).toMatchObject({ state: "fail", answer: "no dog seen" });
    expect(look(compare("equal"), ...dogs(2))).toMatchObject({ state: "fail", answer: "no cat seen" });
  });

  it("is unclear where one more or fewer would turn it round", () => {
    expect(look(compare("equal"), ...cats(2), ...dogs(2), seenAt("dog", 0.9, 0.9, glimpsed))).toMatchObject({
      state: "unclear",
    });
    expect(look(compare("more"), ...cats(5), ...dogs(2), seenAt("dog", 0.9, 0.9, glimpsed))).toMatchObject({
      state: "pass",
    });
  });
});

describe("nothing else", () => {
  const only: Check = { type: "only", kinds: ["cat", "dog"] };

  it("passes where nothing else was seen, even nothing at all", () => {
    expect(look(only, ...cats(2), ...dogs(1))).toMatchObject({ state: "pass", answer: "nothing else seen" });
    expect(look(only)).toMatchObject({ state: "pass" });
  });

  it("fails for strangers, and shows them", () => {
    const found = look(only, ...cats(2), seenAt("bear", 0.5, 0.8), seenAt("pig", 0.8, 0.8));
    expect(found).toMatchObject({ state: "fail", answer: "bear and pig seen as well" });
    expect(labels(found)).toEqual(["bear", "pig"]);
    expect(supports(found)).toEqual([false, false]);
  });

  it("leaves lettering and marks of motion out", () => {
    expect(
      look(only, ...cats(1), seenAt("speed-lines", 0.5, 0.5), seenAt("lettering", 0.5, 0.2)),
    ).toMatchObject({ state: "pass" });
  });

  it("is unclear where something else was only glimpsed, or something asked for is unknown", () => {
    expect(look(only, ...cats(1), seenAt("bear", 0.5, 0.8, { confidence: 0.48 }))).toMatchObject({
      state: "unclear",
    });
    expect(look({ type: "only", kinds: ["lighthouse"] }, ...cats(1))).toMatchObject({
      state: "unclear",
      confidence: 0,
      answer: "The local eyes have never been shown lighthouses.",
    });
  });
});

describe("a region", () => {
  const check: Check = { type: "region", of: cat, region: "top-left" };

  it("is where the middle of the group lies", () => {
    expect(look(check, seenAt("cat", 0.2, 0.2))).toMatchObject({
      state: "pass",
      answer: "the cat is in the upper left corner",
    });
    expect(look(check, seenAt("cat", 0.2, 0.2), seenAt("cat", 0.9, 0.9))).toMatchObject({
      state: "fail",
      answer: "the cats are not in the upper left corner",
    });
  });

  it("is unclear where something glimpsed would turn it round, and fails for nothing", () => {
    expect(look(check, seenAt("cat", 0.3, 0.3), seenAt("cat", 0.95, 0.95, glimpsed))).toMatchObject({
      state: "unclear",
    });
    expect(look(check, ...dogs(1))).toMatchObject({ state: "fail", answer: "no cat seen" });
  });
});

describe("a placement", () => {
  const check = (placement: (typeof placementIds)[number]): Check => ({
    type: "placement",
    placement,
    subject: cat,
    object: dog,
  });
  const near = [seenAt("cat", 0.4, 0.5), seenAt("dog", 0.52, 0.5)];
  const far = [seenAt("cat", 0.1, 0.1), seenAt("dog", 0.9, 0.9)];
  const ring = [
    [0.5, 0.2],
    [0.8, 0.5],
    [0.5, 0.8],
    [0.2, 0.5],
  ].map(([x = 0, y = 0]) => seenAt("cat", x, y));

  it("is decided by the gap between the boxes", () => {
    expect(look(check("next-to"), ...near)).toMatchObject({
      state: "pass",
      answer: "the cat is next to the dog",
    });
    expect(look(check("next-to"), ...far)).toMatchObject({ state: "fail" });
    expect(look(check("far-from"), ...far)).toMatchObject({ state: "pass" });
    expect(look(check("far-from"), ...near)).toMatchObject({
      state: "fail",
      answer: "the cat is not far from the dog",
    });
    const around = look(check("around"), ...ring, seenAt("dog", 0.5, 0.5));
    expect(around).toMatchObject({ state: "pass", answer: "the cats are around the dog" });
    expect(labels(around)).toEqual(["cat", "cat", "cat", "cat", "dog"]);
    expect(look(check("around"), ...ring.slice(0, 2), seenAt("dog", 0.5, 0.5))).toMatchObject({
      state: "fail",
    });
  });

  it("is unclear on things hardly seen", () => {
    expect(look(check("next-to"), ...near.map((one) => ({ ...one, confidence: 0.52 })))).toMatchObject({
      state: "unclear",
    });
    expect(look(check("next-to"), ...near.slice(0, 1))).toMatchObject({
      state: "fail",
      answer: "no dog seen",
    });
  });

  it("measures a wide picture in one unit across and down", () => {
    const apart = [seenAt("cat", 0.2, 0.5), seenAt("dog", 0.37, 0.5)];
    expect(judge(check("next-to"), sightOf(apart))).toMatchObject({ state: "pass" });
    const boxes = apart.map((one) => ({ ...one, box: { ...one.box, x: one.box.x + 0.04, w: 0.02 } }));
    expect(judge(check("next-to"), sightOf(boxes, 4096, 1024))).toMatchObject({ state: "fail" });
  });
});

describe("between", () => {
  const two: Check = { type: "between", subject: cat, object: dog, other: bear };
  const same: Check = { type: "between", subject: cat, object: dog };

  it("takes two groups, or two of one", () => {
    expect(
      look(two, seenAt("dog", 0.2, 0.5), seenAt("cat", 0.5, 0.5), seenAt("bear", 0.8, 0.5)),
    ).toMatchObject({ state: "pass", answer: "the cat is between the dog and the bear" });
    expect(
      look(two, seenAt("dog", 0.2, 0.5), seenAt("cat", 0.9, 0.5), seenAt("bear", 0.6, 0.5)),
    ).toMatchObject({ state: "fail", answer: "the cat is not between the dog and the bear" });
    expect(
      look(same, seenAt("dog", 0.2, 0.5), seenAt("cat", 0.5, 0.5), seenAt("dog", 0.8, 0.5)),
    ).toMatchObject({ state: "pass", answer: "the cat is between the dogs" });
  });

  it("fails with too few to stand between", () => {
    expect(look(same, seenAt("dog", 0.2, 0.5), seenAt("cat", 0.5, 0.5))).toMatchObject({ state: "fail" });
    expect(look(two, seenAt("dog", 0.2, 0.5), seenAt("cat", 0.5, 0.5))).toMatchObject({
      state: "fail",
      answer: "no bear seen",
    });
  });
});

describe("a size", () => {
  const check = (size: (typeof sizeIds)[number], of = { kind: "cat" } as Selectors): Check => ({
    type: "size",
    of,
    size,
  });
  type Selectors = { kind: string; finish?: string };

  it("is judged against everything else seen, alone against the frame", () => {
    const small = seenAt("dog", 0.8, 0.5, { side: 0.1 });
    expect(look(check("huge"), seenAt("cat", 0.3, 0.5, { side: 0.3 }), small)).toMatchObject({
      state: "pass",
      answer: "the cat is huge",
    });
    expect(look(check("huge"), seenAt("cat", 0.3, 0.5, { side: 0.3 }))).toMatchObject({
      state: "fail",
      answer: "the cat is not huge",
    });
    expect(look(check("tiny"), seenAt("cat", 0.3, 0.5))).toMatchObject({ state: "pass" });
  });

  it("is not judged against lettering, marks of motion or glimpses", () => {
    const big = { side: 0.6 };
    expect(
      look(
        check("tiny"),
        seenAt("cat", 0.3, 0.5, { side: 0.2 }),
        seenAt("lettering", 0.5, 0.5, big),
        seenAt("speed-lines", 0.5, 0.5, big),
        seenAt("dog", 0.5, 0.5, { ...big, ...glimpsed }),
      ),
    ).toMatchObject({ state: "fail" });
  });

  it("is judged against others of its kind where a finish tells them apart", () => {
    const red = check("large", { kind: "cat", finish: "red" });
    const large = seenAt("cat", 0.3, 0.5, { side: 0.3, finish: "red" });
    expect(look(red, large, seenAt("cat", 0.8, 0.5, { finish: "blue" }))).toMatchObject({ state: "pass" });
    expect(look(red, large, seenAt("cat", 0.8, 0.5, { side: 0.3, finish: "blue" }))).toMatchObject({
      state: "fail",
    });
  });

  it("of nothing fails", () => {
    expect(look(check("tiny"), ...dogs(1))).toMatchObject({ state: "fail", answer: "no cat seen" });
  });
});

describe("larger", () => {
  const check = (sort: "larger" | "smaller" | "equal"): Check => ({
    type: "larger",
    subject: cat,
    object: dog,
    sort,
  });
  const sized = (a: number, b: number) => [
    seenAt("cat", 0.3, 0.5, { side: a }),
    seenAt("dog", 0.7, 0.5, { side: b }),
  ];

  it.each([
    ["larger", 0.3, 0.2, "pass"],
    ["larger", 0.2, 0.2, "fail"],
    ["larger", 0.2, 0.3, "fail"],
    ["smaller", 0.2, 0.3, "pass"],
    ["smaller", 0.3, 0.2, "fail"],
    ["equal", 0.2, 0.21, "pass"],
    ["equal", 0.2, 0.3, "fail"],
  ] as const)("%s: %d against %d: %s", (sort, a, b, state) => {
    const found = look(check(sort), ...sized(a, b));
    expect(found.state).toBe(state);
    expect(labels(found)).toEqual(["cat", "dog"]);
  });

  it("is unclear where only one side is seen well", () => {
    const [a, b] = sized(0.3, 0.2);
    if (a === undefined || b === undefined) throw new Error("two were made");
    const rest = Array.from({ length: 3 }, (_, i) =>
      seenAt("dog", 0.1 + 0.2 * i, 0.9, { side: 0.5, ...glimpsed }),
    );
    expect(look(check("larger"), a, b, ...rest)).toMatchObject({ state: "unclear" });
    expect(look(check("larger"), a)).toMatchObject({ state: "fail", answer: "no dog seen" });
  });
});

describe("an arrangement", () => {
  const check = (arrangement: (typeof arrangementIds)[number]): Check => ({
    type: "arrangement",
    of: cat,
    arrangement,
  });

  it("is told by the boxes' middles", () => {
    expect(look(check("row"), ...cats(4))).toMatchObject({ state: "pass", answer: "the cats are in a row" });
    expect(look(check("column"), ...cats(4))).toMatchObject({ state: "fail" });
    const stacked = [0.2, 0.4, 0.6].map((y) => seenAt("cat", 0.5, y));
    expect(look(check("column"), ...stacked)).toMatchObject({ state: "pass" });
  });

  it("fails for one, or none, and is unclear where a glimpse breaks it", () => {
    expect(look(check("row"), ...cats(1))).toMatchObject({
      state: "fail",
      answer: "the cat is not in a row",
    });
    expect(look(check("row"))).toMatchObject({ state: "fail", answer: "no cat seen" });
    expect(look(check("row"), ...cats(3), seenAt("cat", 0.5, 0.9, glimpsed))).toMatchObject({
      state: "unclear",
    });
  });
});

describe("a place in an order", () => {
  const check = (nth: number, from: "left" | "right" | "middle", finish = "red"): Check => ({
    type: "order",
    of: cat,
    nth,
    from,
    finish,
  });
  const looks = (...finishes: string[]) =>
    finishes.map((finish, i) => seenAt("cat", 0.2 + 0.2 * i, 0.5, { finish }));

  it("is judged by the look of just that one", () => {
    const found = look(check(2, "left"), ...looks("blue", "red", "blue"));
    expect(found).toMatchObject({ state: "pass", answer: "the second cat from the left is red" });
    expect(found.evidence).toEqual([expect.objectContaining({ label: "red cat", supports: true })]);
    expect(found.evidence[0]?.box.x).toBeCloseTo(0.35);
    expect(look(check(1, "right"), ...looks("red", "red", "blue"))).toMatchObject({
      state: "fail",
      answer: "the first cat from the right is not red: blue cat",
    });
    expect(look(check(1, "middle"), ...looks("blue", "red", "blue"))).toMatchObject({ state: "pass" });
  });

  it("fails with too few, is unclear where two stand level", () => {
    expect(look(check(3, "left"), ...looks("red", "red"))).toMatchObject({
      state: "fail",
      answer: "two cats seen, the third cat from the left cannot be told",
    });
    expect(look(check(1, "middle"), ...looks("red", "red"))).toMatchObject({ state: "fail" });
    const level = [seenAt("cat", 0.3, 0.2, { finish: "red" }), seenAt("cat", 0.3, 0.7, { finish: "blue" })];
    expect(look(check(1, "left"), ...level)).toMatchObject({ state: "unclear" });
    expect(look(check(1, "left"), ...dogs(1))).toMatchObject({ state: "fail", answer: "no cat seen" });
  });

  it("is unclear where something glimpsed would be the one that is meant", () => {
    const blue = seenAt("cat", 0.05, 0.5, { finish: "blue", ...glimpsed });
    expect(look(check(1, "left"), blue, ...looks("red", "blue"))).toMatchObject({ state: "unclear" });
    expect(look(check(1, "right"), blue, ...looks("blue", "red"))).toMatchObject({ state: "pass" });
    // Were it there, there would be three.
    expect(look(check(3, "left"), blue, ...looks("red", "red"))).toMatchObject({ state: "unclear" });
  });

  it("is no surer of a look than of what has it", () => {
    const found = look(check(1, "left"), seenAt("cat", 0.3, 0.5, { finish: "blue", confidence: 0.6 }));
    expect(found).toMatchObject({ state: "fail" });
    expect(found.confidence).toBeLessThanOrEqual(0.6);
  });
});

describe("any check on any sighting", () => {
  const fraction = fc.double({ min: 0, max: 0.9, noNaN: true });
  const detection = fc
    .record({
      kind: fc.constantFrom("cat", "dog", "bear", "speed-lines"),
      x: fraction,
      y: fraction,
      side: fc.double({ min: 0.02, max: 0.5, noNaN: true }),
      confidence: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
      finish: fc.constantFrom(null, "red", "blue"),
    })
    .map(({ kind, x, y, ...rest }) => seenAt(kind, x, y, rest));

  it("gives a finding with a confidence, and boxes that were seen", () => {
    fc.assert(
      fc.property(arbitraryCheck, fc.array(detection, { maxLength: 7 }), (check, detections) => {
        const { state, confidence, answer, evidence } = judge(checkSchema.parse(check), sightOf(detections));
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(0.99);
        expect(answer).not.toBe("");
        if (state !== "unclear") expect(confidence).toBeGreaterThanOrEqual(0.55);
        for (const { box } of evidence) expect(detections.map((one) => one.box)).toContainEqual(box);
      }),
      { numRuns: 400 },
    );
  });

  it("does not depend on the order things were detected in", () => {
    fc.assert(
      fc.property(arbitraryCheck, fc.array(detection, { maxLength: 6 }), (check, detections) => {
        const [one, other] = [detections, [...detections].reverse()].map((all) => judge(check, sightOf(all)));
        expect(one?.state).toBe(other?.state);
        expect(one?.confidence).toBeCloseTo(other?.confidence ?? -1, 9);
      }),
      { numRuns: 200 },
    );
  });
});

it("every place, size and arrangement has a check that passes and one that fails", () => {
  const states = new Set<string>();
  const spots = [0.08, 0.5, 0.92].flatMap((x) => [0.08, 0.5, 0.92].map((y) => seenAt("cat", x, y)));
  for (const region of regionIds)
    for (const spot of spots)
      states.add(`${region} ${look({ type: "region", of: cat, region }, spot).state}`);
  for (const size of sizeIds)
    for (const side of [0.1, 0.25, 0.45, 0.7])
      states.add(`${size} ${look({ type: "size", of: cat, size }, seenAt("cat", 0.5, 0.5, { side })).state}`);
  for (const id of [...regionIds, ...sizeIds]) {
    expect(states).toContain(`${id} pass`);
    expect(states).toContain(`${id} fail`);
  }
});
