/** What could have stood at the beginning of an answer, from the probabilities a server tells of its tokens. */
import type { TokenChance } from "../agent/language/chat";

export interface ToldToken {
  readonly token: string;
  readonly alternatives: readonly TokenChance[];
}

const THOUGHT_END = "</think>";

/**
 * The alternatives at the first token of `text` that is not white space. Thoughts that servers count among the tokens
 * are passed over; absent where the tokens do not lead to the text.
 * @param tokens of the whole answer, in order
 */
export function firstChances(tokens: readonly ToldToken[], text: string): readonly TokenChance[] | undefined {
  const first = tokens.slice(beginOf(tokens)).find(({ token }) => token.trim() !== "");
  if (first === undefined) return undefined;
  const said = first.token.trimStart();
  if (!text.startsWith(said) && !said.startsWith(text)) return undefined;
  return [...first.alternatives].sort((a, b) => b.logprob - a.logprob);
}

/** The place after the thoughts, which may end in the middle of what a server calls a token. */
function beginOf(tokens: readonly ToldToken[]): number {
  const end = tokens
    .map(({ token }) => token)
    .join("")
    .lastIndexOf(THOUGHT_END);
  if (end < 0) return 0;
  let at = 0;
  let length = 0;
  while (at < tokens.length && length < end + THOUGHT_END.length) {
    length += tokens[at]?.token.length ?? 0;
    at += 1;
  }
  return at;
}
