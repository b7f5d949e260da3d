/** The part of Studio-300 that is made: a seeded choice among the turns of phrase designers use. */

import type { RelationId } from "../../../shared/flatland/geometry";
import { randomOf } from "../../prompts";
import { byHand, type Written } from "./by-hand";
import world from "./vocabulary.json";

const SEED = 300;
const spokenNumbers = ["no", "one", "two", "three", "four", "five", "six", "seven"];
const signs = ["SALE", "HELLO", "OPEN", "JOY", "NEW", "TEA", "PARK", "LOVE", "MENU", "PLAY", "WILD", "GO"];
const relationsSaid: Readonly<Record<RelationId, readonly string[]>> = {
  "left-of": ["to the left of", "left of", "on the left of"],
  "right-of": ["to the right of", "right of", "on the right of"],
  "on-top-of": ["on top of", "above"],
  under: ["under", "below", "beneath"],
  "in-front-of": ["in front of"],
  behind: ["behind"],
};
const relationIds = Object.keys(relationsSaid) as RelationId[];

interface Thing {
  readonly kind: string;
  readonly finish: string | null;
  readonly count: number;
  /** "three striped cats", "a pony in red" */
  readonly said: string;
  /** "the cats" */
  readonly again: string;
  readonly note: string;
  readonly synonym: boolean;
}

type Pick = <T>(from: readonly T[]) => T;

/** Frames of the made prompts, each with what it exercises; they take turns. */
const frames: readonly (readonly [tags: string, make: (p: Phrases) => readonly [string, string]])[] = [
  ["plain", (p) => p.listed()],
  ["clause", (p) => p.related()],
  ["clause pronoun", (p) => p.pronoun()],
  ["comparative", (p) => p.twice()],
  ["negation", (p) => p.without()],
  ["lettering", (p) => p.sign()],
  ["same-kind", (p) => p.colours()],
  ["comparative", (p) => p.fewer()],
  ["clause long", (p) => p.chain()],
  ["lettering long", (p) => p.brief()],
];

class Phrases {
  readonly #random: () => number;
  #used = new Set<string>();
  synonym = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  begin(): void {
    this.#used = new Set();
    this.synonym = false;
  }

  #pick: Pick = (from) => {
    const one = from[Math.floor(this.#random() * from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #thing(most = 5, plain = 0.35, least = 1): Thing {
    const noun = this.#pick(world.nouns.filter(({ name }) => !this.#used.has(name)));
    this.#used.add(noun.name);
    const count = least + Math.floor(this.#random() * (most - least + 1));
    const finish = this.#chance(plain) ? null : this.#pick(world.finishes);
    const [one, many] = this.#nounWords(noun);
    const word = count === 1 ? one : many;
    const spoken = spokenNumbers[count] ?? String(count);
    const article = (words: string) => (/^[aeiou]/.test(words) ? "an" : "a");
    const adjective = finish === null ? "" : this.#finishWord(finish);
    const after = finish?.kind === "colour" && adjective === finish.name && this.#chance(0.3);
    const core = finish === null || after ? word : `${adjective} ${word}`;
    const lead = count === 1 && this.#chance(0.8) ? article(core) : spoken;
    const said = `${lead} ${core}${after ? ` in ${finish.name}` : ""}`;
    const note = `${count} ${noun.name}${finish === null ? "" : `:${finish.name}`}`;
    const synonym = word !== noun.name && word !== noun.plural;
    this.synonym ||= synonym;
    return {
      kind: noun.name,
      finish: finish?.name ?? null,
      count,
      said,
      again: `the ${word}`,
      note,
      synonym,
    };
  }

  /** Singular and plural: the world's own, or a synonym that has both. */
  #nounWords({ name, plural, also }: (typeof world.nouns)[number]): readonly [string, string] {
    const [one, many] = also;
    const pair = one !== undefined && many !== undefined && many !== one && name !== "sheep";
    return pair && this.#chance(0.35) ? [one, many] : [name, plural];
  }

  #finishWord({ name, also }: (typeof world.finishes)[number]): string {
    const other = also.find((word) => !["wood", "rock", "dotted", "checked"].includes(word));
    if (other === undefined || !this.#chance(0.25)) return name;
    this.synonym = true;
    return other;
  }

  #link(): readonly [RelationId, string] {
    const id = this.#pick(relationIds);
    return [id, this.#pick(relationsSaid[id])];
  }

  listed(): readonly [string, string] {
    const things = [this.#thing(), this.#thing(6), ...(this.#chance(0.5) ? [this.#thing()] : [])];
    const lead = this.#pick(["", "I need ", "Please draw ", "Picture this: ", "Illustration of "]);
    return [sentence(`${lead}${joined(things)}`), notes(things)];
  }

  related(): readonly [string, string] {
    const [a, b] = [this.#thing(), this.#thing()];
    const [id, words] = this.#link();
    const verb = a.count === 1 ? this.#pick(["stands", "is"]) : this.#pick(["stand", "are"]);
    const text = this.#pick([`${a.said} ${words} ${b.said}`, `${a.said} that ${verb} ${words} ${b.said}`]);
    return [sentence(text), `${notes([a, b])}; ${a.kind} ${id} ${b.kind}`];
  }

  pronoun(): readonly [string, string] {
    const [a, b] = [this.#thing(), this.#thing()];
    const [id, words] = this.#link();
    const it = a.count === 1 ? "it" : "them";
    const text = this.#pick([
      `${a.said}; ${words} ${it} ${b.said}`,
      `There ${a.count === 1 ? "is" : "are"} ${a.said}. Put ${b.said} ${words} ${it}`,
      `${a.said} with ${b.said} ${words} ${it}`,
    ]);
    return [sentence(text), `${notes([a, b])}; ${b.kind} ${id} ${a.kind}`];
  }

  twice(): readonly [string, string] {
    const [a, b] = [this.#thing(3), this.#thing(1, 0.5)];
    const many = this.#many(b);
    const why = `{twice ${spokenNumbers[a.count]}}`;
    const text = this.#pick([
      `${a.said} and twice as many ${many}`,
      `${a.said}, and double the number of ${many}`,
    ]);
    return [sentence(text), `${a.note}; ${counted(b, 2 * a.count)} ${why}`];
  }

  fewer(): readonly [string, string] {
    const [a, b] = [this.#thing(4, 0.35, 2), this.#thing(1, 0.5)];
    const many = this.#many(b);
    const than = a.again.replace(/^the /, "");
    const [more, text] = this.#pick([
      [1, `${a.said} and one more ${this.#one(b)} than ${than}`],
      [0, `${a.said} and just as many ${many}`],
    ] as const);
    const why =
      more === 1 ? `{one more than ${spokenNumbers[a.count]}}` : `{as many as ${spokenNumbers[a.count]}}`;
    return [sentence(text), `${a.note}; ${counted(b, a.count + more)} ${why}`];
  }

  without(): readonly [string, string] {
    const [a, b, c] = [this.#thing(), this.#thing(4), this.#thing(1, 1)];
    const many = this.#many(c);
    const text = this.#pick([
      `${a.said} and ${b.said}, no ${many}`,
      `${a.said} and ${b.said} but without any ${many}`,
      `No ${many} please, only ${a.said} and ${b.said}`,
    ]);
    return [sentence(text), `${notes([a, b])}; no ${c.kind}`];
  }

  sign(): readonly [string, string] {
    const [a, word] = [this.#thing(4), this.#pick(signs)];
    const above = this.#chance(0.5);
    const text = above ? `the word “${word}” above ${a.said}` : `${a.said} and the caption “${word}” below`;
    const link = above ? `lettering on-top-of ${a.kind}` : `lettering under ${a.kind}`;
    return [sentence(text), `${a.note}; "${word}"; ${link}`];
  }

  colours(): readonly [string, string] {
    const noun = this.#pick(world.nouns);
    this.#used.add(noun.name);
    const colours = world.finishes.filter(({ kind }) => kind === "colour");
    const first = this.#pick(colours);
    const second = this.#pick(colours.filter((one) => one !== first));
    const [m, n] = [1 + Math.floor(this.#random() * 3), 2 + Math.floor(this.#random() * 2)];
    const other = this.#thing(2);
    const text = `${m === 1 ? `a ${first.name} ${noun.name}` : `${spokenNumbers[m]} ${first.name} ${noun.plural}`}, ${spokenNumbers[n]} ${second.name} ${noun.plural} and ${other.said}`;
    return [
      sentence(text),
      `${m} ${noun.name}=${first.name}; ${n} ${noun.name}=${second.name}; ${other.note}`,
    ];
  }

  chain(): readonly [string, string] {
    const [a, b, c] = [this.#thing(4), this.#thing(3), this.#thing(4)];
    const [first, saidFirst] = this.#link();
    const [second, saidSecond] = this.#link();
    const text = `${a.said} ${saidFirst} ${b.said}, and ${saidSecond} ${b.again} ${c.said}`;
    return [
      sentence(text),
      `${notes([a, b, c])}; ${a.kind} ${first} ${b.kind}; ${c.kind} ${second} ${b.kind}`,
    ];
  }

  brief(): readonly [string, string] {
    const [a, b, c, word] = [this.#thing(4), this.#thing(3), this.#thing(1, 1), this.#pick(signs)];
    const [id, words] = this.#link();
    const lead = this.#pick(["Poster", "Flyer", "Cover", "Postcard"]);
    const text = `${lead} that reads “${word}”: ${a.said} ${words} ${b.said}; no ${this.#many(c)}`;
    return [sentence(text), `"${word}"; ${notes([a, b])}; ${a.kind} ${id} ${b.kind}; no ${c.kind}`];
  }

  /** "striped cat" */
  #one({ kind, finish }: Thing): string {
    return finish === null ? kind : `${finish} ${kind}`;
  }

  /** "striped cats" */
  #many({ kind, finish }: Thing): string {
    const plural = world.nouns.find(({ name }) => name === kind)?.plural ?? kind;
    return finish === null ? plural : `${finish} ${plural}`;
  }
}

const notes = (things: readonly Thing[]) => things.map(({ note }) => note).join("; ");
const counted = ({ kind, finish }: Thing, count: number) =>
  `${count} ${kind}${finish === null ? "" : `:${finish}`}`;

function joined(things: readonly Thing[]): string {
  const said = things.map((thing) => thing.said);
  return said.length === 1 ? (said[0] ?? "") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As many prompts as fill the suite up; never one that was written or made before. */
export function made(count: number): readonly Written[] {
  const phrases = new Phrases(randomOf(SEED));
  const seen = new Set(byHand.map(([prompt]) => prompt));
  const found: Written[] = [];
  while (found.length < count) {
    const [tags, make] = frames[found.length % frames.length] ?? ["", () => ["", ""] as const];
    phrases.begin();
    const [prompt, atoms] = make(phrases);
    if (seen.has(prompt)) continue;
    seen.add(prompt);
    found.push([prompt, phrases.synonym ? `${tags} synonym` : tags, atoms]);
  }
  return found;
}
