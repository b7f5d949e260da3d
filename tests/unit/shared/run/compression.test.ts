import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, compressionOf, savedShare, utf8Length } from "../../../../shared/run/compression";
import type { DurableBody } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../shared/run/settings";
import { anyJournal, begunJournal, stamped } from "./arbitrary";

const hash = "a".repeat(64);
const ref = { hash, file: `${hash}.png`, bytes: 5_000 };
const parameters = { seed: 1, size: 1024, temperature: 1 };

function attempt(n: number): DurableBody[] {
  return [
    // 20 characters of prompt, thought and strategy; 24 of question and answer; 8 of lesson, 9 bytes.
    {
      type: "iteration-started",
      iteration: n,
      prompt: "ten chars.",
      thought: "five.",
      strategy: "five!",
      parameters,
    },
    {
      type: "image-generated",
      iteration: n,
      image: ref,
      ...{ width: 750, height: 100, ms: 1, backend: "b", notes: [] },
    },
    {
      type: "criterion-judged",
      iteration: n,
      verdict: {
        ...{
          criterionId: "c",
          state: "fail",
          confidence: 1,
          answer: "two were seen",
          evidence: [],
          by: "eye",
        },
      },
    },
    { type: "iteration-judged", iteration: n, score: { passed: 0, judged: 1, total: 1, ratio: 0 }, ms: 1 },
    {
      type: "experience-distilled",
      experience: { iteration: n, text: "Say möre", worked: [], failed: [], strategy: "five!" },
    },
  ];
}

const opening: DurableBody[] = [
  { type: "run-created", run: { id: "abcdef", title: "t", prompt: "p", settings: defaultRunSettings } },
  {
    type: "criteria-proposed",
    criteria: [
      { id: "c", question: "Three cows?", kind: "count", weight: 1, enabled: true, origin: "decomposer" },
    ],
  },
];

const refined = (
  iteration: number,
  shown: (DurableBody & { type: "prompt-refined" })["shown"],
): DurableBody => ({
  type: "prompt-refined",
  iteration,
  prompt: "next",
  thought: "",
  strategy: "s",
  parameters,
  shown,
});

describe("what memory saves", () => {
  it("is what was shown against the whole history, to the byte", () => {
    const state = reduceAll(
      stamped([
        ...opening,
        ...attempt(1),
        refined(2, [{ iteration: 1, parts: ["prompt", "verdicts", "image"] }]),
        ...attempt(2),
        refined(3, [
          { iteration: 2, parts: ["prompt", "verdicts", "image", "experience"] },
          { iteration: 1, parts: ["experience"] },
        ]),
      ]),
    );
    const { calls, shown, raw } = compressionOf(state);
    // An attempt raw: 20 + 24 characters are 5 + 6 tokens, 75,000 pixels are 100.
    const one = { textBytes: 44, imageBytes: 5_000, images: 1, tokens: 111 };
    expect(calls).toEqual([
      { iteration: 2, shown: one, raw: one },
      {
        iteration: 3,
        // Two lessons of 8 characters, 9 bytes, 2 tokens.
        shown: { textBytes: 44 + 18, imageBytes: 5_000, images: 1, tokens: 111 + 4 },
        raw: { textBytes: 88, imageBytes: 10_000, images: 2, tokens: 222 },
      },
    ]);
    expect(bytesOf(raw) - bytesOf(shown)).toBe(15_132 - 10_106);
    expect(savedShare(shown.tokens, raw.tokens)).toBeCloseTo(1 - 226 / 333);
  });

  it("counts what a branch inherited, and lessons of other runs as a cost", () => {
    const inherited = {
      iteration: 1,
      runId: "parent",
      prompt: "twelve chars",
      thought: "",
      strategy: "",
      parameters,
      image: ref,
      verdicts: [],
      experience: { iteration: 1, text: "Four", worked: [], failed: [], strategy: "" },
    };
    const lesson = {
      ...{ id: "x-1", runId: "xxxxxx", iteration: 1, prompt: "1234", text: "5678", strategy: "s" },
      ...{ similarity: 0.9, why: "" },
    };
    const state = reduceAll(
      stamped([
        ...opening,
        { type: "memory-inherited", from: { runId: "parent", iteration: 1 }, attempts: [inherited] },
        { type: "experiences-recalled", recalled: [lesson] },
        ...attempt(1),
        refined(2, [{ iteration: 1, inherited: true, runId: "parent", parts: ["experience"] }]),
      ]),
    );
    const [call] = compressionOf(state).calls;
    expect(call?.shown).toEqual({ textBytes: 12, imageBytes: 0, images: 0, tokens: 3 });
    // 12 characters and a picture of 1024 × 1024 pixels, and the run's own first attempt.
    expect(call?.raw).toEqual({ textBytes: 56, imageBytes: 10_000, images: 2, tokens: 3 + 1_399 + 111 });
  });

  it("weighs a thumbnail as it was sent, and counts what failed and the designer's notes by themselves", () => {
    const state = reduceAll(
      stamped([
        ...opening,
        ...attempt(1),
        { type: "verdict-overridden", iteration: 1, criterionId: "c", state: "fail", note: "too few" },
        refined(2, [
          {
            iteration: 1,
            parts: ["prompt", "failed", "thumbnail"],
            thumbnail: { bytes: 900, pixels: 256 * 256 },
          },
        ]),
        ...attempt(2),
        refined(3, [{ iteration: 1, parts: ["notes"] }]),
      ]),
    );
    const [second, third] = compressionOf(state).calls;
    // 20 characters of prompt, and 11 of the question with 7 of the note instead of the answer.
    expect(second?.shown).toEqual({ textBytes: 38, imageBytes: 900, images: 1, tokens: 5 + 5 + 88 });
    expect(third?.shown).toEqual({ textBytes: 18, imageBytes: 0, images: 0, tokens: 5 });
  });

  it("counts of a thought what is read again, and all of it in the raw history", () => {
    const [started, ...rest] = attempt(1);
    if (started?.type !== "iteration-started") throw new Error("no beginning");
    const thought = "five.\n\nAnd pages of reasoning behind it.";
    const state = reduceAll(
      stamped([
        ...opening,
        { ...started, thought },
        ...rest,
        refined(2, [{ iteration: 1, parts: ["prompt"] }]),
      ]),
    );
    const [call] = compressionOf(state).calls;
    expect(call?.shown.textBytes).toBe(20);
    expect(call?.raw.textBytes).toBe(44 + thought.length - "five.".length);
  });

  it("is nothing for a run without a second attempt", () => {
    const { calls, shown, raw } = compressionOf(reduceAll(stamped([...opening, ...attempt(1)])));
    expect([calls, bytesOf(shown), bytesOf(raw)]).toEqual([[], 0, 0]);
    expect(savedShare(0, 0)).toBe(0);
  });

  it("adds up for every journal", () => {
    fc.assert(
      fc.property(fc.oneof(anyJournal, begunJournal), (events) => {
        const { calls, shown, raw } = compressionOf(reduceAll(events));
        const sum = (pick: (call: (typeof calls)[number]) => number) =>
          calls.reduce((total, call) => total + pick(call), 0);
        expect(sum((call) => bytesOf(call.shown))).toBe(bytesOf(shown));
        expect(sum((call) => call.raw.tokens)).toBe(raw.tokens);
        for (const call of calls) {
          expect(call.shown.images).toBeGreaterThanOrEqual(0);
          expect(call.raw.tokens).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("measures text as it is sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // Lone halves of a pair are sent as a replacement character of three bytes.
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
  });
});
