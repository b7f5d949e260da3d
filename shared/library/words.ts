/** Turns text into plain words, so that searching means the same everywhere. */

/** Scripts that do not put spaces between words: each character counts as a word of its own. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;

/** Lower-case words of letters and digits, without accents; "snow-white" is two. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(unspaced, " $& ");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
