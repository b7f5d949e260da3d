/** What lies behind everything: asked, read back and answered. */
import { describe, expect, it } from "vitest";
import { questionFor } from "../../../../../electron/agent/local/asking";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { instructionFor } from "../../../../../electron/agent/local/instruction";
import { checkOfQuestion } from "../../../../../electron/agent/local/question";
import { judge } from "../../../../../electron/agent/local/verifier";
import { backdropNames } from "../../../../../shared/flatland/scene";
import world from "../../../../../shared/flatland/world.json";
import { criterion } from "../support";
import { rowOf, sightOf } from "./sighted";

const ofStyle = (prompt: string) =>
  decompose(prompt).flatMap(({ kind, check, question }) => (kind === "style" ? [{ check, question }] : []));
const at = (name: (typeof backdropNames)[number], confidence = 0.98) => ({
  ...sightOf(rowOf("cat", 1)),
  backdrop: { name, confidence },
});

describe("a backdrop", () => {
  it.each(world.backdrops.flatMap(({ name, words }) => words.map((words) => [words, name] as const)))(
    "is asked for by “%s”",
    (words, backdrop) => {
      for (const prompt of [`two red cats ${words}`, `${words}, a dog`])
        expect(ofStyle(prompt).map(({ check }) => check)).toEqual([{ type: "backdrop", backdrop }]);
    },
  );

  it.each([
    ["two cats in front of a plain background", "plain"],
    ["a cat on the beach, and a dog by the sea", "beach"],
  ])("is asked for once: %s", (prompt, backdrop) => {
    expect(ofStyle(prompt).map(({ check }) => check)).toEqual([{ type: "backdrop", backdrop }]);
  });

  it.each([
    "a cat, not at night",
    "a cat with no plain background",
    "a cat in the city at night",
    "a cat on a wonderfully plain background",
    "a cat in watercolour style",
  ])("is not asked for where more or less than that is said: %s", (prompt) => {
    const found = ofStyle(prompt);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ check }) => check?.type)).not.toContain("backdrop");
  });

  it.each(backdropNames)("%s: what is asked is read back", (backdrop) => {
    const check = { type: "backdrop", backdrop } as const;
    expect(checkOfQuestion(questionFor(check, { of: null }))).toEqual(check);
  });

  it("passes, fails, and is unclear where nobody can tell", () => {
    const night = { type: "backdrop", backdrop: "night" } as const;
    expect(judge(night, at("night"))).toMatchObject({ state: "pass", answer: "the scene is at night" });
    expect(judge(night, at("room"))).toMatchObject({ state: "fail", answer: "the scene is in a room" });
    expect(judge(night, at("night", 0.5)).state).toBe("unclear");
    expect(judge(night, sightOf([]))).toMatchObject({ state: "unclear", confidence: 0 });
  });

  it("is changed in words where a server edits by words", () => {
    const asked = criterion("b", { check: { type: "backdrop", backdrop: "beach" } });
    expect(instructionFor([{ criterion: asked, verdict: null }])).toBe(
      "Change what lies behind everything: set the scene on a beach; leave everything else as it is.",
    );
  });
});
