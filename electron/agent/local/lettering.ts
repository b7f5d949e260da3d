/** Lettering: quoted text, with the sign and the "saying" before it where they are. */
import type { Lexeme } from "./lexer";
import type { Read } from "./noun-phrase";
import { type Draft, qualify, readCount } from "./phrase";
import { readAfter } from "./predicates";
import { LETTERING } from "./world";

/** Reads the lettering that begins at lexeme `i`, or null where none does. */
export function readLettering(prompt: string, lexemes: readonly Lexeme[], i: number): Read | null {
  const { draft, next: from } = readCount(lexemes, i);
  const words: Lexeme[] = [];
  let carried = false;
  for (let k = from; ; k++) {
    const lexeme = lexemes[k];
    const t = lexeme?.meaning.t;
    if (lexeme?.meaning.t === "quote") {
      if (k > i && !carried) return null;
      return lettering(prompt, lexemes, i, k, lexeme.meaning.text, draft, words);
    }
    if (lexeme !== undefined && (t === "finish" || t === "word") && !carried) words.push(lexeme);
    else if (t === "sign" || t === "says") carried = true;
    else if (!carried || !["filler", "and", "determiner", "copula", "stop"].includes(t ?? "")) return null;
    if (t === "stop" && lexeme !== undefined && prompt[lexeme.start] !== ":") return null;
  }
}

function lettering(
  prompt: string,
  lexemes: readonly Lexeme[],
  from: number,
  at: number,
  text: string,
  draft: Draft,
  words: readonly Lexeme[],
): Read {
  qualify(prompt, words, draft);
  const read = {
    ...draft,
    kind: LETTERING,
    known: true,
    text,
    count: null,
    countSpan: null,
    definite: false,
    noun: text,
  };
  const next = readAfter(lexemes, at + 1, read);
  return { phrase: { ...read, start: lexemes[from]?.start ?? 0, end: lexemes[next - 1]?.end ?? 0 }, next };
}
