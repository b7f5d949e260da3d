import { describe, expect, it } from "vitest";
import { checkOfQuestion } from "../../../../../electron/agent/local/question";

const cat = { kind: "cat" };
const dog = { kind: "dog" };

describe("questions in plain words", () => {
  it.each([
    ["Are there exactly four bikes?", { type: "count", of: { kind: "bicycle" }, count: 4 }],
    ["Is there a cat?", { type: "object", of: cat }],
    ["Are the cats red?", { type: "attribute", of: cat, finish: "red" }],
    ["Is the candle made of metal?", { type: "attribute", of: { kind: "candle" }, finish: "metal" }],
    [
      "Is the cat to the left of the dog?",
      { type: "relation", relation: "left-of", subject: cat, object: dog },
    ],
    ["Does the picture read “SALE”?", { type: "text", text: "SALE" }],
    ["Are there no cats?", { type: "count", of: cat, count: 0 }],
    ["two dogs", { type: "count", of: dog, count: 2 }],
    ["Is it beautiful?", null],
    ["Are the red cats to the left of a dog and behind a cow?", null],
    ["", null],
  ])("%s", (question, check) => expect(checkOfQuestion(question)).toEqual(check));
});
