import { describe, expect, test } from "vitest";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { hindsightOf } from "../../../../../electron/agent/local/hindsight";
import { localRefiner } from "../../../../../electron/agent/local/refiner";
import { waysToSay } from "../../../../../electron/agent/local/wordings";
import type { Recalled } from "../../../../../shared/run/events";
import { defaultRunSettings } from "../../../../../shared/run/settings";

const prompt = "four white bicycles in front of three plastic cows";
const ways = waysToSay(prompt, "planned words", [], null);
const said = (name: string) => ways.find((way) => way.name === name)?.prompt ?? "";

function recalled(
  words: string,
  ratio: number,
  more: { similarity?: number; cooling?: number } = {},
): Recalled {
  return {
    ...{ id: "x-1", runId: "xxxxxx", iteration: 1, prompt, text: "", strategy: "", why: "" },
    similarity: more.similarity ?? 1,
    tried: {
      ...{ strategy: "s", prompt: words, planned: "planned words", gain: 0 },
      cooling: more.cooling ?? 1,
      ratio,
    },
  };
}

const plain = (ratio: number) => ratio;

describe("the refiner with hindsight", () => {
  const criteria = decompose(prompt);
  const input = {
    original: prompt,
    enhanced: "planned words",
    criteria,
    trajectory: [],
    skill: null,
    settings: defaultRunSettings,
    loadImage: async () => new Uint8Array(),
  };
  const context = { signal: new AbortController().signal, onUsage: () => undefined };

  test("takes the wording and temperature similar prompts did best with, and says so", async () => {
    const alone = await localRefiner.refine(input, context);
    expect(alone.thought).not.toContain("similar prompts");
    const best = said("restated");
    expect(alone.prompt).not.toBe(best);
    const lessons = [
      recalled(best, 1, { cooling: 0.6 }),
      recalled(best, 1, { cooling: 0.6 }),
      recalled(alone.prompt, 0.3, { cooling: 0.3 }),
      recalled(said("exact"), 0.3, { cooling: 0.3 }),
    ];
    const advised = await localRefiner.refine({ ...input, recalled: lessons }, context);
    expect(advised.prompt).toBe(best);
    expect(advised.parameters.temperature).toBe(0.6);
    expect(advised.thought).toContain("What similar prompts came to speaks for it.");
    expect(await localRefiner.refine({ ...input, recalled: [] }, context)).toEqual(alone);
  });
});

describe("hindsight", () => {
  test("speaks for the wording that did better than the others, and against the one that did worse", () => {
    const hindsight = hindsightOf(
      [recalled(said("explicit"), 1), recalled(said("original"), 0.4)],
      null,
      plain,
    );
    expect(hindsight.about("explicit", 1).sum).toBeCloseTo(0.3);
    expect(hindsight.about("original", 1).sum).toBeCloseTo(-0.3);
    expect(hindsight.about("stressed", 1)).toEqual({ sum: 0, weight: 0 });
    expect(hindsight.about("planned", 1)).toEqual({ sum: 0, weight: 0 });
  });

  test("says nothing where all came to the same: a hard prompt is no fault of its wording", () => {
    const hindsight = hindsightOf(
      [recalled(said("explicit"), 0.2), recalled(said("explicit"), 0.2)],
      null,
      plain,
    );
    expect(hindsight.about("explicit", 1).sum).toBeCloseTo(0);
  });

  test("counts nearer prompts and the same temperature for more", () => {
    const all = [
      recalled(said("explicit"), 1, { similarity: 0.725, cooling: 0.3 }),
      recalled("planned words", 0),
    ];
    const hindsight = hindsightOf(all, null, plain);
    expect(hindsight.about("explicit", 0.3).weight).toBeCloseTo(0.5);
    expect(hindsight.about("explicit", 1).weight).toBeCloseTo(0.25);
    expect(hindsight.about("planned", 1).weight).toBe(1);
  });

  test("knows a stressed wording by its beginning, and no words of others", () => {
    const stressed = `${said("exact").replace(/[.;,]$/, "")}. the bicycles; the cows`;
    const hindsight = hindsightOf(
      [recalled(stressed, 1), recalled("a poem about bicycles", 1), recalled(said("original"), 0)],
      null,
      plain,
    );
    expect(hindsight.about("stressed", 1).sum).toBeCloseTo(0.5);
    const { tried: _, ...untried } = recalled("", 1);
    expect(hindsightOf([untried], null, plain).about("original", 1).weight).toBe(0);
  });
});
