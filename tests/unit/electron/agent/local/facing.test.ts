/** Which way things look: read, asked, answered, told to the engine. */
import { describe, expect, it } from "vitest";
import { questionFor } from "../../../../../electron/agent/local/asking";
import { concludedPrompt } from "../../../../../electron/agent/local/conclusion";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { readPrompt } from "../../../../../electron/agent/local/grammar";
import { instructionFor } from "../../../../../electron/agent/local/instruction";
import { checkOfQuestion } from "../../../../../electron/agent/local/question";
import { judge } from "../../../../../electron/agent/local/verifier";
import type { Check } from "../../../../../shared/run/criteria";
import { criterion } from "../support";
import { rowOf, sightOf } from "./sighted";

const waysOf = (prompt: string) =>
  decompose(prompt).flatMap(({ check }) =>
    check?.type === "facing" ? [`${check.of.finish ?? ""} ${check.of.kind} ${check.facing}`.trim()] : [],
  );

describe("which way things look", () => {
  it.each([
    ["a cat facing left", ["cat left"]],
    ["two dogs looking to the right next to a cat", ["dog right"]],
    ["three cats all facing left and a red dog facing right", ["cat left", "dog right"]],
    ["a row of ducks, facing left", ["duck left"]],
    ["the horse is turned to the left", ["horse left"]],
    ["Facing right, a cow", ["cow right"]],
    ["a red cat facing left and a blue cat facing right", ["red cat left", "blue cat right"]],
    ["a cat that is facing left", ["cat left"]],
    ["a cat not facing left", ["cat right"]],
  ])("%s", (prompt, ways) => {
    expect(waysOf(prompt)).toEqual(ways);
    const others = decompose(prompt).map(({ check }) => check?.type);
    expect(others).not.toContain("region");
    expect(others).not.toContain("uncheckable");
  });

  it.each([
    ["a ball facing left", "“ball”"],
    ["two apples facing left", "apples"],
    ["three cats and two cats facing left", "cats"],
  ])("%s is asked, though nobody can tell", (prompt) => {
    expect(waysOf(prompt)).toEqual([]);
    const open = decompose(prompt).filter(({ check }) => check?.type === "uncheckable");
    expect(open.length).toBeGreaterThan(0);
  });

  it("leaves places and each other as they were", () => {
    expect(waysOf("a cat facing a dog")).toEqual([]);
    expect(waysOf("two cats facing each other")).toEqual([]);
    expect(decompose("a cat on the left").map(({ check }) => check?.type)).toContain("region");
  });

  it("is told to the engine", () => {
    const told = (prompt: string) => concludedPrompt(readPrompt(prompt));
    expect(told("three cats looking to the left and a dog")).toBe("three cats facing left, and one dog");
    expect(told("a cat not facing left")).toBe("one cat facing right");
  });

  it.each(["left", "right"] as const)("%s: what is asked is read back", (facing) => {
    const check: Check = { type: "facing", of: { kind: "cat" }, facing };
    expect(checkOfQuestion(questionFor(check, { of: 1 }))).toEqual(check);
    expect(checkOfQuestion(questionFor(check, { of: 3 }))).toEqual(check);
  });

  it("passes where all look so, fails with the one that does not, and is unclear where it cannot be told", () => {
    const left: Check = { type: "facing", of: { kind: "cat" }, facing: "left" };
    const cats = (facing: "left" | "right", count: number, y: number) =>
      rowOf("cat", count, y, { facing, facingConfidence: 0.97 });
    expect(judge(left, sightOf(cats("left", 3, 0.4)))).toMatchObject({
      state: "pass",
      answer: "three cats, facing left",
    });
    const mixed = judge(left, sightOf([...cats("left", 2, 0.4), ...cats("right", 1, 0.8)]));
    expect(mixed).toMatchObject({ state: "fail", answer: "1 of 3 facing right" });
    expect(mixed.evidence.map(({ supports }) => supports)).toEqual([true, true, false]);
    expect(judge(left, sightOf(rowOf("cat", 1)))).toMatchObject({ state: "unclear", confidence: 0 });
    expect(judge(left, sightOf([]))).toMatchObject({ state: "fail", answer: "no cat seen" });
    const doubtful = rowOf("cat", 1, 0.4, { facing: "left", facingConfidence: 0.52 });
    expect(judge(left, sightOf(doubtful)).state).toBe("unclear");
  });

  it("is changed in words where a server edits by words", () => {
    const asked = criterion("f", { check: { type: "facing", of: { kind: "cat" }, facing: "left" } });
    expect(instructionFor([{ criterion: asked, verdict: null }])).toBe(
      "Turn the cats so that they look to the left; leave everything else as it is.",
    );
  });
});
