/** What a contradiction is, and what each kind of it is found by. */
import { type Lexeme, lex } from "../lexer";
import type { Reading } from "../reading";

/** One reading of a prompt that says two things: what it is called, and the whole prompt it amounts to. */
export interface Option {
  readonly label: string;
  readonly prompt: string;
}

export interface Contradiction {
  /** What it is about; the same for the same contradiction in other words. */
  readonly about: string;
  readonly question: string;
  readonly reason: string;
  readonly options: readonly Option[];
}

/** A prompt as finders look at it. */
export interface Text {
  readonly prompt: string;
  readonly lexemes: readonly Lexeme[];
  readonly reading: Reading;
}

export type Finder = (text: Text) => readonly Contradiction[];

export function textOf(reading: Reading): Text {
  return { prompt: reading.prompt, lexemes: lex(reading.prompt), reading };
}
