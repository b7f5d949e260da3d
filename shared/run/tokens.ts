/**
 * How many tokens a text or a picture comes to, estimated without any model's tokenizer. The one rule for budgets,
 * the memory view and benchmarks:
 *
 * - text: a token for every four characters, and one for every character of scripts that write a syllable or a word
 *   with one (Chinese, Japanese, Korean; emoji as well);
 * - pictures: a token for every 750 pixels, a rule published for one of the large vision models (1,399 for
 *   1024 × 1024).
 *
 * Real tokenizers differ by a quarter either way; whoever must stay within a limit leaves room for that.
 */

export const CHARACTERS_A_TOKEN = 4;
export const PIXELS_A_TOKEN = 750;

/** Where scripts with a syllable or a word to a character begin: CJK radicals, kana, Hangul and beyond. */
const FIRST_WIDE = 0x2e80;

/** Estimated tokens of a text; 0 for an empty one. */
export function textTokens(text: string): number {
  let narrow = 0;
  let wide = 0;
  for (const char of text) {
    if ((char.codePointAt(0) ?? 0) < FIRST_WIDE) narrow += 1;
    else wide += 1;
  }
  return wide + Math.ceil(narrow / CHARACTERS_A_TOKEN);
}

/** Estimated tokens of a picture. */
export function pictureTokens(pixels: number): number {
  return Math.ceil(pixels / PIXELS_A_TOKEN);
}

const ELLIPSIS = "…";

/** The text cut to at most `tokens`, at the end of a word where that loses little; empty where nothing fits. */
export function shortened(text: string, tokens: number): string {
  if (textTokens(text) <= tokens) return text;
  const room = tokens - textTokens(ELLIPSIS);
  let kept = "";
  let quarters = 0;
  for (const char of text) {
    quarters += (char.codePointAt(0) ?? 0) < FIRST_WIDE ? 1 : CHARACTERS_A_TOKEN;
    if (quarters > room * CHARACTERS_A_TOKEN) break;
    kept += char;
  }
  const end = kept.search(/\s\S*$/);
  const whole = end > kept.length / 2 ? kept.slice(0, end) : kept;
  return whole.trim() === "" ? "" : `${whole.trimEnd()}${ELLIPSIS}`;
}
