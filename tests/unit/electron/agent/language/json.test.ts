import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonIn } from "../../../../../electron/agent/language/find-json";
import { readLenient } from "../../../../../electron/agent/language/lenient-json";

/** JSON values whose root is an object or array; -0 is left out because JSON itself forgets its sign. */
const json = fc
  .oneof(
    fc.array(fc.jsonValue(), { maxLength: 6 }),
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 6 }),
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** Chatter without braces, brackets or slashes. */
const chatter = fc.string({ unit: fc.constantFrom(..."abc XYZ.,:;!?\n\"'`*-_#0123") });

describe("sound JSON", () => {
  test("is read as it stands", () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        expect(jsonIn(JSON.stringify(value, null, indent))).toEqual([value]);
      }),
    );
  });

  test("is found amid chatter and in fences", () => {
    fc.assert(
      fc.property(json, chatter, chatter, (value, before, after) => {
        expect(jsonIn(`${before}${JSON.stringify(value)}${after}`)[0]).toEqual(value);
        expect(
          jsonIn(`${before}\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n${after}`)[0],
        ).toEqual(value);
      }),
    );
  });

  test("the last of several comes first: models correct themselves", () => {
    expect(jsonIn('First {"a": 1}. Wait, no: {"a": 2}')).toEqual([{ a: 2 }, { a: 1 }]);
  });

  test("the lenient reader agrees with the strict one", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        expect(readLenient(text, 0)).toEqual({ value, end: text.length });
      }),
    );
  });
});

describe("broken JSON", () => {
  test.each<[string, string, unknown]>([
    ["trailing commas", '{"a": [1, 2,], "b": true,}', { a: [1, 2], b: true }],
    ["missing commas", '{"a": "x" "b": ["y" "z"]}', { a: "x", b: ["y", "z"] }],
    ["comments", '{"a": 1, // one\n /* two */ "b": 2}', { a: 1, b: 2 }],
    ["single quotes", "{'a': 'say \"no\"'}", { a: 'say "no"' }],
    [
      "bare words",
      "{answer: yes, ok: True, none: None, n: -1.5e3}",
      { answer: "yes", ok: true, none: null, n: -1500 },
    ],
    ["raw line breaks", '{"a": "one\ntwo",}', { a: "one\ntwo" }],
    ["odd escapes", '{"a": "\\d \\u00e9 \\n",}', { a: "d é \n" }],
    ["a fence without an end", '```json\n{"a": 1', {}],
    ["a wrong closing bracket", '{"a": [1, 2}, "b": 3', { a: [1, 2] }],
    ["__proto__ as a key", '{"__proto__": {"x": 1},}', JSON.parse('{"__proto__": {"x": 1}}')],
  ])("%s", (_, text, value) => {
    expect(jsonIn(text)[0]).toEqual(value);
  });

  test("what was cut off is left out, not guessed", () => {
    const whole = '{"verdicts": [{"id": "c1", "answer": "yes"}, {"id": "c2", "answer": "no"}]}';
    const upTo = (end: string) => jsonIn(whole.slice(0, whole.lastIndexOf(end) + end.length))[0];
    const first = { id: "c1", answer: "yes" };
    expect(upTo('"no"')).toEqual({ verdicts: [first, { id: "c2", answer: "no" }] });
    expect(upTo('"n')).toEqual({ verdicts: [first, { id: "c2" }] });
    expect(upTo('"answ')).toEqual({ verdicts: [first, { id: "c2" }] });
    expect(jsonIn('{"confidence": 0.9')).toEqual([{}]);
    expect(jsonIn('{"ok": tru')).toEqual([{}]);
  });

  test("every beginning of a list gives a beginning of it", () => {
    const items = fc.array(fc.record({ id: fc.string(), sure: fc.boolean(), n: fc.integer() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(items, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const text = JSON.stringify(list);
        const cut = text.slice(0, 1 + Math.floor(share * (text.length - 1)));
        const found = jsonIn(cut)[0];
        if (!Array.isArray(found)) throw new Error(`not a list: ${JSON.stringify(found)}`);
        found.forEach((item: unknown, index) => {
          expect(list[index]).toMatchObject(item as object);
        });
        expect(found.length).toBeGreaterThanOrEqual(cut.split("},{").length - 1);
      }),
    );
  });

  test("any text is survived", () => {
    const messy = fc.string({ unit: fc.constantFrom(..."{}[]\"':,/*\\u0abn \n") });
    fc.assert(
      fc.property(fc.oneof(fc.string(), messy), (text) => {
        for (const value of jsonIn(text)) expect(typeof value).toBe("object");
      }),
      { numRuns: 500 },
    );
  });

  test("depth and number of braces do not hurt", () => {
    expect(jsonIn("[".repeat(100_000)).length).toBeGreaterThan(0);
    expect(jsonIn("{".repeat(100_000)).length).toBeGreaterThan(0);
    expect(jsonIn("}{".repeat(50_000)).length).toBeLessThanOrEqual(200);
  });
});
