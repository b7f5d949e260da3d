import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TokenChance } from "../../../../../electron/agent/language/chat";
import { leaningOf, yesChance } from "../../../../../electron/agent/language/likelihood";
import { languageVerifier } from "../../../../../electron/agent/language/verifier";
import { readAlone } from "../../../../../electron/agent/language/verify-alone";
import type { Verdict } from "../../../../../shared/run/verdicts";
import { pngHeader, type Say, speaker } from "./speaker";
import { criterion } from "./thinker";

const chance = (token: string, probability: number): TokenChance => ({
  token,
  logprob: Math.log(probability),
});

describe("the chance of a yes", () => {
  test("adds up every way of writing either, in any of the languages", () => {
    const first = [
      chance("Yes", 0.4),
      chance(" yes", 0.2),
      chance("No", 0.1),
      chance("▁no", 0.1),
      chance("The", 0.2),
    ];
    expect(yesChance(first)).toBeCloseTo(0.75);
    expect(yesChance([chance("Ja", 0.9), chance("Nein", 0.1)])).toBeCloseTo(0.9);
    expect(yesChance([chance("Ġoui", 0.3), chance("Non", 0.6)])).toBeCloseTo(1 / 3);
    expect(yesChance([chance("是", 0.5), chance("否", 0.5)])).toBeCloseTo(0.5);
    expect(yesChance([chance("はい", 0.8), chance("いいえ", 0.2)])).toBeCloseTo(0.8);
    expect(yesChance([chance("Sí", 0.7), chance("No", 0.3)])).toBeCloseTo(0.7);
  });

  test.each([
    ["a brace", [chance("{", 0.9), chance("Yes", 0.1)]],
    ["doubt", [chance("unclear", 0.6), chance("Yes", 0.4)]],
    ["parts of other words", [chance("Yesterday", 0.5), chance("Not", 0.5)]],
    ["nothing", []],
  ])("%s tells none", (_, first) => {
    expect(yesChance(first)).toBeNull();
  });

  test("a near tie decides nothing, whatever the word was", () => {
    expect(leaningOf([chance("Yes", 0.6), chance("No", 0.4)], "yes")?.answer).toBe("unclear");
    expect(leaningOf([chance("Yes", 0.65), chance("No", 0.35)], "yes")?.answer).toBe("yes");
    expect(leaningOf([chance("Yes", 0.2), chance("No", 0.8)], "no")).toEqual({
      answer: "no",
      confidence: expect.closeTo(0.8),
    });
  });

  test("chances that contradict the word decide nothing", () => {
    expect(leaningOf([chance("Yes", 0.9), chance("No", 0.1)], "no")?.answer).toBe("unclear");
    expect(leaningOf([chance("Yes", 0.9), chance("No", 0.1)], "unclear")?.answer).toBe("unclear");
    expect(leaningOf(undefined, "yes")).toBeNull();
  });

  test("no chances ever make a pass of an answer that was none", () => {
    const tokens = fc.constantFrom("Yes", "no", "{", "The", "是", "");
    const first = fc.array(
      fc.record({ token: tokens, logprob: fc.double({ min: -20, max: 20, noNaN: true }) }),
    );
    fc.assert(
      fc.property(first, fc.constantFrom("no" as const, "unclear" as const), (chances, said) => {
        const leaning = leaningOf(chances, said);
        expect(leaning?.answer).not.toBe("yes");
        if (leaning !== null) expect(leaning.confidence).toBeGreaterThanOrEqual(0.5);
      }),
    );
  });
});

const image = pngHeader(512, 512);

async function verdictsBy(say: Say, questions = 1, perQuestion = true) {
  const voice = speaker(say);
  const criteria = Array.from({ length: questions }, (_, index) => criterion(`c${index + 1}`, `Q${index}?`));
  const verifier = languageVerifier(voice.model, { perQuestion });
  const verdicts: Verdict[] = [];
  for await (const verdict of verifier.verify({ image, criteria, prompt: "p" }, voice.context)) {
    verdicts.push(verdict);
  }
  return { verdicts, voice, verifier };
}

describe("asking question by question", () => {
  test("asks for alternatives and holds the answer to no form, so that its first token is the answer", async () => {
    const { voice, verdicts, verifier } = await verdictsBy(() => ({
      text: 'Yes\n{"reason": "a cow stands there", "confidence": 0.2, "boxes": [{"label": "cow", "box": [0.1, 0.1, 0.5, 0.5]}]}',
      first: [chance("Yes", 0.92), chance("No", 0.08)],
    }));
    expect(voice.requests[0]?.alternatives).toBe(10);
    expect(voice.requests[0]?.form).toBeUndefined();
    expect(verdicts[0]).toMatchObject({ state: "pass", answer: "a cow stands there" });
    expect(verdicts[0]?.confidence).toBeCloseTo(0.92);
    expect(verdicts[0]?.evidence).toHaveLength(1);
    expect(verifier.perQuestion).toBe(true);
  });

  test("puts every question by itself and none in a batch", async () => {
    const { voice, verdicts } = await verdictsBy(() => "no", 3);
    expect(voice.requests).toHaveLength(3);
    expect(verdicts.map(({ state }) => state)).toEqual(["fail", "fail", "fail"]);
  });

  test("a verifier that answers all in one look does not claim to ask one by one", async () => {
    const { verifier } = await verdictsBy(() => "yes", 1, false);
    expect(verifier.perQuestion).toBeUndefined();
  });

  test("a near tie is unclear and can still become clear with another picture", async () => {
    const { verdicts } = await verdictsBy(() => ({
      text: "Yes",
      first: [chance("Yes", 0.55), chance("No", 0.45)],
    }));
    expect(verdicts[0]?.state).toBe("unclear");
    expect(verdicts[0]?.confidence).toBeCloseTo(0.55);
  });

  test("without chances the word and the stated confidence count", async () => {
    const { verdicts } = await verdictsBy(() => 'No.\n{"reason": "two cows", "confidence": 0.7}');
    expect(verdicts[0]).toMatchObject({ state: "fail", confidence: 0.7, answer: "two cows" });
  });
});

describe("reading one answer", () => {
  const read = (text: string, truncated = false) => {
    const usage = { calls: 1, inputTokens: 0, outputTokens: 0 };
    return readAlone({ text, reasoning: "", truncated, usage }, "c1");
  };

  test.each([
    ["Yes", "yes", ""],
    ["Yes, three cows are there.", "yes", "three cows are there."],
    ["**No** – only two.", "no", "only two."],
    ["Nein, es sind zwei.", "no", "es sind zwei."],
    ["是的，有三头牛。", "yes", "有三头牛。"],
    ['```json\n{"answer": "no", "reason": "none"}\n```', "no", "none"],
    ['unclear\n{"reason": "too dark", "boxes": []}', "unclear", "too dark"],
    ['Yes {"answer": "no", "reason": "none"}', "unclear", "none"],
  ])("%j is %s because %j", (text, answer, reason) => {
    expect(read(text)).toMatchObject({ answer, reason });
  });

  test.each([["Moo."], [""], ["{}"], ['{"reason": "a cow"}']])("%j holds no answer", (text) => {
    expect(read(text)).toBeNull();
  });

  test("one word that was cut off may have been half of another", () => {
    expect(read("no", true)).toBeNull();
    expect(read("No, only two c", true)?.answer).toBe("no");
  });
});
