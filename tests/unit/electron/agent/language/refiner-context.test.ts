import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LanguageOptions } from "../../../../../electron/agent/language";
import { languageRefiner } from "../../../../../electron/agent/language/refiner";
import type { Attempt, Refined } from "../../../../../electron/agent/roles";
import { compressionOf } from "../../../../../shared/run/compression";
import { THUMBNAIL_SIDE } from "../../../../../shared/run/context-budget";
import type { DurableBody, Recalled } from "../../../../../shared/run/events";
import { reduceAll } from "../../../../../shared/run/reduce";
import { defaultRunSettings } from "../../../../../shared/run/settings";
import { textTokens } from "../../../../../shared/run/tokens";
import type { LoadedSkill } from "../../../../../shared/skills";
import { pngHeader, speaker } from "./speaker";
import { criteria, eventsOf, original, type Try, trajectory } from "./trajectory";

const answer = JSON.stringify({ thought: "t", strategy: "s", new_seed: true, prompt: "NEXT" });
const side = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(16);

interface Situation {
  readonly tries: readonly Try[];
  readonly options?: LanguageOptions;
  readonly told?: readonly DurableBody[];
  readonly skill?: LoadedSkill;
  readonly recalled?: readonly Recalled[];
  readonly enhanced?: string;
  /** Side of the pictures. */
  readonly drawn?: number;
  readonly change?: (attempts: readonly Attempt[]) => readonly Attempt[];
}

async function refine(situation: Situation) {
  const { tries, options = {}, told = [], skill = null, recalled = [], drawn = 1024 } = situation;
  const voice = speaker(() => answer);
  let loads = 0;
  const attempts = trajectory(tries, ...told);
  const refined: Refined = await languageRefiner(voice.model, options).refine(
    {
      original,
      enhanced: situation.enhanced ?? original,
      criteria,
      trajectory: situation.change?.(attempts) ?? attempts,
      skill,
      recalled,
      settings: defaultRunSettings,
      loadImage: async () => {
        loads += 1;
        return pngHeader(drawn, drawn, loads);
      },
    },
    voice.context,
  );
  return { refined, voice, text: voice.text(), pictures: voice.pictures().map(side), loads };
}

const failing = (index: number): Try => ({
  prompt: `PROMPT${index} ${"with a great many words of description ".repeat(10)}`,
  drawn: "black",
  states: ["fail", "pass", "fail"],
  lesson: `LESSON${index}: say where everything stands. ${"Keep every animal apart from the others. ".repeat(8)}`,
});
const best: Try = { prompt: "BEST", drawn: "green", states: ["pass", "pass", "fail"], lesson: "LB" };
const long = Array.from({ length: 30 }, (_, index) => failing(index + 2));

/** What made the thumbnails, with how often it was asked. */
function shrinker() {
  const asked: number[] = [];
  const thumbnail = async (_: Uint8Array, longer: number) => {
    asked.push(longer);
    return pngHeader(longer, longer, asked.length);
  };
  return { asked, thumbnail };
}

describe("what the criteria look like", () => {
  test("those that passed must stay true, those that failed must become true, each with its id", async () => {
    const { text } = await refine({ tries: [best, failing(2)] });
    expect(text).toContain(
      "MUST STAY TRUE (passed in attempt 1):\n- c1: Are there exactly four bicycles?\n- c2: Are the bicycles white?\nMUST BECOME TRUE (failed in attempt 1):\n- c3: Are there exactly three cows?",
    );
  });
});

describe("a long history", () => {
  test("stays within the tokens, whole at both ends and shorter towards the past", async () => {
    const { text, refined, voice } = await refine({ tries: [best, ...long], options: { tokens: 1_500 } });
    const memory = voice.requests[0]?.messages[1]?.content ?? [];
    const words = memory.map((part) => (part.type === "text" ? part.text : "")).join("");
    expect(textTokens(words)).toBeLessThanOrEqual(1_500);
    expect(text).toContain("BEST");
    expect(text).toContain("PROMPT31 with");
    expect(text).toContain("LESSON25");
    expect(text).not.toContain("PROMPT5 ");
    const told = refined.shown.map(({ iteration }) => iteration);
    expect(told[0]).toBe(1);
    expect(told.at(-1)).toBe(31);
    // Oldest first to go: what is told of the others has no gap up to the latest.
    const rest = told.slice(1);
    expect(rest).toEqual(Array.from({ length: rest.length }, (_, index) => 32 - rest.length + index));
    expect(rest.length).toBeLessThan(30);
  });

  test("is told to its beginning where there is room", async () => {
    const { refined } = await refine({ tries: [best, ...long] });
    expect(refined.shown).toHaveLength(31);
  });

  test("an attempt without a lesson is told by its prompt and what failed", async () => {
    const untaught = { ...failing(9), prompt: "UNTAUGHT" };
    const { lesson: _, ...silent } = untaught;
    const { text, refined } = await refine({ tries: [silent, best, ...long.slice(0, 5)] });
    expect(text).toMatch(/ATTEMPT 1\n<prompt>\nUNTAUGHT\n<\/prompt>[\s\S]*?FAILED:/);
    expect(refined.shown[0]).toEqual({ iteration: 1, parts: ["prompt", "failed"] });
  });

  test("the designer's words outlast everything else, and stand on record", async () => {
    const noted: Try = { ...failing(1), override: { id: "c1", state: "pass" }, rating: "rejected" };
    const { text, refined } = await refine({
      tries: [noted, best, ...long],
      options: { tokens: 900 },
    });
    expect(text).toContain("Attempt 1: The designer REJECTED this picture");
    expect(text).toContain("decided by the designer: I like it");
    expect(text).not.toContain("LESSON1:");
    expect(refined.shown[0]).toEqual({ iteration: 1, parts: ["notes"] });
  });

  test("candidates drawn from the same prompt have it told once", async () => {
    const sibling: Try = { ...failing(3), prompt: "SHARED" };
    const { lesson: _, ...untaught } = sibling;
    const { text, refined } = await refine({
      tries: [best, untaught, { ...sibling, states: ["pass", "pass", "fail"] }],
    });
    expect(text.match(/SHARED/g)).toHaveLength(1);
    expect(text).toContain("Drawn from the same prompt as attempt 3.");
    expect(refined.shown[1]?.parts).toEqual(["failed"]);
  });
});

describe("pictures", () => {
  const tries = [best, ...long.slice(0, 6)];

  test("the best and the latest whole, older ones as thumbnails while the budget lasts", async () => {
    const { asked, thumbnail } = shrinker();
    const { pictures, refined, loads } = await refine({ tries, options: { thumbnail } });
    expect(pictures).toEqual([1024, 256, 256, 256, 256, 1024]);
    expect(asked).toEqual([THUMBNAIL_SIDE, THUMBNAIL_SIDE, THUMBNAIL_SIDE, THUMBNAIL_SIDE]);
    expect(loads).toBe(6);
    const small = refined.shown.filter(({ parts }) => parts.includes("thumbnail"));
    expect(small.map(({ iteration }) => iteration)).toEqual([3, 4, 5, 6]);
    expect(small[0]?.thumbnail).toEqual({ bytes: 40, pixels: 256 * 256 });
    expect(refined.shown.filter(({ parts }) => parts.includes("image"))).toHaveLength(2);
  });

  test("a budget of one shows the best alone, and loads no other", async () => {
    const { thumbnail } = shrinker();
    const { pictures, loads } = await refine({ tries, options: { thumbnail, images: 1 } });
    expect(pictures).toEqual([1024]);
    expect(loads).toBe(1);
  });

  test("without a way to make them small older attempts go without, as on record", async () => {
    const { pictures, refined } = await refine({ tries });
    expect(pictures).toEqual([1024, 1024]);
    expect(refined.shown.some(({ parts }) => parts.includes("thumbnail"))).toBe(false);
  });

  test("one that cannot be made small is left out, and the others are not", async () => {
    let nth = 0;
    const thumbnail = async () => {
      nth += 1;
      if (nth === 1) throw new Error("torn file");
      return pngHeader(256, 256);
    };
    const { pictures, refined } = await refine({ tries: tries.slice(0, 4), options: { thumbnail } });
    expect(pictures).toEqual([1024, 256, 1024]);
    expect(refined.shown.find(({ iteration }) => iteration === 3)?.parts).not.toContain("thumbnail");
  });

  test("a small context makes the chief ones smaller too", async () => {
    const { thumbnail } = shrinker();
    const { pictures, refined } = await refine({ tries, options: { thumbnail, contextTokens: 4_096 } });
    expect(pictures.length).toBeGreaterThan(1);
    expect(Math.max(...pictures)).toBeLessThan(1024);
    expect(refined.shown.some(({ parts }) => parts.includes("image"))).toBe(false);
  });
});

describe("the record", () => {
  const skill: LoadedSkill = {
    manifest: { name: "n", title: "T", description: "d" },
    hash: "h",
    instructions: "SKILL advice.",
    localRules: null,
  };

  test("counts exactly the parts that were sent", async () => {
    const tries = [best, ...long.slice(0, 4)];
    const { thumbnail } = shrinker();
    const { refined } = await refine({ tries, options: { thumbnail } });
    const events = eventsOf(tries, {
      type: "prompt-refined",
      iteration: tries.length + 1,
      prompt: refined.prompt,
      thought: "",
      strategy: "s",
      parameters: refined.parameters,
      shown: [...refined.shown],
    });
    const [call] = compressionOf(reduceAll(events)).calls;
    expect(call?.shown.images).toBe(5);
    expect(call?.raw.images).toBe(5);
    // Thumbnails are weighed as they were sent; here each is a header of 40 bytes.
    const whole = call === undefined ? 0 : call.raw.imageBytes;
    expect(call?.shown.imageBytes).toBeLessThan(whole);
  });

  test("skill and lessons of other runs come as quotation, and the first wording once", async () => {
    const recalled: Recalled[] = [
      {
        id: "l1",
        runId: "otherrun1",
        iteration: 1,
        prompt: "cows",
        text: "Number them.",
        strategy: "s",
        similarity: 0.8,
        why: "cows",
      },
    ];
    const { text } = await refine({ tries: [best, failing(2)], skill, recalled, enhanced: "WORDED" });
    expect(text).toContain("<skill-instructions>\nSKILL advice.\n</skill-instructions>");
    expect(text).toContain(
      "<lessons-of-other-pictures>\n- For “cows”: Number them.\n</lessons-of-other-pictures>",
    );
    expect(text).toContain("First worded as:\n<prompt>\nWORDED\n</prompt>");
    expect((await refine({ tries: [best], enhanced: "BEST" })).text).not.toContain("First worded as");
  });

  test("a skill too long for the room is cut inside its tags", async () => {
    const { text } = await refine({
      tries: [best],
      skill: { ...skill, instructions: "Say where every single thing stands. ".repeat(2_000) },
    });
    expect(text).toMatch(/stands?…\n<\/skill-instructions>|…\n<\/skill-instructions>/);
    expect(textTokens(text)).toBeLessThan(7_500);
  });
});

test("whatever happened, no request exceeds the context it was told of", async () => {
  const word = fc.constantFrom("cow ", "自転車", "a rather long description of a thing, ");
  const attempt = fc.record({
    prompt: fc.array(word, { minLength: 1, maxLength: 120 }).map((words) => words.join("")),
    drawn: fc.constantFrom("black", "green", null),
    states: fc.array(fc.constantFrom("pass" as const, "fail" as const, "unclear" as const), {
      minLength: 3,
      maxLength: 3,
    }),
    lesson: fc.string({ maxLength: 700 }),
    thought: fc.string({ maxLength: 2_000 }),
  });
  const context = fc.constantFrom(2_048, 3_000, 4_096, 8_192);
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempt, { minLength: 1, maxLength: 12 }),
      context,
      fc.boolean(),
      async (tries, contextTokens, canShrink) => {
        const options = canShrink ? { contextTokens, thumbnail: shrinker().thumbnail } : { contextTokens };
        const { voice } = await refine({ tries, options });
        expect(Math.max(...voice.sizes())).toBeLessThanOrEqual(contextTokens);
      },
    ),
    { numRuns: 60 },
  );
});
