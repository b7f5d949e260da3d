import { describe, expect, test } from "vitest";
import { languageRefiner } from "../../../../../electron/agent/language/refiner";
import { editFrom } from "../../../../../electron/agent/language/refiner-edit";
import type { Editing } from "../../../../../electron/agent/roles";
import { editSchema } from "../../../../../shared/run/events";
import { defaultRunSettings } from "../../../../../shared/run/settings";
import { NOT_ASKED } from "../../../../../shared/run/verdicts";
import { pngHeader, speaker } from "./speaker";
import { failureOf } from "./thinker";
import { criteria, original, type Try, trajectory } from "./trajectory";

const base: Try = { prompt: "P1", drawn: "green", states: ["pass", "pass", "fail"], seed: 11 };
const worse: Try = { prompt: "P2", drawn: "blue", states: ["fail", "fail", "fail"] };
const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 };
const proposal = { base: 1, instruction: "Add a third cow on the right.", mend: ["c3"] };

async function refine(said: object, tries: readonly Try[] = [base, worse], editing?: Editing) {
  const voice = speaker(() => JSON.stringify({ thought: "t", strategy: "", new_seed: false, ...said }));
  const refined = await languageRefiner(voice.model).refine(
    {
      original,
      enhanced: original,
      criteria,
      trajectory: trajectory(tries),
      skill: null,
      settings: defaultRunSettings,
      loadImage: async () => pngHeader(512, 512),
      ...(editing === undefined ? {} : { editing }),
    },
    voice.context,
  );
  return { refined, voice };
}

describe("a mended picture", () => {
  test("keeps by computation what passed in the base, whatever the model says", async () => {
    const { refined } = await refine(
      { prompt: "P3", edit: { ...proposal, keep: ["c3"], boxes: [[0, 0, 1, 1]] } },
      [base, worse],
      "instruction",
    );
    expect(refined.edit).toEqual({
      base: 1,
      instruction: "Add a third cow on the right.",
      mend: ["c3"],
      keep: ["c1", "c2"],
      boxes: null,
    });
    expect(refined.prompt).toBe("P3");
    editSchema.parse(refined.edit);
  });

  test("is drawn by a seed of its own at the base's size, and called mended", async () => {
    const { refined } = await refine({ prompt: "P3", edit: proposal }, [base, worse], "mask");
    expect(refined.parameters.size).toBe(512);
    expect([11, 7]).not.toContain(refined.parameters.seed);
    expect(refined.strategy).toBe("mended");
  });

  test("without a prompt of its own is described by the base's", async () => {
    const { refined } = await refine({ edit: proposal }, [base, worse], "scene");
    expect(refined).toMatchObject({ prompt: "P1", edit: { base: 1 } });
  });

  test("is offered only to generators that can, with words for how they do", async () => {
    const plain = await refine({ prompt: "P3", edit: proposal });
    expect(plain.refined.edit).toBeUndefined();
    expect(plain.voice.text()).not.toContain('"edit"');
    for (const [editing, words] of [
      ["scene", /changes single objects/],
      ["mask", /region anew/],
      ["instruction", /image editor/],
    ] as const) {
      const { voice } = await refine({ prompt: "P3", edit: null }, [base], editing);
      expect(voice.text()).toMatch(words);
      expect(voice.text()).toMatch(/few fail/);
    }
  });

  test("that cannot be is drawn anew; without a prompt either there is no answer", async () => {
    const { refined } = await refine({ prompt: "P3", edit: { ...proposal, base: 9 } }, [base], "mask");
    expect(refined).toMatchObject({ prompt: "P3" });
    expect(refined.edit).toBeUndefined();
    const nothing = refine({ edit: { ...proposal, base: 9 } }, [base], "mask");
    expect((await failureOf(nothing)).code).toBe("bad-answer");
  });
});

describe("what can be mended", () => {
  const seen = (...places: (typeof box)[]) =>
    places.map((one) => ({ box: one, label: "", confidence: 1, supports: false }));
  const judged = (id: string, evidence: ReturnType<typeof seen>, by = "m") => ({
    type: "criterion-judged" as const,
    iteration: 1,
    verdict: { criterionId: id, state: "fail" as const, confidence: 1, answer: "", evidence, by },
  });

  test("failures named by id, by id and question, or by question; all of them where none is named", () => {
    const attempts = trajectory([worse]);
    const mended = (mend: unknown) => editFrom({ ...proposal, mend }, attempts)?.mend;
    expect(mended(["c2"])).toEqual(["c2"]);
    expect(mended(["C3: are there three cows?", "Are the bicycles white?"])).toEqual(["c2", "c3"]);
    expect(mended(["x"])).toEqual(["c1", "c2", "c3"]);
    expect(mended("everything")).toEqual(["c1", "c2", "c3"]);
  });

  test("is restricted to where the failures were seen, and only if all were seen somewhere", () => {
    const told = trajectory([worse], judged("c1", seen(box)), judged("c2", seen(box, box)), judged("c3", []));
    expect(editFrom({ ...proposal, mend: ["c1", "c2"] }, told)?.boxes).toEqual([box, box, box]);
    expect(editFrom({ ...proposal, mend: ["c1", "c3"] }, told)?.boxes).toBeNull();
  });

  test("a question that was never put leaves its place to the one it depends on", () => {
    const told = trajectory([worse], judged("c1", seen(box)), judged("c2", [], NOT_ASKED));
    expect(editFrom({ ...proposal, mend: ["c1", "c2"] }, told)?.boxes).toEqual([box]);
    expect(editFrom({ ...proposal, mend: ["c2"] }, told)?.boxes).toBeNull();
  });

  test.each<[string, readonly Try[], object]>([
    ["an attempt there is not", [base], { base: 2 }],
    ["one that was never drawn", [{ ...base, drawn: null, states: [] }], {}],
    ["one the designer rejected", [{ ...base, rating: "rejected" }, worse], {}],
    ["one in which nothing failed", [{ ...base, states: ["pass", "pass", "pass"] }], {}],
    ["no words", [base], { instruction: " " }],
    ["no number", [base], { base: "the best one" }],
  ])("%s is nothing to mend", (_, tries, more) => {
    expect(editFrom({ ...proposal, ...more }, trajectory(tries))).toBeNull();
  });

  test("the same words over the same picture are not tried twice", () => {
    const edit = { ...proposal, keep: [], boxes: null };
    const again = trajectory([base], {
      type: "iteration-started",
      iteration: 2,
      prompt: "P1",
      thought: "",
      strategy: "s",
      parameters: { seed: 1, size: 512, temperature: 1 },
      edit,
    });
    expect(editFrom(proposal, again)).toBeNull();
    expect(editFrom({ ...proposal, instruction: "Other words." }, again)).not.toBeNull();
  });

  test("a base told in words is found by its number", () => {
    expect(editFrom({ ...proposal, base: "attempt 1" }, trajectory([base]))?.base).toBe(1);
  });
});
