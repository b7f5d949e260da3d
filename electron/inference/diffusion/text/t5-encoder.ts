/** T5's encoder as an ONNX model, with emphasis: the third one of Stable Diffusion 3. */
import { floatsOf, inputsOf, tensorFor } from "../tensors";
import { type EncodedText, emphasise, type PromptEncoder, type TextModel } from "./prompt-encoder";
import { weightedTexts } from "./prompt-weights";
import type { UnigramTokenizer } from "./unigram-tokenizer";

/** Tokens that diffusers gives it. */
export const T5_LENGTH = 256;

export class T5Encoder implements PromptEncoder {
  readonly #session: TextModel;
  readonly #tokenizer: UnigramTokenizer;

  constructor(session: TextModel, tokenizer: UnigramTokenizer) {
    this.#session = session;
    this.#tokenizer = tokenizer;
  }

  /** Always reads the last layer. @throws StudioError "model-invalid" when the model answers with no numbers. */
  async encode(prompt: string): Promise<EncodedText> {
    const pieces = weightedTexts(prompt).map(({ text, weight }) => ({
      ids: this.#tokenizer.encode(text),
      weight,
    }));
    const all = pieces.flatMap(({ ids }) => ids);
    const weights = pieces.flatMap(({ ids, weight }) => ids.map(() => weight));
    const ids = this.#tokenizer.framed(all, T5_LENGTH);
    const [name, spec] = [...inputsOf(this.#session)][0] ?? ["input_ids", { type: "int64" }];
    const outputs = await this.#session.run({ [name]: tensorFor(spec, ids, [1, T5_LENGTH]) });
    const states = floatsOf(outputs[this.#session.outputNames[0] ?? ""], "text states").slice();
    const width = states.length / T5_LENGTH;
    emphasise(states, width, weights.slice(0, T5_LENGTH - 1), 0);
    const dropped = Math.max(0, all.length - (T5_LENGTH - 1));
    return { states, tokens: T5_LENGTH, width, pooled: null, mask: null, dropped, unknown: [] };
  }
}
