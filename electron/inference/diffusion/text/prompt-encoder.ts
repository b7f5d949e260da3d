/** A text as a diffusion model reads it, whichever encoder it has. */
import type { InferenceSession } from "onnxruntime-node";

export type TextModel = Pick<InferenceSession, "run" | "inputMetadata" | "outputNames">;

export interface EncodedText {
  /** [tokens, width], flat. */
  readonly states: Float32Array;
  readonly tokens: number;
  readonly width: number;
  /** One vector for the whole text, where the model gives one. */
  readonly pooled: Float32Array | null;
  /** 1 for each token that is text, 0 for what fills up; null where the model is not told. */
  readonly mask: Float32Array | null;
  /** Tokens of the prompt that did not fit. */
  readonly dropped: number;
  /** Words the model was never shown, where that can be told. */
  readonly unknown: readonly string[];
}

/** Which of the model's layers is read. */
export type Layer = "last" | "penultimate";

export interface PromptEncoder {
  /** @throws StudioError "model-invalid" when the model lacks the layer or asks for what is not given. */
  encode(prompt: string, layer: Layer): Promise<EncodedText>;
}

/** Scales the emphasised tokens from `first` on, and everything back so that the mean stays what it was. */
export function emphasise(
  states: Float32Array,
  width: number,
  weights: readonly number[],
  first: number,
): void {
  if (weights.every((weight) => weight === 1)) return;
  const before = meanOf(states);
  weights.forEach((weight, i) => {
    const from = (i + first) * width;
    for (let j = from; j < from + width; j += 1) states[j] = (states[j] ?? 0) * weight;
  });
  const after = meanOf(states);
  if (after === 0) return;
  for (let j = 0; j < states.length; j += 1) states[j] = (states[j] ?? 0) * (before / after);
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
