/** Our CLIP tokeniser against transformers' (training/diffusion/clip_goldens.py). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ClipTokenizer } from "../../../../../../electron/inference/diffusion/text/clip-tokenizer";
import { StudioError } from "../../../../../../shared/errors";

const folder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../../../../fixtures/diffusion/clip",
);
const text = (name: string) => readFileSync(path.join(folder, name), "utf8");
const goldens = z
  .object({
    fragments: z.array(z.string()),
    checksums: z.array(z.number()),
    framed: z.number(),
    examples: z.array(z.object({ text: z.string(), ids: z.array(z.number()) })),
  })
  .parse(JSON.parse(text("goldens.json")));
const files = { vocabulary: JSON.parse(text("vocab.json")) as unknown, merges: text("merges.txt") };
const tokenizer = new ClipTokenizer(files);

/** The strings of the goldens, put together by the same generator. */
function strings(count: number): string[] {
  let state = 20_261_122;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: count }, () => {
    const parts: string[] = [];
    const length = 1 + below(12);
    for (let i = 0; i < length; i += 1) {
      parts.push(goldens.fragments[below(goldens.fragments.length)] ?? "");
      if (below(3) > 0) parts.push(" ");
    }
    return parts.join("");
  });
}

function checksum(ids: readonly number[]): number {
  return ids.reduce((total, number) => Math.imul(total ^ number, 16777619) >>> 0, 2166136261);
}

describe("CLIP's tokeniser", () => {
  it("gives the numbers of transformers on 40 strings written out", () => {
    for (const { text: prompt, ids } of goldens.examples)
      expect(tokenizer.encode(prompt), prompt).toEqual(ids);
  });

  it("gives the numbers of transformers on 10,000 strings", () => {
    const texts = strings(goldens.checksums.length);
    expect(texts).toHaveLength(10_000);
    const wrong = texts.filter((one, i) => checksum(tokenizer.encode(one)) !== goldens.checksums[i]);
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(checksum(texts.flatMap((one) => tokenizer.sequence(one)))).toBe(goldens.framed);
  });

  it("frames a text to its length, with the folder's own padding", () => {
    const padded = new ClipTokenizer({ ...files, padToken: "!</w>" }).sequence("a cat", 8);
    expect(padded[0]).toBe(tokenizer.begin);
    expect(padded).toHaveLength(8);
    expect(new Set(padded.slice(-3))).toEqual(new Set([tokenizer.encode("!")[0]]));
    const long = tokenizer.sequence("cat ".repeat(200));
    expect([long.length, long.at(-1)]).toEqual([77, tokenizer.end]);
  });

  it.each([
    [{ vocabulary: [], merges: "" }],
    [{ vocabulary: null, merges: "" }],
    [{ vocabulary: { a: 1 }, merges: "" }],
    [{ ...files, padToken: "<pad>" }],
  ])("refuses what is no tokeniser (%#)", (broken) => {
    expect(() => new ClipTokenizer(broken)).toThrow(StudioError);
  });
});
