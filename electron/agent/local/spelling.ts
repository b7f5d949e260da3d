/** Slips of the pen in words the world knows: one letter too many, too few, or two swapped. */
import type { Meaning } from "./lexicon";

/** Shorter words have too many neighbours: "boar" is no "bear". */
const SHORTEST = 6;
/** From here on a wrong letter counts as a slip as well: "castle" is no "cattle". */
const LONG = 8;

type Known = readonly (readonly [word: string, meaning: Meaning])[];

/** The only known word one slip away, or null where there is none, or several that mean different things. */
export function corrected(word: string, known: Known): readonly [word: string, meaning: Meaning] | null {
  if (word.length < SHORTEST - 1) return null;
  const near = known.filter(([other]) => isSlip(word, other));
  const [first] = near;
  const meanings = new Set(near.map(([, meaning]) => nameOf(meaning)));
  return first !== undefined && meanings.size === 1 ? first : null;
}

function nameOf(meaning: Meaning): string {
  if (meaning.t === "noun") return meaning.kind;
  return meaning.t === "finish" ? meaning.name : meaning.t;
}

function isSlip(written: string, meant: string): boolean {
  if (Math.max(written.length, meant.length) < SHORTEST || written === meant) return false;
  // A plural of a word is not that word misspelt, and another first letter is another word.
  if (written[0] !== meant[0] || `${written}s` === meant || `${meant}s` === written) return false;
  const at = [...written].findIndex((letter, i) => letter !== meant[i]);
  const from = at < 0 ? written.length : at;
  const rest = (text: string, skip: number) => text.slice(from + skip);
  if (rest(written, 1) === rest(meant, 0) || rest(written, 0) === rest(meant, 1)) return true;
  const swapped = written[from] === meant[from + 1] && written[from + 1] === meant[from];
  if (swapped && rest(written, 2) === rest(meant, 2)) return true;
  const long = Math.min(written.length, meant.length) >= LONG;
  return long && rest(written, 1) === rest(meant, 1) && written.length === meant.length;
}
