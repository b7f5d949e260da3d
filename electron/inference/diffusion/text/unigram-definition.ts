/** `tokenizer.json` of a unigram tokeniser, as Hugging Face's tokenizers writes it. */
import { z } from "zod";
import { StudioError } from "../../../../shared/errors";
import { CharsMap } from "./charsmap";

/** A step from text to text. */
type Normalise = (text: string) => string;

/** How a text is cut before pieces are looked up, and where its blanks are marked. */
export interface Cutting {
  /** Words are cut at white space first. */
  readonly whitespace: boolean;
  /** What stands for a blank. */
  readonly mark: string;
  readonly prepend: "always" | "first" | "never";
  /** Each mark begins a new piece of text. */
  readonly split: boolean;
}

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
}

export interface UnigramDefinition {
  /** Pieces with the logarithms of their probabilities; a piece's number is its place. */
  readonly pieces: readonly (readonly [string, number])[];
  readonly unknown: number;
  readonly normalise: Normalise;
  readonly cutting: Cutting;
  readonly added: readonly AddedToken[];
}

const flag = z.boolean().default(false);
const normalizerSchema: z.ZodType<Normalise> = z.lazy(() =>
  z.union([
    z.null().transform((): Normalise => (text) => text),
    z
      .object({ type: z.literal("Precompiled"), precompiled_charsmap: z.string() })
      .transform(({ precompiled_charsmap }): Normalise => {
        const map = new CharsMap(precompiled_charsmap);
        return (text) => map.apply(text);
      }),
    z
      .object({ type: z.literal("Strip"), strip_left: flag, strip_right: flag })
      .transform(({ strip_left, strip_right }): Normalise => {
        return (text) => stripped(text, strip_left, strip_right);
      }),
    z
      .object({
        type: z.literal("Replace"),
        pattern: z.union([z.object({ Regex: z.string() }), z.object({ String: z.string() })]),
        content: z.string(),
      })
      .transform(({ pattern, content }): Normalise => {
        const wanted = "Regex" in pattern ? new RegExp(pattern.Regex, "gu") : pattern.String;
        return (text) => text.replaceAll(wanted, () => content);
      }),
    z.object({ type: z.enum(["NFC", "NFD", "NFKC", "NFKD"]) }).transform(
      ({ type }): Normalise =>
        (text) =>
          text.normalize(type),
    ),
    z
      .object({ type: z.literal("Sequence"), normalizers: z.array(normalizerSchema) })
      .transform(({ normalizers }): Normalise => {
        return (text) => normalizers.reduce((sum, step) => step(sum), text);
      }),
  ]),
);

const metaspaceSchema = z
  .object({
    type: z.literal("Metaspace"),
    replacement: z.string().default("▁"),
    prepend_scheme: z.enum(["always", "first", "never"]).optional(),
    add_prefix_space: z.boolean().default(true),
    split: z.boolean().default(true),
  })
  .transform(({ replacement, prepend_scheme, add_prefix_space, split }): Cutting => {
    const prepend = prepend_scheme ?? (add_prefix_space ? "always" : "never");
    return { whitespace: false, mark: replacement, prepend, split };
  });

const cuttingSchema = z.union([
  metaspaceSchema,
  z
    .object({
      type: z.literal("Sequence"),
      pretokenizers: z.tuple([z.object({ type: z.literal("WhitespaceSplit") }), metaspaceSchema]),
    })
    .transform(({ pretokenizers: [, metaspace] }): Cutting => ({ ...metaspace, whitespace: true })),
]);

const definitionSchema = z.object({
  normalizer: normalizerSchema,
  pre_tokenizer: cuttingSchema,
  added_tokens: z
    .array(
      z.object({
        id: z.number().int().min(0),
        content: z.string().min(1),
        lstrip: flag,
        rstrip: flag,
        single_word: z.literal(false).default(false),
        normalized: z.literal(false).default(false),
      }),
    )
    .default([]),
  model: z.object({
    type: z.literal("Unigram").default("Unigram"),
    unk_id: z.number().int().min(0),
    byte_fallback: z.literal(false).default(false),
    vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
  }),
});

/** @throws StudioError "model-invalid" for a tokeniser of another kind, or with rules that are not known here. */
export function unigramDefinition(raw: unknown): UnigramDefinition {
  const parsed = definitionSchema.safeParse(raw);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new StudioError(
      "model-invalid",
      `The model's tokenizer.json is not of a kind that can be read exactly (${where}).`,
      {
        remedy:
          "Stable Diffusion 3 draws without its third encoder too: move text_encoder_3 out of the folder.",
        detail: parsed.error.message,
      },
    );
  }
  const { normalizer, pre_tokenizer, added_tokens, model } = parsed.data;
  return {
    pieces: model.vocab,
    unknown: model.unk_id,
    normalise: normalizer,
    cutting: pre_tokenizer,
    added: added_tokens,
  };
}

function stripped(text: string, left: boolean, right: boolean): string {
  const begun = left ? text.replace(/^\p{White_Space}+/u, "") : text;
  return right ? begun.replace(/\p{White_Space}+$/u, "") : begun;
}
