/** Answers to many questions at once, however they come: a yes is only what was told as one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBatch } from "../../../../../electron/agent/language/batch";
import { jsonIn } from "../../../../../electron/agent/language/find-json";
import { SAID_PLAINLY } from "../../../../../electron/agent/language/judgement";

const ids = ["c1", "c2", "c12"];
const states = (value: unknown, known = ids) =>
  Object.fromEntries((readBatch(value, known) ?? []).map(({ id, answer }) => [id, answer]));

describe("three lists", () => {
  test.each<[string, unknown, Record<string, string>]>([
    [
      "ids, and entries with words",
      { failed: [{ id: "c2", seen: "two" }], unclear: [], passed: ["c1"] },
      { c1: "yes", c2: "no" },
    ],
    [
      "ids alone",
      { passed: ["c1"], failed: ["c2"], unclear: ["c12"] },
      { c1: "yes", c2: "no", c12: "unclear" },
    ],
    ["only what passes", { passed: ["c1", "c12"] }, { c1: "yes", c12: "yes" }],
    [
      "entries among what passes",
      { passed: [{ id: "c1", seen: "a cow" }, { id: "c2" }] },
      { c1: "yes", c2: "yes" },
    ],
    ["names in capitals", { Passed: ["C1"], FAILED: ["C2"] }, { c1: "yes", c2: "no" }],
    [
      "the question behind its id",
      { passed: ["c1: Is there no cow?"], failed: ["c12 (Is it white?)"] },
      { c1: "yes", c12: "no" },
    ],
    [
      "ids as keys",
      { passed: { c1: true, c12: false }, failed: { c2: "two cows" } },
      { c1: "yes", c2: "no", c12: "unclear" },
    ],
    ["ids in one text", { passed: "c1, c12", failed: "c2" }, { c1: "yes", c2: "no", c12: "yes" }],
    ["an entry without its list", { failed: { id: "c2", seen: "two" } }, { c2: "no" }],
    [
      "a frame around them",
      { verdicts: { passed: ["c1"], failed: [{ id: "c2" }] } },
      { c1: "yes", c2: "no" },
    ],
    ["a list around them", [{ passed: ["c1"] }, { failed: ["c2"] }], { c1: "yes", c2: "no" }],
  ])("%s", (_, value, expected) => {
    expect(states(value)).toEqual(expected);
  });

  test.each<[string, unknown, Record<string, string>]>([
    ["an id in two lists", { passed: ["c1"], failed: [{ id: "c1", seen: "two" }] }, { c1: "unclear" }],
    ["an entry whose word is another", { passed: [{ id: "c1", answer: "no" }] }, { c1: "unclear" }],
    ["another word behind the id", { passed: ["c1: no"] }, { c1: "unclear" }],
    ["unknown ids", { passed: ["c3", "evil", "c"], failed: ["c1"] }, { c1: "no" }],
    ["an id twice in one list", { passed: ["c1", "c1"] }, { c1: "yes" }],
    ["everything at once", { passed: "all", failed: ["c1"] }, { c1: "no" }],
    ["a bracket that was forgotten", { passed: ["c1", "failed", ":", [{ id: "c2" }], "c12"] }, { c1: "yes" }],
  ])("%s passes nothing by mistake", (_, value, expected) => {
    expect(states(value)).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["only strangers", { passed: ["x"], failed: [] }],
    ["empty lists", { passed: [], failed: [], unclear: [] }],
    ["words", { passed: "everything" }],
    ["a number", { passed: 3 }],
  ])("%s are no answer", (_, value) => {
    expect(readBatch(value, ids)).toBeNull();
  });

  test("what is said of a question is its reason, and a number that is told counts", () => {
    const value = {
      passed: ["c1", { id: "c12", confidence: 0.6 }],
      failed: [{ id: "c2", seen: "two\ncows" }],
    };
    const judged = readBatch(value, ids);
    expect(judged?.map(({ id, reason, confidence }) => [id, reason, confidence])).toEqual([
      ["c1", "", SAID_PLAINLY],
      ["c12", "", 0.6],
      ["c2", "two cows", SAID_PLAINLY],
    ]);
  });

  test("places come bare or with names, in one unit over all lists", () => {
    const value = {
      failed: [
        { id: "c1", seen: "a", boxes: [[256, 0, 512, 128]] },
        { id: "c2", seen: "b", boxes: [{ label: "cow", box: [0, 128, 128, 256] }] },
      ],
    };
    const judged = readBatch(value, ids, { width: 512, height: 256 }) ?? [];
    expect(judged.flatMap(({ boxes }) => boxes)).toEqual([
      { label: "", box: { x: 0.5, y: 0, w: 0.5, h: 0.5 } },
      { label: "cow", box: { x: 0, y: 0.5, w: 0.25, h: 0.5 } },
    ]);
  });
});

describe("an entry for each question", () => {
  const entry = (id: string, answer: string) => ({
    id,
    reason: `about ${id}`,
    answer,
    confidence: 0.9,
    boxes: [],
  });
  const two = ["c1", "c2"];
  test.each([
    ["a bare list", [entry("c1", "yes"), entry("c2", "no")]],
    ["as it used to be asked for", { verdicts: [entry("c1", "yes"), entry("c2", "no")] }],
    ["another name for it", { results: [entry("c1", "yes"), entry("c2", "no")] }],
    ["ids as keys", { c1: { answer: "yes" }, c2: { answer: "no" } }],
    ["no ids, in order", [{ answer: "yes" }, { answer: "no" }]],
  ])("%s is read", (_, value) => {
    expect(states(value, two)).toEqual({ c1: "yes", c2: "no" });
  });

  test("without a number it is neither sure nor unsure", () => {
    expect(readBatch([{ id: "c1", answer: "yes" }], two)?.[0]?.confidence).toBe(0.5);
  });

  test.each([
    ["no ids and too few", [{ answer: "yes" }]],
    ["only strangers", [entry("x", "yes"), entry("y", "no")]],
    ["nothing", { verdicts: [] }],
    ["text", "yes"],
    ["two lists", { a: [entry("c1", "yes")], b: [entry("c2", "yes")] }],
  ])("%s is not", (_, value) => {
    expect(readBatch(value, two)).toBeNull();
  });
});

describe("whatever becomes of three lists on the way", () => {
  const names = ["passed", "failed", "unclear"] as const;
  const seen = fc.constantFrom(
    "",
    "two cows, not three",
    "it isn't white",
    "zwei Kühe, keine dritte",
    "dos vacas; falta una",
    "l'un n'est pas là",
    "只有两头牛",
    "牛は二頭だけ",
    'the sign says "c1"',
  );
  const place = fc.tuple(
    fc.double({ min: 0, max: 1 }),
    fc.double({ min: 0, max: 1 }),
    fc.constant(1),
    fc.constant(1),
  );
  const entry = (id: string) =>
    fc.oneof(
      fc.constant<unknown>(id),
      fc.record({ id: fc.constant(id), seen, boxes: fc.array(place, { maxLength: 2 }) }),
      fc.record({ id: fc.constant(id), why: seen }),
    );
  const list = fc.array(fc.constantFrom(...ids, "c3", "x").chain(entry), { maxLength: 4 });
  const order = fc.shuffledSubarray([...names], { minLength: 1 });
  const told = fc
    .tuple(order, fc.record({ passed: list, failed: list, unclear: list }))
    .map(([keys, all]) => Object.fromEntries(keys.map((key) => [key, all[key]])));
  const idOf = (one: unknown) => (typeof one === "string" ? one : (one as { id: string }).id);
  const named = (value: Record<string, unknown[]>, key: string) => (value[key] ?? []).map(idOf);

  const spoken = fc.record({
    value: told,
    before: fc.constantFrom(
      "",
      "Sure! Here it is:",
      "Natürlich:",
      "Aquí está:",
      "Voici :",
      "结果如下：",
      "結果です。",
    ),
    fence: fc.boolean(),
    quotes: fc.boolean(),
    trailing: fc.boolean(),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });

  /** As the verifier reads a text: the first object that makes sense. */
  function read(text: string): Record<string, string> {
    for (const value of jsonIn(text)) {
      const judged = readBatch(value, ids);
      if (judged !== null) return Object.fromEntries(judged.map(({ id, answer }) => [id, answer]));
    }
    return {};
  }

  test("a yes was told as one, and as nothing else", () => {
    fc.assert(
      fc.property(spoken, ({ value, before, fence, quotes, trailing, cut }) => {
        const plain = JSON.stringify(value);
        const bracketed = trailing ? plain.replace(/\]/g, ",]") : plain;
        const json = quotes ? bracketed.replace(/"/g, "'") : bracketed;
        const whole = `${before}\n${fence ? `\`\`\`json\n${json}\n\`\`\`` : json}`;
        const text = cut === null ? whole : whole.slice(0, Math.floor(cut * whole.length));
        const answers = read(text);
        for (const [id, answer] of Object.entries(answers)) {
          if (answer === "yes") expect(named(value, "passed")).toContain(id);
          if (answer === "no") expect(named(value, "failed")).toContain(id);
        }
        if (cut !== null || quotes) return;
        for (const id of ids) {
          const where = names.filter((name) => named(value, name).includes(id));
          const expected = { passed: "yes", failed: "no", unclear: "unclear" } as const;
          const [only, ...more] = where;
          if (only === undefined) expect(answers).not.toHaveProperty(id);
          else expect(answers[id]).toBe(more.length === 0 ? expected[only] : "unclear");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
