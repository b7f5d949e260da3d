/** What words mean to the grammar: the world's names and the small words that hold a prompt together. */
import type { RelationId } from "../../../shared/flatland/geometry";
import { numberValues } from "./english";
import { rawWorld, relationPhrases, verbPhrases } from "./world";

export type Meaning =
  | { readonly t: "noun"; readonly kind: string; readonly number: "one" | "many" | "any" }
  | { readonly t: "finish"; readonly name: string }
  | { readonly t: "relation"; readonly id: RelationId }
  | { readonly t: "verb"; readonly id: string }
  /** A relation the geometry has no rule for: "next to". */
  | { readonly t: "foreign-link" }
  | { readonly t: "number"; readonly value: number }
  /** "a", "the", "some": `count` is what the word promises, null for none. */
  | { readonly t: "determiner"; readonly word: "a" | "the" | "some" | "no"; readonly count: number | null }
  | { readonly t: "exactly" }
  /** "a row of", "a herd of": says how, not how many. */
  | { readonly t: "gathering" }
  | { readonly t: "copula" }
  | { readonly t: "made-of" }
  | { readonly t: "in" }
  | { readonly t: "all" }
  | { readonly t: "and" }
  /** A place on the canvas: "on the left half". */
  | { readonly t: "region" }
  /** "in two rows", "side by side". */
  | { readonly t: "arrangement" }
  | { readonly t: "aside" }
  /** "sign", "words": what carries lettering. */
  | { readonly t: "sign" }
  /** "says", "reading": between a sign and its lettering. */
  | { readonly t: "says" }
  /** "picture", "photo": what a prompt is of. */
  | { readonly t: "picture" }
  /** "background", "lighting": heads of wishes about style. */
  | { readonly t: "style" }
  /** Words that ask for nothing. */
  | { readonly t: "filler" };

interface Phrase {
  readonly words: readonly string[];
  readonly meaning: Meaning;
}

/** Phrases by their first word, the longest first. */
export type Lexicon = ReadonlyMap<string, readonly Phrase[]>;

/** Phrases written one after the other, with commas between them. */
function list(text: string): readonly string[] {
  return text.split(",").map((phrase) => phrase.trim());
}

const sides = ["left", "right"];
const halves = ["upper", "lower"];

const regions = [
  ...sides.flatMap((side) => [
    `on the ${side} half`,
    `on the ${side} third`,
    `on the ${side} side`,
    `on the ${side}`,
    `at the far ${side}`,
    `on the far ${side}`,
    `to the far ${side}`,
    `in the ${side} half`,
    `at the ${side}`,
    `on one side`,
    `on the other side`,
  ]),
  ...halves.flatMap((half) => [
    `along the ${half} half`,
    `in the ${half} half`,
    `${half} half`,
    ...sides.flatMap((side) => [
      `in the ${half} ${side} corner`,
      `in the ${half} ${side}`,
      `at the ${half} ${side}`,
    ]),
  ]),
  ...sides.flatMap((side) => [
    `in the top ${side}`,
    `in the bottom ${side}`,
    `in the top ${side} corner`,
    `in the bottom ${side} corner`,
  ]),
  "in the middle",
  "in the center",
  "in the centre",
  "at the center",
  "at the centre",
  "at the top",
  "at the bottom",
  "in the foreground",
  "in the background",
  "in the distance",
];

const arrangements = list(`
      in a row, in one row, in a line, in a horizontal row, in a vertical column, in a column,
      in a grid, in a circle, side by side, one above the other, in two rows, in three rows,
      in four rows, on one baseline, with speed lines, with a jump arc, along a jump arc, in the air,
      with a ball between them, a ball between them, in large letters, in big letters,
      in bold letters, letters
    `);

/** Words about a group already named: the noun phrase behind them is no new one. */
const asides = ["with speed lines behind", "speed lines trailing behind", "with speed lines trailing behind"];

const groups: readonly (readonly [Meaning, readonly string[]])[] = [
  [
    { t: "foreign-link" },
    list(`
      next to, beside, near, close to, alongside, between, among, around, inside, inside of, into,
      against, across from, opposite, facing, by, at, through, along, from
    `),
  ],
  [{ t: "relation", id: "on-top-of" }, ["on", "upon", "atop", "high above"]],
  [{ t: "relation", id: "left-of" }, ["to the left side of", "at the left of"]],
  [{ t: "relation", id: "right-of" }, ["to the right side of", "at the right of"]],
  [{ t: "relation", id: "in-front-of" }, ["before"]],
  [{ t: "exactly" }, ["exactly", "precisely", "just", "only"]],
  [
    { t: "gathering" },
    list(`
      group of, row of, line of, herd of, flock of, bunch of, set of, pile of, stack of, column of,
      collection of, crowd of, piece of, pieces of
    `),
  ],
  [{ t: "copula" }, ["is", "are", "being", "were", "was"]],
  [{ t: "made-of" }, ["made of", "made out of", "made from", "built of", "carved from"]],
  [{ t: "in" }, ["in", "painted", "coloured", "colored"]],
  [{ t: "all" }, list("all, all of them, all of which, both, each, every one, each one, each of them")],
  [{ t: "and" }, ["and", "plus", "as well as", "with", "along with", "together with", "and also"]],
  [{ t: "region" }, regions],
  [{ t: "arrangement" }, arrangements],
  [{ t: "aside" }, asides],
  [
    { t: "sign" },
    list(`
      sign, signs, banner, poster, word, words, text, lettering, title, slogan, label, headline,
      caption, inscription
    `),
  ],
  [
    { t: "says" },
    list(`
      says, saying, reads, reading, spelling, spells, written, titled, labelled, labeled
    `),
  ],
  [
    { t: "picture" },
    list(`
      picture, image, photo, photograph, illustration, drawing, scene, view, shot, render, rendering,
      painting, graphic
    `),
  ],
  [
    { t: "style" },
    list(`
      background, backdrop, light, lighting, style, palette, composition, colors, colours, color,
      colour, margins, edges, quality, art, mood, atmosphere, detail, details, detailed, shadows,
      resolution, tones
    `),
  ],
  [
    { t: "filler" },
    list(`
      there is, there are, please, draw, show, shows, showing, create, make, generate, depict,
      depicts, depicting, i want, we see, imagine, featuring, features, contains, containing, of,
      that, which, who, where, this, these, it, its, to, for, me, us, you, has, have, having, located,
      placed, positioned, standing, sitting, lying, stands, sits, lies, as, so, then, very,
      can be seen, shown, in which
    `),
  ],
  [{ t: "determiner", word: "the", count: null }, ["the", "those", "their"]],
  [
    { t: "determiner", word: "some", count: null },
    list(`
      some, several, many, a few, few, various, multiple, a lot of, lots of, numerous, dozens of, any
    `),
  ],
  [
    { t: "determiner", word: "no", count: 0 },
    ["no", "without", "without any", "zero", "not any", "without a", "without an"],
  ],
  [{ t: "determiner", word: "a", count: 1 }, ["a", "an", "another"]],
  [{ t: "number", value: 1 }, ["single", "a single", "lone", "a lone"]],
  [{ t: "number", value: 2 }, ["a pair of", "pair of", "a couple of", "couple of"]],
  [{ t: "number", value: 6 }, ["half a dozen", "half dozen"]],
  [{ t: "number", value: 12 }, ["a dozen", "dozen", "a dozen of"]],
  [{ t: "noun", kind: "toy", number: "one" }, ["teddy bear", "soft toy", "stuffed animal"]],
  [{ t: "noun", kind: "toy", number: "many" }, ["teddy bears", "soft toys", "stuffed animals"]],
];

function entries(): [string, Meaning][] {
  const found: [string, Meaning][] = [];
  const add = (meaning: Meaning, ...phrases: readonly string[]) => {
    for (const phrase of phrases) found.push([phrase, meaning]);
  };
  for (const [meaning, phrases] of groups) add(meaning, ...phrases);
  for (const [word, value] of numberValues) add({ t: "number", value }, word);
  for (const [id, phrases] of relationPhrases) add({ t: "relation", id }, ...phrases);
  for (const [id, phrases] of verbPhrases) add({ t: "verb", id }, ...phrases, ...phrases.map(bareVerb));
  for (const finish of rawWorld.finishes)
    add({ t: "finish", name: finish.name }, finish.name, ...finish.also);
  for (const { name, plural, also } of rawWorld.nouns) {
    const both = name === plural;
    add({ t: "noun", kind: name, number: both ? "any" : "one" }, name);
    add({ t: "noun", kind: name, number: both ? "any" : "many" }, plural);
    add({ t: "noun", kind: name, number: "many" }, `${name}s`, ...also.filter((word) => word.endsWith("s")));
    add({ t: "noun", kind: name, number: "any" }, ...also.filter((word) => !word.endsWith("s")));
  }
  return found;
}

/** "jump over" for "jumping over" and "jumps over": how people say it after "to" or about many. */
function bareVerb(phrase: string): string {
  const [first = "", ...rest] = phrase.split(" ");
  const bare = { chasing: "chase", jumping: "jump", leaping: "leap", playing: "play", running: "run" }[first];
  return [bare ?? first, ...rest].join(" ");
}

/** Splits a phrase into the pieces the lexer makes of text. */
export function piecesOf(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((piece) => piece !== "");
}

/** Later entries win over earlier ones of the same words: the world's own names have the last word. */
export const lexicon: Lexicon = (() => {
  const byWords = new Map<string, Phrase>();
  for (const [phrase, meaning] of entries()) {
    const words = piecesOf(phrase);
    byWords.set(words.join(" "), { words, meaning });
  }
  const byFirst = new Map<string, Phrase[]>();
  for (const phrase of byWords.values()) {
    const [first = ""] = phrase.words;
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.words.length - a.words.length);
  return byFirst;
})();
