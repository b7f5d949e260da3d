/** Lettering that stands to a list: "“ZOO” over a giraffe, an elephant and two flamingos" is over all three. */
import type { Findings } from "./findings";
import type { LinkType } from "./reading";

interface Open {
  readonly link: LinkType;
  readonly subject: number;
  readonly start: number;
  /** What is named behind the first object, and where each ends. */
  readonly more: { readonly index: number; readonly end: number }[];
  /** "and" came: a list ends with it, mere commas make none. */
  isList: boolean;
}

export class LetteredList {
  #open: Open | null = null;

  /** A link was made; only lettering's is followed. */
  begin(found: Findings, link: LinkType, subject: number, start: number): void {
    const follows = found.groups[subject]?.text !== null && link.type !== "verb" && link.type !== "between";
    this.#open = follows ? { link, subject, start, more: [], isList: false } : null;
  }

  /** Another group is named behind a comma or "and"; anything else before it ends the list. */
  goOn(index: number, before: string | undefined, end: number): void {
    if (this.#open === null) return;
    if ((before !== "comma" && before !== "and") || this.#open.isList) this.#open = null;
    else {
      this.#open.more.push({ index, end });
      this.#open.isList = before === "and";
    }
  }

  /** Groups that stand to something of their own are none of the list. */
  without(groups: readonly number[]): void {
    if (this.#open?.more.some(({ index }) => groups.includes(index))) this.#open = null;
  }

  /** The clause is over: what the list holds is linked. */
  close(found: Findings): void {
    const open = this.#open;
    this.#open = null;
    if (open === null || !open.isList) return;
    for (const { index, end } of open.more)
      found.link(open.link, open.subject, index, { start: open.start, end });
    found.conclude();
  }
}
