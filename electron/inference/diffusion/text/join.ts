/** Several encoders' answers as one. */
import type { EncodedText } from "./prompt-encoder";

type States = Pick<EncodedText, "states" | "tokens" | "width">;

/** The states of two encoders side by side, token by token. */
export function joinedStates(a: EncodedText, b: EncodedText): EncodedText {
  const width = a.width + b.width;
  const states = new Float32Array(a.tokens * width);
  for (let token = 0; token < a.tokens; token += 1) {
    states.set(a.states.subarray(token * a.width, (token + 1) * a.width), token * width);
    states.set(b.states.subarray(token * b.width, (token + 1) * b.width), token * width + a.width);
  }
  return { ...a, states, width, dropped: Math.max(a.dropped, b.dropped) };
}

/** The states of one encoder, each filled up with zeros to the other's width, and then the other's. */
export function stackedStates(narrow: States, wide: States): States {
  const { width } = wide;
  const states = new Float32Array((narrow.tokens + wide.tokens) * width);
  const kept = Math.min(narrow.width, width);
  for (let token = 0; token < narrow.tokens; token += 1) {
    states.set(narrow.states.subarray(token * narrow.width, token * narrow.width + kept), token * width);
  }
  states.set(wide.states, narrow.tokens * width);
  return { states, tokens: narrow.tokens + wide.tokens, width };
}

/** Nothing at all, in the shape of a text. */
export function nothingLike(text: EncodedText): EncodedText {
  const zeros = (values: Float32Array) => new Float32Array(values.length);
  return {
    ...text,
    states: zeros(text.states),
    pooled: text.pooled === null ? null : zeros(text.pooled),
  };
}
