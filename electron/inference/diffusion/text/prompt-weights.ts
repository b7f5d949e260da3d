/** Emphasis in prompts as designers write it: `(word)`, `((word))`, `(word:1.3)`, `[word]`; `\(` is a plain bracket. */

export interface WeightedText {
  readonly text: string;
  /** 1 is as it is. */
  readonly weight: number;
}

/** What one pair of round brackets adds, and one of square brackets takes away. */
const EMPHASIS = 1.1;

/** Cuts a prompt into pieces of one weight each. Brackets that are never closed emphasise to the end. */
export function weightedTexts(prompt: string): readonly WeightedText[] {
  const pieces: { text: string; weight: number }[] = [];
  const open: { kind: "(" | "["; from: number }[] = [];
  const scale = (from: number, by: number) => {
    for (const piece of pieces.slice(from)) piece.weight *= by;
  };
  for (const [token] of prompt.matchAll(
    /\\[()[\]\\]|[([]|:\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*\)|[)\]]|[^\\()[\]:]+|[\\:]/g,
  )) {
    const last = open.at(-1);
    if (token === "(" || token === "[") open.push({ kind: token, from: pieces.length });
    else if (token.startsWith(":") && token.endsWith(")") && last?.kind === "(") {
      scale(last.from, Number.parseFloat(token.slice(1)));
      open.pop();
    } else if (token === ")" && last?.kind === "(") {
      scale(last.from, EMPHASIS);
      open.pop();
    } else if (token === "]" && last?.kind === "[") {
      scale(last.from, 1 / EMPHASIS);
      open.pop();
    } else pieces.push({ text: token.replace(/^\\(?=[()[\]\\])/, ""), weight: 1 });
  }
  for (const { kind, from } of open.reverse()) scale(from, kind === "(" ? EMPHASIS : 1 / EMPHASIS);
  return joined(pieces);
}

function joined(pieces: readonly WeightedText[]): readonly WeightedText[] {
  const out: WeightedText[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last !== undefined && last.weight === piece.weight) {
      out[out.length - 1] = { text: last.text + piece.text, weight: last.weight };
    } else if (piece.text !== "") out.push(piece);
  }
  return out;
}
