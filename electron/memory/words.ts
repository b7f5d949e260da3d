/** What two prompts share in words; and the comparison memory falls back to without the sentence model. */
import type { CriterionKind } from "../../shared/run/criteria";

const quiet = new Set(
  "a an the and or of in on at to with for from by is are be it its that this these those there as into onto up some one front left right top side next behind above below under".split(
    " ",
  ),
);

const numbers = new Set(
  "two three four five six seven eight nine ten eleven twelve dozen pair several exactly".split(" "),
);

const places =
  /\b(left of|right of|in front of|behind|above|below|under|beneath|on top of|next to|beside|between|over|inside)\b/i;

/** The words that carry meaning, in plain form ("Cows" as "cow"), each once. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}-]*|\p{N}+/gu) ?? [];
  return [...new Set(words.filter((word) => !quiet.has(word)).map(singular))];
}

/** English plurals as far as endings tell; wrong guesses only cost a match. */
function singular(word: string): string {
  if (word.length < 4 || word.endsWith("ss") || numbers.has(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|x|s|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** Cosine of the two texts' sets of words, 0..1; 1 for the same words in any order. */
export function wordOverlap(a: string, b: string): number {
  const [left, right] = [contentWords(a), new Set(contentWords(b))];
  if (left.length === 0 || right.size === 0) return 0;
  const shared = left.filter((word) => right.has(word)).length;
  return shared / Math.sqrt(left.length * right.size);
}

/** Things and looks both texts name, in the order of the first; numbers are told as a kind instead. */
export function sharedThings(a: string, b: string): string[] {
  const right = new Set(contentWords(b));
  return contentWords(a).filter((word) => right.has(word) && !numbers.has(word) && !/^\d+$/.test(word));
}

/** Kinds of criteria a prompt asks for, as far as its words alone tell. */
export function kindsAsked(prompt: string): CriterionKind[] {
  const kinds: CriterionKind[] = [];
  if (/\d/.test(prompt) || contentWords(prompt).some((word) => numbers.has(word))) kinds.push("count");
  if (places.test(prompt)) kinds.push("position");
  if (/["“„«]/.test(prompt)) kinds.push("text");
  return kinds;
}
