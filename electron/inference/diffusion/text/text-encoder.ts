/** A text encoder of the CLIP family as an ONNX model, with emphasis. */
import { StudioError } from "../../../../shared/errors";
import { floatsOf, inputsOf, tensorFor } from "../tensors";
import type { ClipTokenizer } from "./clip-tokenizer";
import {
  type EncodedText,
  emphasise,
  type Layer,
  type PromptEncoder,
  type TextModel,
} from "./prompt-encoder";
import { weightedTexts } from "./prompt-weights";

const LENGTH = 77;

export class TextEncoder77 implements PromptEncoder {
  readonly #session: TextModel;
  readonly #tokenizer: ClipTokenizer;

  constructor(session: TextModel, tokenizer: ClipTokenizer) {
    this.#session = session;
    this.#tokenizer = tokenizer;
  }

  /** Encodes a prompt. @throws StudioError "model-invalid" when the model lacks the layer. */
  async encode(prompt: string, layer: Layer): Promise<EncodedText> {
    const pieces = weightedTexts(prompt).map(({ text, weight }) => ({
      ids: this.#tokenizer.encode(text),
      weight,
    }));
    const all = pieces.flatMap(({ ids }) => ids);
    const weights = pieces.flatMap(({ ids, weight }) => ids.map(() => weight));
    const ids = this.#tokenizer.framed(all, LENGTH);
    const [name, spec] = [...inputsOf(this.#session)][0] ?? ["input_ids", { type: "int64" }];
    const outputs = await this.#session.run({ [name]: tensorFor(spec, ids, [1, LENGTH]) });
    const states = floatsOf(outputs[this.#outputOf(layer)], "text states").slice();
    const width = states.length / LENGTH;
    emphasise(states, width, weights.slice(0, LENGTH - 2), 1);
    const pooled = outputs.text_embeds ?? outputs.pooler_output;
    return {
      states,
      tokens: LENGTH,
      width,
      pooled: pooled === undefined ? null : floatsOf(pooled, "a pooled text").slice(),
      mask: null,
      dropped: Math.max(0, all.length - (LENGTH - 2)),
      unknown: [],
    };
  }

  #outputOf(layer: Layer): string {
    if (layer === "last") return "last_hidden_state";
    const hidden = this.#session.outputNames
      .filter((name) => name.startsWith("hidden_states."))
      .sort((a, b) => layerOf(a) - layerOf(b));
    const name = hidden.at(-2);
    if (name === undefined) {
      throw new StudioError("model-invalid", "The model's text encoder does not give its inner layers.", {
        remedy: "Export the model again with a current optimum.",
      });
    }
    return name;
  }
}

function layerOf(name: string): number {
  return Number(name.slice("hidden_states.".length));
}
