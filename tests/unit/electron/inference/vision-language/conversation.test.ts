import { expect, test } from "vitest";
import { likeliest } from "../../../../../electron/inference/vision-language/chances";
import { promptOf, type Turn } from "../../../../../electron/inference/vision-language/conversation";

const turns: readonly Turn[] = [
  { role: "system", content: [{ type: "text", text: "Look well." }] },
  { role: "user", content: [{ type: "image" }, { type: "text", text: "A cat?" }] },
];

const spoken = (all: readonly Turn[]) =>
  all
    .map(
      ({ role, content }) =>
        `${role}:${content.map((part) => (part.type === "text" ? part.text : "[]")).join("")}`,
    )
    .join("|");

test("a template that knows system messages gets them", () => {
  expect(promptOf(turns, spoken)).toBe("system:Look well.|user:[]A cat?");
});

test("one that refuses them is told within the first message, behind its pictures", () => {
  const refusing = (all: readonly Turn[]) => {
    if (all[0]?.role === "system") throw new Error("roles must alternate");
    return spoken(all);
  };
  expect(promptOf(turns, refusing)).toBe("user:[]Look well.\nA cat?");
});

test("so is one that drops them without a word", () => {
  const dropping = (all: readonly Turn[]) => spoken(all.filter(({ role }) => role !== "system"));
  expect(promptOf(turns, dropping)).toBe("user:[]Look well.\nA cat?");
});

test("a template that cannot be filled at all is an error", () => {
  const broken = () => {
    throw new Error("no such filter");
  };
  expect(() => promptOf(turns, broken)).toThrowError(expect.objectContaining({ code: "model-invalid" }));
});

test("the likeliest come first, as logarithms of probabilities", () => {
  const best = likeliest(Float32Array.of(1, 3, 2, 3, -5), 3);
  expect(best.map(({ id }) => id)).toEqual([1, 3, 2]);
  const all = likeliest(Float32Array.of(1, 3, 2, 3, -5), 9);
  expect(all).toHaveLength(5);
  expect(all.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 6);
});
