import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose } from "../../../../../electron/agent/local/decomposer";
import { criterionSchema } from "../../../../../shared/run/criteria";

const questions = (prompt: string) => decompose(prompt).map((criterion) => criterion.question);
const reasons = (prompt: string) =>
  decompose(prompt).flatMap(({ check }) => (check?.type === "uncheckable" ? [check.reason] : []));

describe("decompose", () => {
  it("asks for presence, number, look and place of every group", () => {
    expect(questions("four white bicycles in front of three plastic cows")).toEqual([
      "Are there any bicycles?",
      "Are there exactly four bicycles?",
      "Are all the bicycles white?",
      "Are the bicycles in front of the cows?",
      "Are there any cows?",
      "Are there exactly three cows?",
      "Are all the cows made of plastic?",
    ]);
  });

  it("takes an article for exactly one", () => {
    expect(questions("an elephant chasing a wooden dog")).toEqual([
      "Is there an elephant?",
      "Is there exactly one elephant?",
      "Is the elephant chasing the dog?",
      "Is there a dog?",
      "Is there exactly one dog?",
      "Is the dog made of wood?",
    ]);
  });

  it("tells groups of one kind apart by their finish", () => {
    const criteria = decompose("two red cats to the left of three blue cats");
    expect(criteria.map(({ check }) => check)).toEqual([
      { type: "object", of: { kind: "cat", finish: "red" } },
      { type: "count", of: { kind: "cat", finish: "red" }, count: 2 },
      {
        type: "relation",
        relation: "left-of",
        subject: { kind: "cat", finish: "red" },
        object: { kind: "cat", finish: "blue" },
      },
      { type: "object", of: { kind: "cat", finish: "blue" } },
      { type: "count", of: { kind: "cat", finish: "blue" }, count: 3 },
    ]);
  });

  it("adds up groups nobody could tell apart, and does not judge between them", () => {
    expect(questions("two cats behind three cats")).toContain("Are there exactly five cats in all?");
    expect(reasons("two cats behind three cats")).toEqual([
      "The local eyes cannot tell the two groups of cats apart.",
    ]);
  });

  it("asks what the picture reads", () => {
    const [text, look] = decompose('a red sign that says "HELLO"');
    expect(text).toMatchObject({ kind: "text", check: { type: "text", text: "HELLO" } });
    expect(look).toMatchObject({ check: { type: "attribute", of: { kind: "lettering" }, finish: "red" } });
  });

  it("takes “everything” for all that was named, and asks about it where nothing was", () => {
    const asked = questions("a cat, two dogs and a balloon above everything else");
    expect(asked.filter((question) => question.includes("on top of"))).toEqual([
      "Is the balloon on top of the cat?",
      "Is the balloon on top of the dogs?",
    ]);
    expect(questions("two cats, everything in pink").at(-1)).toBe(
      "Does the picture show “everything in pink”?",
    );
    expect(questions("a sun above everything").at(-1)).toContain("everything");
  });

  it.each([
    ["“ZOO” over a giraffe, an elephant and two flamingos", ["giraffe", "elephant", "flamingos"]],
    ["The word “HI” above a cat and a dog under a tree", ["cat"]],
    ["The word “HI” above a cat, two dogs", ["cat"]],
    ["a cat above a dog and a tree, “HI” above the tree", ["tree"]],
    ["A label with “BIO” on it and five green mushrooms", []],
  ])("takes lettering to stand to a whole list: %s", (prompt, objects) => {
    const asked = questions(prompt).filter((question) => question.startsWith("Is the lettering"));
    expect(asked).toEqual(objects.map((object) => `Is the lettering on top of the ${object}?`));
    expect(reasons(prompt)).toEqual([]);
  });

  it("makes absence a number", () => {
    expect(decompose("no cats")).toMatchObject([
      { question: "Is the picture free of cats?", check: { type: "count", count: 0 } },
    ]);
  });

  it("asks nothing about numbers the prompt leaves open", () => {
    expect(questions("some cats")).toEqual(["Are there any cats?"]);
  });

  it("owns up to what cannot be checked", () => {
    expect(reasons("a fluffy cat inside a dog, soft light")).toEqual([
      "The local eyes cannot tell whether something is “fluffy”.",
      "The local grammar does not understand “inside”.",
      "The local eyes cannot judge style.",
    ]);
    expect(reasons("a red striped cat")).toHaveLength(1);
    expect(reasons("a cat in the background")).toHaveLength(1);
    expect(reasons("a cat on the left and a cat on the right")).toHaveLength(2);
  });

  it("keeps identities over repeated runs and edits elsewhere", () => {
    const [first] = decompose("four cats and a dog");
    expect(decompose("four cats and a pig")[0]?.id).toBe(first?.id);
    expect(decompose("five cats and a dog")[1]?.id).not.toBe(decompose("four cats and a dog")[1]?.id);
  });

  it("says what makes no sense where the things are not there", () => {
    const needs = (prompt: string) => {
      const criteria = decompose(prompt);
      const question = (id: string) => criteria.find((one) => one.id === id)?.question;
      return criteria.map((one) => [one.question, (one.requires ?? []).map(question)]);
    };
    expect(needs("four white bicycles in front of a cow in the background")).toEqual([
      ["Are there any bicycles?", []],
      ["Are there exactly four bicycles?", ["Are there any bicycles?"]],
      ["Are all the bicycles white?", ["Are there any bicycles?"]],
      ["Are the bicycles in front of the cow?", ["Are there any bicycles?", "Is there a cow?"]],
      ["Is there a cow?", []],
      ["Is there exactly one cow?", ["Is there a cow?"]],
      ["Is the cow in the background?", ["Is there a cow?"]],
    ]);
    expect(needs("two red cats chasing three blue cats")[2]).toEqual([
      "Are the red cats chasing the blue cats?",
      ["Are there any red cats?", "Are there any blue cats?"],
    ]);
    expect(needs('no cats, a red sign that says "HELLO"').flatMap(([, requires]) => requires)).toEqual([]);
  });

  it("finds a criterion in anything that is not blank, each valid and with its own identity", () => {
    const word = fc.constantFrom(
      "two",
      "a",
      "red",
      "cat",
      "cats",
      "behind",
      "chasing",
      "and",
      ",",
      "soft",
      "light",
      "the",
      '"HI"',
    );
    const prompt = fc.oneof(
      fc.string(),
      fc.array(word, { minLength: 1 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(prompt, (text) => {
        const criteria = decompose(text);
        expect(criteria.length > 0).toBe(text.trim() !== "");
        for (const criterion of criteria) expect(criterionSchema.safeParse(criterion).success).toBe(true);
        expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
        // What is required requires nothing itself and comes first, so no link leads astray or in a circle.
        const askable = new Set(criteria.filter((one) => one.kind === "object").map(({ id }) => id));
        for (const { kind, requires = [] } of criteria) {
          expect(requires.every((id) => askable.has(id))).toBe(true);
          if (kind === "object") expect(requires).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
