/** T5's tokeniser against Hugging Face's, on thousands of strings (training/diffusion/flow_folders.py). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { UnigramTokenizer } from "../../../../../../electron/inference/diffusion/text/unigram-tokenizer";
import { StudioError } from "../../../../../../shared/errors";
import { flowModels } from "../support";

const bytes = (file: string) => readFileSync(path.join(flowModels, file));

const goldens = z
  .object({
    texts: z.array(z.string()),
    variants: z.record(
      z.string(),
      z.object({
        change: z.object({ normalizer: z.unknown(), pre_tokenizer: z.unknown() }),
        ids: z.array(z.string()),
      }),
    ),
  })
  .parse(JSON.parse(gunzipSync(bytes("unigram.json.gz")).toString("utf8")));

const whole = z
  .looseObject({ model: z.looseObject({}) })
  .parse(JSON.parse(bytes("sd3/tokenizer_3/tokenizer.json").toString("utf8")));
const rules = z
  .object({
    normalizer: z.object({
      normalizers: z.tuple([z.object({ precompiled_charsmap: z.string() })], z.unknown()),
    }),
  })
  .parse(whole).normalizer.normalizers[0].precompiled_charsmap;

/** The goldens leave out the rules, which are in the folder. */
function withRules(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRules);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withRules(inner)] as const);
  const found = Object.fromEntries(entries);
  return found.type === "Precompiled" ? { ...found, precompiled_charsmap: rules } : found;
}

describe("T5's tokeniser", () => {
  it.each(Object.keys(goldens.variants))("gives the same numbers for every string (%s)", (name) => {
    const { change, ids } = goldens.variants[name] as (typeof goldens.variants)[string];
    const tokenizer = new UnigramTokenizer({ ...whole, ...(withRules(change) as object) });
    const texts = goldens.texts.slice(-ids.length);
    const wrong = texts.flatMap((text, i) => {
      const mine = [...tokenizer.encode(text), 1].join(" ");
      return mine === ids[i] ? [] : [{ text, mine, wanted: ids[i] }];
    });
    expect(texts.length).toBeGreaterThanOrEqual(500);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(wrong).toHaveLength(0);
  });

  it("fills up to a length, and cuts what does not fit before the end", () => {
    const tokenizer = new UnigramTokenizer(whole);
    const short = tokenizer.framed([7, 8], 5);
    expect(short).toEqual([7, 8, 1, 0, 0]);
    expect(tokenizer.framed([7, 8, 9, 10, 11], 4)).toEqual([7, 8, 9, 1]);
  });

  it.each([
    ["a tokeniser of another kind", { model: { ...whole.model, type: "BPE" } }],
    ["another way to cut", { pre_tokenizer: { type: "ByteLevel" } }],
    ["unknown rules", { normalizer: { type: "BertNormalizer" } }],
    ["bytes in place of pieces", { model: { ...whole.model, byte_fallback: true } }],
    ["damaged rules", { normalizer: { type: "Precompiled", precompiled_charsmap: "AAAA" } }],
  ])("is refused with %s, and says that it draws without", (_name, change) => {
    const make = () => new UnigramTokenizer({ ...whole, ...change });
    expect(make).toThrow(StudioError);
  });
});
