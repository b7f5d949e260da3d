import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { judge, localVerifier } from "../../../../../electron/agent/local/verifier";
import type { Eyes } from "../../../../../electron/agent/roles";
import type { Detection, Sighting } from "../../../../../shared/inference/detections";
import type { Check } from "../../../../../shared/run/criteria";
import type { Verdict } from "../../../../../shared/run/verdicts";
import { criterion } from "../support";

function one(kind: string, x: number, y: number, extra: Partial<Detection> = {}): Detection {
  const box = { x, y, w: 0.1, h: 0.1 };
  return { kind, finish: null, box, confidence: 0.97, finishConfidence: 0.95, ...extra };
}

function sighting(detections: readonly Detection[]): Sighting {
  return { detections, lines: [], width: 1024, height: 1024, ms: 1 };
}

const cat = { kind: "cat" };
const dog = { kind: "dog" };
const cats = (count: number, extra: Partial<Detection> = {}) =>
  Array.from({ length: count }, (_, i) => one("cat", 0.05 + 0.12 * i, 0.4, extra));

describe("numbers", () => {
  const three: Check = { type: "count", of: cat, count: 3 };

  it("are right, wrong or unsure", () => {
    expect(judge(three, sighting(cats(3)))).toMatchObject({ state: "pass", answer: "three cats seen" });
    expect(judge(three, sighting(cats(4)))).toMatchObject({
      state: "fail",
      answer: "four cats seen, three cats asked for",
    });
    expect(judge(three, sighting([...cats(3), one("cat", 0.8, 0.8, { confidence: 0.45 })]))).toMatchObject({
      state: "unclear",
    });
    expect(judge(three, sighting([]))).toMatchObject({
      state: "fail",
      answer: "no cat seen, three cats asked for",
    });
  });

  it("carry the boxes that were counted, and those that were not", () => {
    const { evidence } = judge(three, sighting([...cats(4), one("dog", 0.7, 0.7)]));
    expect(evidence).toHaveLength(4);
    expect(evidence[0]).toMatchObject({ label: "cat", supports: false, box: { x: 0.05 } });
  });

  it("count only what has the finish where one tells groups apart", () => {
    const red = cats(2, { finish: "red" });
    const blue = cats(3, { finish: "blue" });
    const check: Check = { type: "count", of: { kind: "cat", finish: "red" }, count: 2 };
    expect(judge(check, sighting([...red, ...blue]))).toMatchObject({ state: "pass" });
  });

  it("of nothing pass when there is nothing", () => {
    expect(judge({ ...three, count: 0 }, sighting([one("dog", 0, 0)]))).toMatchObject({ state: "pass" });
    expect(judge({ ...three, count: 0 }, sighting(cats(1)))).toMatchObject({ state: "fail" });
  });
});

describe("looks", () => {
  const red: Check = { type: "attribute", of: cat, finish: "red" };

  it("must be everyone's", () => {
    const mixed = [...cats(2, { finish: "red" }), one("cat", 0.7, 0.2, { finish: "blue" })];
    expect(judge(red, sighting(cats(2, { finish: "red" })))).toMatchObject({
      state: "pass",
      answer: "two cats, red",
    });
    const finding = judge(red, sighting(mixed));
    expect(finding).toMatchObject({ state: "fail", answer: "1 of 3 not red: blue cat" });
    expect(finding.evidence.map(({ supports }) => supports)).toEqual([true, true, false]);
    expect(judge(red, sighting([]))).toMatchObject({ state: "fail", answer: "no cat seen" });
  });

  it("may be a thing's own by nature", () => {
    const pink: Check = { type: "attribute", of: { kind: "flamingo" }, finish: "pink" };
    expect(judge(pink, sighting([one("flamingo", 0.2, 0.2)]))).toMatchObject({ state: "pass" });
    expect(judge(pink, sighting([one("flamingo", 0.2, 0.2, { finish: "blue" })]))).toMatchObject({
      state: "fail",
    });
    const blue: Check = { type: "attribute", of: { kind: "flamingo" }, finish: "blue" };
    expect(judge(blue, sighting([one("flamingo", 0.2, 0.2)]))).toMatchObject({ state: "fail" });
    const counted: Check = { type: "count", of: { kind: "pig", finish: "pink" }, count: 2 };
    const pigs = [one("pig", 0.1, 0.1), one("pig", 0.4, 0.1, { finish: "pink" })];
    expect(judge(counted, sighting(pigs))).toMatchObject({ state: "pass" });
  });

  it("that could be either are unclear", () => {
    const finishes = [
      { finish: "blue", confidence: 0.5 },
      { finish: "red", confidence: 0.48 },
    ];
    expect(judge(red, sighting(cats(1, { finish: "blue", finishConfidence: 0.5, finishes })))).toMatchObject({
      state: "unclear",
    });
  });
});

describe("places", () => {
  const behind: Check = { type: "relation", relation: "behind", subject: cat, object: dog };
  const left: Check = { type: "relation", relation: "left-of", subject: cat, object: dog };

  it("follow the geometry of the boxes", () => {
    const seen = sighting([one("cat", 0.1, 0.4), one("dog", 0.6, 0.4)]);
    expect(judge(left, seen)).toMatchObject({ state: "pass", answer: "the cat is to the left of the dog" });
    expect(judge(behind, seen)).toMatchObject({ state: "fail", answer: "the cat is not behind the dog" });
    expect(judge(left, seen).evidence.map(({ label }) => label)).toEqual(["cat", "dog"]);
  });

  it("are unclear when something glimpsed would turn them round", () => {
    const seen = sighting([
      one("cat", 0.1, 0.4),
      one("dog", 0.6, 0.4),
      one("cat", 0.9, 0.4, { confidence: 0.4 }),
    ]);
    expect(judge(left, seen)).toMatchObject({ state: "unclear" });
  });

  it("fail for what is not there", () => {
    expect(judge(left, sighting([one("cat", 0.1, 0.4)]))).toMatchObject({
      state: "fail",
      answer: "no dog seen",
    });
  });
});

describe("actions", () => {
  const verb = (id: string): Check => ({ type: "verb", verb: id, subject: cat, object: dog });
  const chase = [one("dog", 0.1, 0.5), one("cat", 0.4, 0.5)];

  it("want their groups placed and their mark", () => {
    expect(judge(verb("chasing"), sighting([...chase, one("speed-lines", 0.55, 0.5)]))).toMatchObject({
      state: "pass",
    });
    expect(judge(verb("chasing"), sighting(chase))).toMatchObject({
      state: "fail",
      answer: "the cat is not chasing the dog: no speed lines seen",
    });
    expect(judge(verb("chasing"), sighting([...chase, one("speed-lines", 0.0, 0.5)]))).toMatchObject({
      state: "fail",
    });
    const over = [one("cat", 0.4, 0.2), one("dog", 0.4, 0.6), one("jump-arc", 0.52, 0.25)];
    expect(judge(verb("jumping-over"), sighting(over))).toMatchObject({ state: "pass" });
    const play = [one("cat", 0.2, 0.6), one("ball", 0.35, 0.6), one("dog", 0.5, 0.6)];
    const finding = judge(verb("playing-with"), sighting(play));
    expect(finding).toMatchObject({ state: "pass" });
    expect(finding.evidence.map(({ label }) => label)).toEqual(["cat", "dog", "ball"]);
    expect(judge(verb("juggling"), sighting(play))).toMatchObject({ state: "unclear", confidence: 0 });
  });
});

describe("the local verifier", () => {
  const image = new Uint8Array([1]);
  const context = { signal: new AbortController().signal, onUsage: () => undefined };

  function eyes(seen: Sighting, asked: boolean[]): Eyes {
    return {
      see: async (_, { text }) => {
        asked.push(text);
        return seen;
      },
    };
  }

  async function verdicts(prompt: string, seen: Sighting, asked: boolean[] = []): Promise<Verdict[]> {
    const all: Verdict[] = [];
    const criteria = decompose(prompt);
    for await (const verdict of localVerifier(eyes(seen, asked)).verify({ image, criteria, prompt }, context))
      all.push(verdict);
    expect(all.map(({ criterionId }) => criterionId)).toEqual(criteria.map(({ id }) => id));
    return all;
  }

  it("looks once, and reads only where lettering is asked for", async () => {
    const asked: boolean[] = [];
    await verdicts("two cats behind a dog", sighting(cats(2)), asked);
    await verdicts('two cats and the word "HI"', sighting(cats(2)), asked);
    await verdicts("a lighthouse", sighting([]), asked);
    expect(asked).toEqual([false, true]);
  });

  it("says of strangers and of style that it cannot tell", async () => {
    const all = await verdicts("a lighthouse, soft light", sighting(cats(1)));
    expect(all.map(({ state, confidence }) => [state, confidence])).toEqual(all.map(() => ["unclear", 0]));
    expect(all[0]?.answer).toBe("The local eyes have never been shown lighthouses.");
  });

  it("answers designers' own questions", async () => {
    const own = criterion("mine", { question: "Are there exactly two cats?", origin: "designer" });
    const strange = criterion("odd", { question: "Is it beautiful?", origin: "designer" });
    const all: Verdict[] = [];
    const criteria = [own, strange];
    for await (const verdict of localVerifier(eyes(sighting(cats(2)), [])).verify(
      { image, criteria, prompt: "" },
      context,
    )) {
      all.push(verdict);
    }
    expect(all.map(({ state }) => state)).toEqual(["pass", "unclear"]);
  });

  it("gives no pass or fail about something seen without a box to show for it", async () => {
    const kinds = fc.constantFrom("cat", "dog", "speed-lines", "cow");
    const fraction = fc.double({ min: 0, max: 0.9, noNaN: true });
    const detection = fc
      .tuple(kinds, fraction, fraction, fc.double({ min: 0.05, max: 0.99, noNaN: true }))
      .map(([kind, x, y, confidence]) => one(kind, x, y, { confidence }));
    const prompts = fc.constantFrom(
      "two red cats behind a dog",
      "a cat chasing a dog",
      "no cows, a cat to the left of a dog",
    );
    await fc.assert(
      fc.asyncProperty(prompts, fc.array(detection, { maxLength: 6 }), async (prompt, detections) => {
        for (const { state, evidence, answer, confidence } of await verdicts(prompt, sighting(detections))) {
          expect(confidence).toBeLessThanOrEqual(1);
          const sure = state === "pass" || state === "fail";
          if (sure && !answer.startsWith("no ")) expect(evidence.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
