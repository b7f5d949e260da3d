import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordPieces, wordsOf } from "../../../../../electron/inference/text/wordpiece";
import golden from "./golden.json";

const vocabulary = readFileSync(
  path.join(import.meta.dirname, "../../../../../models/minilm/vocab.txt"),
  "utf8",
);
const pieces = wordPieces(vocabulary);
const known = vocabulary.split("\n");

const [CLS, SEP, UNK] = [101, 102, 100];

describe("tokens", () => {
  test.each(golden.tokens)("of %j are the reference's", ({ text, ids }) => {
    expect(pieces.encode(text, 256)).toEqual(ids);
  });

  test("always begin and end as the model wants, within the limit", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.integer({ min: 2, max: 64 }),
        (text, limit) => {
          const ids = pieces.encode(text, limit);
          expect(ids.length).toBeLessThanOrEqual(limit);
          expect([ids[0], ids.at(-1)]).toEqual([CLS, SEP]);
          for (const id of ids) expect(id).toBeLessThan(known.length);
          expect(ids.slice(1, -1)).not.toContain(SEP);
        },
      ),
    );
  });

  test("spell the words they came from", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const ids = pieces.encode(text, 10_000);
        if (ids.includes(UNK)) return;
        const spelt = ids.slice(1, -1).map((id) => (known[id] ?? "").replace(/^##(?=.)/, ""));
        expect(spelt.join("")).toBe(wordsOf(text).join(""));
      }),
    );
  });

  test("of a special token's name are plain text", () => {
    const ids = pieces.encode("a [SEP] b", 256);
    expect(ids.filter((id) => id === SEP)).toHaveLength(1);
    expect(ids.slice(1, -1).map((id) => known[id])).toEqual(["a", "[", "sep", "]", "b"]);
  });

  test("need a vocabulary with the special ones", () => {
    expect(() => wordPieces("a\nb")).toThrow(/\[CLS\]/);
  });
});

describe("words", () => {
  test("white space, case and accents do not matter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(wordsOf(` \t${text}\n`)).toEqual(wordsOf(text));
        for (const word of wordsOf(text)) {
          expect(word).not.toMatch(/\s|\p{Mn}/u);
          expect(word).not.toBe("");
        }
      }),
    );
  });
});
