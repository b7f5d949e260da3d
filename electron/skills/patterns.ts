/**
 * Judges patterns that come with skill packs before they are ever run: a pattern can be written so that looking for
 * it takes longer than anyone waits ("catastrophic backtracking"). What is refused here is refused by its form.
 */
import { ROUTE_TEXT_LENGTH, ROUTE_WORD_LENGTH, routePattern } from "../../shared/skills";

/** Ways to try at one place of the text, at most. */
const MOST_WAYS = 20_000;

/** What a piece of a pattern may cost, and what may stand in it. */
interface Piece {
  /** Ways the matcher may have to try, at worst. */
  readonly ways: number;
  readonly repeats: boolean;
  readonly branches: boolean;
  /** What takes spaces as well as other characters can run on to the end of the text, all else to a word's end. */
  readonly spaces: boolean;
  readonly others: boolean;
}

class PatternFault extends Error {}

/** Why the pattern is not taken, as the end of a sentence ("it ..."); null when it is fine. */
export function patternProblem(pattern: string): string | null {
  try {
    routePattern(pattern);
  } catch (error) {
    return `is no regular expression (${error instanceof Error ? error.message : String(error)})`;
  }
  try {
    const { ways } = new PatternReader(pattern).alternatives();
    return ways > MOST_WAYS
      ? "may take too long on long prompts: use fewer repeats or bound them, as in .{0,40}"
      : null;
  } catch (error) {
    if (error instanceof PatternFault) return error.message;
    throw error;
  }
}

const plain: Piece = { ways: 1, repeats: false, branches: false, spaces: false, others: false };

/** Reads a pattern that is known to compile. */
class PatternReader {
  private at = 0;

  constructor(private readonly text: string) {}

  alternatives(): Piece {
    let all = this.sequence();
    while (this.take("|")) {
      const next = this.sequence();
      all = { ...both(all, next), ways: all.ways + next.ways, branches: true };
    }
    return all;
  }

  private sequence(): Piece {
    let all = plain;
    while (this.at < this.text.length && !this.sees("|") && !this.sees(")")) {
      const next = this.quantified();
      all = { ...both(all, next), ways: all.ways * next.ways };
    }
    return all;
  }

  private quantified(): Piece {
    const atom = this.atom();
    const count = this.quantifier();
    if (count === null) return atom;
    if (count.most > 1 && (atom.repeats || atom.branches)) {
      throw new PatternFault("repeats a group that holds a repeat or alternatives of its own");
    }
    const reach = Math.min(count.most, atom.spaces && atom.others ? ROUTE_TEXT_LENGTH : ROUTE_WORD_LENGTH);
    const choices = Math.max(1, reach - Math.min(count.least, reach) + 1);
    return { ...atom, ways: atom.ways * choices, repeats: true };
  }

  private atom(): Piece {
    if (this.sees("(")) return this.group();
    const start = this.at;
    if (this.sees("[")) this.skipClass();
    else if (this.sees("\\")) this.skipEscape();
    else this.at += 1;
    return { ...plain, ...taken(this.text.slice(start, this.at)) };
  }

  private group(): Piece {
    this.at += 1;
    const opening = /^\?(?::|=|!|<=|<!|<[^>]+>)/u.exec(this.text.slice(this.at));
    this.at += opening?.[0].length ?? 0;
    const inner = this.alternatives();
    this.at += 1;
    return inner;
  }

  private skipClass(): void {
    for (this.at += 1; !this.sees("]"); this.at += 1) if (this.sees("\\")) this.at += 1;
    this.at += 1;
  }

  private skipEscape(): void {
    const found = /^\\(?:[pPu]\{[^}]*\}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|k<[^>]*>|\d+|.)/isu.exec(
      this.text.slice(this.at),
    )?.[0];
    if (found === undefined || /^\\(?:[1-9]|k)/u.test(found)) {
      throw new PatternFault("refers back to what it matched before, which is not supported");
    }
    this.at += found.length;
  }

  private quantifier(): { least: number; most: number } | null {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/u.exec(this.text.slice(this.at));
    if (found === null) return null;
    this.at += found[0].length;
    this.take("?");
    if (found[0] === "*") return { least: 0, most: Infinity };
    if (found[0] === "+") return { least: 1, most: Infinity };
    if (found[0] === "?") return { least: 0, most: 1 };
    const least = Number(found[1]);
    if (found[2] === undefined) return { least, most: least };
    return { least, most: found[3] === "" ? Infinity : Number(found[3]) };
  }

  private sees(character: string): boolean {
    return this.text.startsWith(character, this.at);
  }

  private take(character: string): boolean {
    if (!this.sees(character)) return false;
    this.at += 1;
    return true;
  }
}

function both(a: Piece, b: Piece): Omit<Piece, "ways"> {
  return {
    repeats: a.repeats || b.repeats,
    branches: a.branches || b.branches,
    spaces: a.spaces || b.spaces,
    others: a.others || b.others,
  };
}

/** Which characters a single atom takes; assertions take none. */
function taken(atom: string): Pick<Piece, "spaces" | "others"> {
  if (/^(?:\^|\$|\\b)$/iu.test(atom)) return { spaces: false, others: false };
  const one = new RegExp(`^(?:${atom})$`, "iu");
  return { spaces: one.test(" "), others: [..."ae1,.-'\"!?§é四"].some((character) => one.test(character)) };
}
