/** A text encoder that reads plain words of a list of its own: the studio's own models. */
import { z } from "zod";
import { StudioError } from "../../../../shared/errors";
import { splitPrompt, unknownWordsOf } from "../../flatland/tokenize";
import { floatsOf, inputsOf, tensorFor } from "../tensors";
import { type EncodedText, emphasise, type PromptEncoder, type TextModel } from "./prompt-encoder";
import { weightedTexts } from "./prompt-weights";

/** Ids that every such list begins with: what fills up, and every word that is not in it. */
const [PAD, UNKNOWN] = [0, 1];

const listSchema = z.object({
  /** Words of a prompt that are read at most. */
  max_length: z.number().int().min(1).max(512),
  /** A word's number is its place. */
  words: z.array(z.string()).min(3).max(200_000),
});

export class WordEncoder implements PromptEncoder {
  readonly #session: TextModel;
  readonly #length: number;
  readonly #index: ReadonlyMap<string, number>;

  /** @param raw what `tokenizer/vocab.json` holds. @throws StudioError "model-invalid" when it is no list of words. */
  constructor(session: TextModel, raw: unknown) {
    const parsed = listSchema.safeParse(raw);
    if (!parsed.success) {
      throw new StudioError("model-invalid", "The model's tokenizer/vocab.json is no list of words.", {
        remedy: 'It holds {"max_length": …, "words": ["<pad>", "<unk>", …]}; export the model again.',
        detail: parsed.error.message,
      });
    }
    this.#session = session;
    this.#length = parsed.data.max_length;
    this.#index = new Map(parsed.data.words.map((word, id) => [word, id]));
  }

  /** Always reads the last layer. @throws StudioError "model-invalid" when the model asks for what is not given. */
  async encode(prompt: string): Promise<EncodedText> {
    const texts = weightedTexts(prompt);
    const pieces = texts.map(({ text, weight }) => ({ ids: this.#ids(text), weight }));
    const all = pieces.flatMap(({ ids }) => ids);
    // No words at all are one word that is not known.
    const ids = all.length === 0 ? [UNKNOWN] : all.slice(0, this.#length);
    const filled = [...ids, ...Array.from({ length: this.#length - ids.length }, () => PAD)];
    const mask = Float32Array.from(filled, (_, i) => (i < ids.length ? 1 : 0));
    const dims = [1, this.#length];
    const feeds: Record<string, ReturnType<typeof tensorFor>> = {};
    for (const [name, spec] of inputsOf(this.#session)) {
      if (name === "input_ids") feeds[name] = tensorFor(spec, filled, dims);
      else if (name === "attention_mask") feeds[name] = tensorFor(spec, mask, dims);
      else throw unknownInput(name);
    }
    const outputs = await this.#session.run(feeds);
    const states = floatsOf(outputs.last_hidden_state, "text states").slice();
    const width = states.length / this.#length;
    const weights = pieces.flatMap(({ ids: own, weight }) => own.map(() => weight));
    emphasise(states, width, weights.slice(0, this.#length), 0);
    const pooled = outputs.pooler_output;
    return {
      states,
      tokens: this.#length,
      width,
      pooled: pooled === undefined ? null : floatsOf(pooled, "a pooled text").slice(),
      mask,
      dropped: Math.max(0, all.length - this.#length),
      unknown: unknownWordsOf(texts.map(({ text }) => text).join(""), {
        index: this.#index,
        maxText: this.#length,
        maxQuotes: 0,
      }),
    };
  }

  /** Runs of words that are not known count as one, as in the lists that such models learn from. */
  #ids(text: string): number[] {
    const ids: number[] = [];
    for (const word of splitPrompt(text, 0).words) {
      const id = this.#index.get(word) ?? UNKNOWN;
      if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
    }
    return ids;
  }
}

function unknownInput(name: string): StudioError {
  return new StudioError("model-invalid", `The text encoder asks for "${name}", which is not given here.`, {
    remedy: "Export it with the inputs input_ids and, if it wants one, attention_mask.",
  });
}
