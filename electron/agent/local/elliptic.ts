/** Nouns that are said once for several looks: "a red, a blue and a green car". */
import type { Lexeme } from "./lexer";

/**
 * The lexemes with the noun put behind every look that shares it, where the first such look stands at `i`; null where
 * none does. What is put in takes no place in the prompt.
 */
export function withSharedNoun(lexemes: readonly Lexeme[], i: number): readonly Lexeme[] | null {
  const places: number[] = [];
  for (let k = i; ; ) {
    const look = lookAt(lexemes, k);
    if (look === null) return null;
    const noun = lexemes[look];
    if (noun?.meaning.t === "noun") return places.length === 0 ? null : filled(lexemes, places, noun);
    const joint = lexemes[look]?.meaning.t;
    if (joint !== "comma" && joint !== "and") return null;
    places.push(look);
    k = lexemes[look + 1]?.meaning.t === "and" ? look + 2 : look + 1;
  }
}

/** Behind "a red": the first lexeme that is neither article, number nor finish; null where there is no finish. */
function lookAt(lexemes: readonly Lexeme[], i: number): number | null {
  const first = lexemes[i]?.meaning;
  const counted = first?.t === "number" || (first?.t === "determiner" && first.word !== "no");
  if (!counted || lexemes[i + 1]?.meaning.t !== "finish") return null;
  return i + 2;
}

function filled(lexemes: readonly Lexeme[], places: readonly number[], noun: Lexeme): readonly Lexeme[] {
  return lexemes.flatMap((lexeme, k) => {
    const before = lexemes[k - 1]?.end ?? lexeme.start;
    return places.includes(k) ? [{ ...noun, start: before, end: before }, lexeme] : [lexeme];
  });
}
