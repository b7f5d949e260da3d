/** The little English the local roles speak: numbers, plurals, articles, quotation. */
import { finishKinds, LETTERING, nouns } from "./world";

const numberWords = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
] as const;

/** "four"; digits from thirteen on. */
export function numberWord(count: number): string {
  return numberWords[count] ?? String(count);
}

/** Every number word with its value, "no" left out. */
export const numberValues: readonly (readonly [string, number])[] = numberWords
  .map((word, value) => [word, value] as const)
  .filter(([, value]) => value > 0);

/** The plural of a kind: the world's own, else by the common rules. */
export function pluralOf(kind: string): string {
  const known = nouns.get(kind)?.plural;
  if (known !== undefined) return known;
  if (kind === LETTERING) return kind;
  if (/(?:s|x|z|ch|sh)$/.test(kind)) return `${kind}es`;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** The singular of a word that may be a plural nobody told us about. */
export function singularOf(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return /[a-z]{2}s$/.test(word) ? word.slice(0, -1) : word;
}

export function isPlural(count: number | null): boolean {
  return count !== 1;
}

/** "bicycle" for one, "bicycles" for any other number or none given. */
export function nounFor(kind: string, count: number | null): string {
  return isPlural(count) ? pluralOf(kind) : kind;
}

export function articleFor(word: string): string {
  return /^[aeiou]/i.test(word) ? "an" : "a";
}

/** "made of metal", "white": a finish as it stands behind "is" or "are". */
export function predicateOf(finish: string): string {
  if (finishKinds.get(finish) !== "material") return finish;
  return `made of ${materialOf(finish)}`;
}

/** "wood" for "wooden"; the other materials are their own noun. */
export function materialOf(finish: string): string {
  return finish === "wooden" ? "wood" : finish;
}

/** The text in typographic quotes, shortened in its middle where it is long. */
export function quoted(text: string, limit = 160): string {
  const short =
    text.length <= limit
      ? text
      : `${text.slice(0, limit / 2).trimEnd()} … ${text.slice(-limit / 2).trimStart()}`;
  return `“${short}”`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
