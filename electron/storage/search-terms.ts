/** Turns text and queries into plain words, so that searching means the same in every kind of index. */

/** Scripts that do not put spaces between words: each character counts as a word of its own. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;

/** Lower-case words of letters and digits, without accents. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(unspaced, " $& ");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** What to look for: each phrase (words in a row) must occur; the last word of the last one may be a beginning. */
export type SearchPhrases = readonly (readonly string[])[];

/** Splits a query at spaces; "snow-white cow" becomes the phrases [snow, white] and [cow]. */
export function phrasesOf(query: string): SearchPhrases {
  return query
    .split(/\s+/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}
