import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fieldNames,
  type NameFields,
  nameFrom,
  numbered,
  safeName,
  templateProblems,
  withoutCollisions,
} from "../../../../electron/exchange/filename";

const fields: NameFields = {
  title: "Bicycles: and/or cows?",
  iteration: 3,
  run: "k3v9x2m7qa",
  at: new Date(2026, 2, 1, 14, 5, 9).getTime(),
  seed: 7,
  skill: "spatial-layout",
  score: "6 of 7",
  prompt: "four white bicycles in front of three plastic cows",
  backend: "flatland",
  rating: null,
  index: 12,
};

describe("names from templates", () => {
  it.each([
    ["{title} {iteration}", "Bicycles and or cows 3"],
    ["{date} {time} {seed}", "2026-03-01 14.05.09 7"],
    ["{run}-{skill}-{score}-{backend}-{index}", "k3v9x2m7qa-spatial-layout-6 of 7-flatland-12"],
    ["{prompt:24} {rating}", "four white bicycles in unrated"],
    ["{prompt:3}", "fou"],
    ["{nothing} {title:x}", "{nothing} Bicycles and or cows"],
    ["con", "_con"],
    ["../../etc/passwd", "etc passwd"],
    ["...", "Untitled"],
  ])("%s gives %s", (template, name) => expect(nameFrom(template, fields)).toBe(name));

  it("are names that every file system takes, whatever the template and the fields", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ unit: fc.constantFrom(...'\\/:*?"<>|. {}con\u0000\u202e🐄é'), maxLength: 60 }),
    );
    const template = fc.oneof(
      text,
      fc.constantFrom(...fieldNames.map((name) => `{${name}}`), "{title}{prompt}{title}"),
    );
    fc.assert(
      fc.property(template, text, text, (pattern, title, prompt) => {
        const name = nameFrom(pattern, { ...fields, title, prompt });
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(190);
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(safeName(name)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  it("never come twice, on systems that pass over case either", () => {
    expect(withoutCollisions(["Cow.png", "cow.png", "cow (2).png", "Cow.png"])).toEqual([
      "Cow.png",
      "cow (2).png",
      "cow (2) (2).png",
      "Cow (3).png",
    ]);
    const name = fc.constantFrom("a.png", "A.png", "a (2).png", "b", "a (2) (2).png");
    fc.assert(
      fc.property(fc.array(name), fc.array(name), (names, taken) => {
        const free = withoutCollisions(names, taken).map((one) => one.toLowerCase());
        expect(new Set([...free, ...taken.map((one) => one.toLowerCase())]).size).toBe(
          free.length + new Set(taken.map((one) => one.toLowerCase())).size,
        );
      }),
    );
  });

  it("put the number before the extension", () => {
    expect(numbered("a.b.png", 2)).toBe("a.b (2).png");
    expect(numbered(".hidden", 2)).toBe(".hidden (2)");
  });
});

describe("problems of a template", () => {
  it.each([
    ["{title} {iteration}", []],
    ["{prompt:40} {index}", []],
    ["{titel} {index}", ["There is no field {titel}."]],
    ["{title:lots} {index}", ["{title:lots} asks for no length: write {title:40}, for example."]],
    ["{index} {", ["A brace stands alone."]],
    ["{title}", ["Without {iteration} or {index}, names differ only by a number in brackets."]],
    ["a/{index}", ['Characters that file systems do not take (\\ / : * ? " < > |) become spaces.']],
  ])("%s", (template, problems) => expect(templateProblems(template)).toEqual(problems));
});
