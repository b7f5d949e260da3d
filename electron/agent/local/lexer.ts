/** Prompts as lexemes: quoted texts, known phrases (the longest that fits), punctuation, unknown words. */
import { lexicon, type Meaning } from "./lexicon";
import { regionAt } from "./region-phrases";
import { corrected } from "./spelling";

export interface Lexeme {
  readonly meaning:
    | Meaning
    | { readonly t: "quote"; readonly text: string }
    | { readonly t: "comma" }
    /** Ends a clause: . ; : ! ? and dashes. */
    | { readonly t: "stop" }
    | { readonly t: "word"; readonly text: string };
  /** What the word was taken for where it was misspelt. */
  readonly meant?: string;
  /** Place in the prompt, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Quotations as the engine's own tokeniser finds them (training/flatland/tokens.py). */
const QUOTED = /"([^"]+)"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|(?<![A-Za-z0-9])'([^']+)'(?![A-Za-z0-9])/g;
const PIECE = /\p{L}[\p{L}\p{M}]*|\p{N}+|[,.;:!?()[\]\n–—]/gu;
const POSSESSIVE = /['’]s(?![\p{L}\p{N}])/gu;

/** Reads a prompt; never throws, and every letter of the prompt belongs to at most one lexeme. */
export function lex(prompt: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let cursor = 0;
  for (const match of prompt.matchAll(QUOTED)) {
    lexemes.push(...lexPlain(prompt.slice(cursor, match.index), cursor));
    cursor = match.index + match[0].length;
    const text =
      match
        .slice(1)
        .find((group) => group !== undefined)
        ?.trim() ?? "";
    if (text !== "") lexemes.push({ meaning: { t: "quote", text }, start: match.index, end: cursor });
  }
  return [...lexemes, ...lexPlain(prompt.slice(cursor), cursor)];
}

function lexPlain(text: string, offset: number): Lexeme[] {
  const pieces = piecesIn(text, offset);
  const lexemes: Lexeme[] = [];
  for (let i = 0; i < pieces.length; ) {
    const { lexeme, length } = longestAt(pieces, i);
    lexemes.push(lexeme);
    i += length;
  }
  return lexemes;
}

function piecesIn(text: string, offset: number): Piece[] {
  const masked = text.replace(POSSESSIVE, (found) => " ".repeat(found.length));
  return [...masked.matchAll(PIECE)].map((match) => ({
    text: fold(match[0]),
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));
}

/** Lower case without accents. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function longestAt(pieces: readonly Piece[], i: number): { lexeme: Lexeme; length: number } {
  const piece = pieces[i];
  if (piece === undefined) throw new RangeError(`no piece at ${i}`);
  const phrase = phraseAt(pieces, i);
  const region = regionAt(
    (k) => pieces[k]?.text ?? "",
    i,
    (k) => isOneNoun(pieces, k),
  );
  const spanning = (meaning: Lexeme["meaning"], length: number) => {
    const end = pieces[i + length - 1]?.end ?? piece.end;
    return { lexeme: { meaning, start: piece.start, end }, length };
  };
  if (region !== null && region.length > (phrase?.words.length ?? 0))
    return spanning({ t: "region", region: region.region }, region.length);
  if (phrase !== undefined) return spanning(phrase.meaning, phrase.words.length);
  return { lexeme: { ...single(piece), start: piece.start, end: piece.end }, length: 1 };
}

function phraseAt(pieces: readonly Piece[], i: number) {
  return (lexicon.get(pieces[i]?.text ?? "") ?? []).find(({ words }) =>
    words.every((word, k) => pieces[i + k]?.text === word),
  );
}

/** "the left car" is a car, no place. */
function isOneNoun(pieces: readonly Piece[], k: number): boolean {
  const meaning = phraseAt(pieces, k)?.meaning;
  return (meaning?.t === "noun" && meaning.number !== "many") || /^ones?$/.test(pieces[k]?.text ?? "");
}

function single(piece: Piece): Pick<Lexeme, "meaning" | "meant"> {
  if (/^[,()[\]]$/.test(piece.text)) return { meaning: { t: "comma" } };
  if (/^[^\p{L}\p{N}]$/u.test(piece.text)) return { meaning: { t: "stop" } };
  if (/^\p{N}+$/u.test(piece.text)) {
    const value = Number.parseInt(piece.text, 10);
    if (Number.isInteger(value) && value <= 99) return { meaning: { t: "number", value } };
  }
  const slip = corrected(piece.text, spelled);
  if (slip !== null) return { meaning: slip[1], meant: slip[0] };
  return { meaning: { t: "word", text: piece.text } };
}

/** Words of things and looks that could be misspelt. */
const spelled: readonly (readonly [string, Meaning])[] = [...lexicon.values()].flatMap((phrases) =>
  phrases.flatMap(({ words: [word, ...more], meaning }) =>
    word !== undefined && more.length === 0 && (meaning.t === "noun" || meaning.t === "finish")
      ? [[word, meaning] as const]
      : [],
  ),
);
