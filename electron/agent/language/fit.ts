/** Makes texts fit a number of tokens: what matters least is shortened first. */
import { shortened, textTokens } from "../../../shared/run/tokens";

export interface Block {
  readonly text: string;
  /** Puts the text, shortened or not, where it belongs: between tags, behind a heading. */
  readonly frame?: (text: string) => string;
  /** Lower ones are shortened first; "whole" never is. */
  readonly rank: number | "whole";
}

/** Fewer tokens than this are not worth saying. */
const LEAST = 12;

/** The blocks as texts, in their order, empty where nothing is left of one; null where they cannot be made to fit. */
export function fitted(blocks: readonly Block[], tokens: number): string[] | null {
  const texts = blocks.map((block) => framed(block, block.text));
  let over = texts.reduce((sum, text) => sum + textTokens(text) + 1, 0) - tokens;
  const order = blocks
    .map((block, index) => ({ block, index }))
    .filter(({ block }) => block.rank !== "whole")
    .sort((a, b) => Number(a.block.rank) - Number(b.block.rank));
  for (const { block, index } of order) {
    if (over <= 0) break;
    const before = textTokens(texts[index] ?? "");
    // A mark of omission and rounding may take a token or two.
    const room = textTokens(block.text) - over - 2;
    texts[index] = framed(block, room < LEAST ? "" : shortened(block.text, room));
    over -= before - textTokens(texts[index] ?? "");
  }
  return over > 0 ? null : texts;
}

function framed({ frame }: Block, text: string): string {
  return text === "" || frame === undefined ? text : frame(text);
}

/** As many of the first items as fit, as `render` puts them; empty where not one does. */
export function firstThatFit<T>(
  items: readonly T[],
  tokens: number,
  render: (items: readonly T[]) => string,
): string {
  for (let count = items.length; count > 0; count -= 1) {
    const text = render(items.slice(0, count));
    if (textTokens(text) <= tokens) return text;
  }
  return "";
}

/** Texts with empty ones left out, a blank line between them. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
