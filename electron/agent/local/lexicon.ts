/** What words mean to the grammar: the world's names and the small words that hold a prompt together. */
import type { RelationId } from "../../../shared/flatland/geometry";
import type { OrderSide } from "../../../shared/flatland/order";
import type { ArrangementId, PlacementId, RegionId, SizeId } from "../../../shared/flatland/placement";
import type { BackdropName, Facing } from "../../../shared/flatland/scene";
import { numberValues, pluralOf, singularOf } from "./english";
import { smallWords } from "./small-words";
import { facingPhrases, rawWorld, relationPhrases, scenery, sizeWords, verbPhrases } from "./world";

export type Meaning =
  | { readonly t: "noun"; readonly kind: string; readonly number: "one" | "many" | "any" }
  | { readonly t: "finish"; readonly name: string }
  | { readonly t: "relation"; readonly id: RelationId }
  | { readonly t: "verb"; readonly id: string }
  /** Nearness; `swapped` where the object is named first: "surrounded by". */
  | { readonly t: "placement"; readonly id: PlacementId | "between"; readonly swapped?: boolean }
  | { readonly t: "larger"; readonly sort: "larger" | "smaller" | "equal" }
  | { readonly t: "size"; readonly id: SizeId }
  /** A relation the geometry has no rule for: "inside". */
  | { readonly t: "foreign-link" }
  /** "each other". */
  | { readonly t: "reciprocal" }
  | { readonly t: "number"; readonly value: number }
  /** "a", "the", "some": `count` is what the word promises, null for none. */
  | { readonly t: "determiner"; readonly word: "a" | "the" | "some" | "no"; readonly count: number | null }
  /** "several": a number left open. */
  | { readonly t: "vague"; readonly min: number; readonly max: number | null }
  /** "at least", "at most", "more than", "fewer than": before a number. */
  | { readonly t: "bound"; readonly sort: "min" | "max" | "above" | "below" }
  /** "or more", "or fewer": behind a number. */
  | { readonly t: "open-end"; readonly sort: "min" | "max" }
  | { readonly t: "times"; readonly times: number }
  /** "as many", "the same number of": what follows is compared. */
  | { readonly t: "as-many" }
  | { readonly t: "as" }
  | { readonly t: "more" }
  | { readonly t: "fewer" }
  | { readonly t: "than" }
  | { readonly t: "outnumber" }
  | { readonly t: "exactly" }
  /** "a row of", "a herd of": says how, not how many. */
  | { readonly t: "gathering"; readonly id: ArrangementId | null }
  | { readonly t: "copula" }
  | { readonly t: "not" }
  | { readonly t: "made-of" }
  | { readonly t: "in" }
  | { readonly t: "all"; readonly both: boolean }
  /** "it", "them", "which", "everything". */
  | { readonly t: "pronoun"; readonly number: "one" | "many" | "any" | "every" }
  /** "one", "ones" in the place of a noun. */
  | { readonly t: "ones" }
  /** "other", "others", "rest". */
  | { readonly t: "other" }
  | { readonly t: "ordinal"; readonly nth: number; readonly from: OrderSide | null }
  | { readonly t: "from-side"; readonly side: OrderSide }
  /** "former", "latter". */
  | { readonly t: "of-two"; readonly last: boolean }
  /** "from left to right": each that follows stands so to the next. */
  | { readonly t: "sequence"; readonly relation: RelationId }
  | { readonly t: "and" }
  | { readonly t: "or" }
  | { readonly t: "either" }
  | { readonly t: "only-these" }
  /** A place on the canvas: "on the left half"; null where no box could tell ("in the background"). */
  | { readonly t: "region"; readonly region: RegionId | null }
  /** "in a row", "side by side"; null for what only words can tell. */
  | { readonly t: "arrangement"; readonly id: ArrangementId | null }
  /** "facing left". */
  | { readonly t: "facing"; readonly facing: Facing }
  | { readonly t: "aside" }
  /** What is behind everything: "at night". */
  | { readonly t: "scenery"; readonly backdrop: BackdropName | null }
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

function entries(): [string, Meaning][] {
  const found: [string, Meaning][] = [];
  const add = (meaning: Meaning, ...phrases: readonly string[]) => {
    for (const phrase of phrases) found.push([phrase, meaning]);
  };
  for (const [meaning, phrases] of smallWords) add(meaning, ...phrases);
  for (const [facing, phrases] of facingPhrases) {
    const looking = ["facing", "looking", "turned", "pointing", "heading"].flatMap((way) =>
      [facing, `${facing}wards`, `to the ${facing}`].map((side) => `${way} ${side}`),
    );
    const all = [...new Set([...phrases, ...looking])];
    add({ t: "facing", facing }, ...all);
    const other = facing === "left" ? "right" : "left";
    add({ t: "facing", facing: other }, ...all.map((phrase) => `not ${phrase}`));
  }
  for (const [words, backdrop] of scenery) add({ t: "scenery", backdrop }, words);
  for (const [id, words] of sizeWords) add({ t: "size", id }, ...words);
  for (const [word, value] of numberValues) add({ t: "number", value }, word);
  for (const [id, phrases] of relationPhrases) add({ t: "relation", id }, ...phrases);
  for (const [id, phrases] of verbPhrases) add({ t: "verb", id }, ...phrases, ...phrases.map(bareVerb));
  for (const { name, also } of rawWorld.finishes)
    for (const word of [name, ...also]) add({ t: "finish", name }, word, ...otherSpellings(word));
  for (const { name, plural, also } of rawWorld.nouns) {
    const both = name === plural;
    add({ t: "noun", kind: name, number: both ? "any" : "one" }, name);
    add({ t: "noun", kind: name, number: both ? "any" : "many" }, plural);
    add({ t: "noun", kind: name, number: "many" }, `${name}s`);
    for (const word of also)
      for (const [phrase, number] of numbersOf(word, [name, plural, ...also]))
        add(
          { t: "noun", kind: name, number },
          phrase,
          ...otherSpellings(phrase).filter((one) => one !== name && one !== plural),
        );
  }
  return found;
}

type Inflected = readonly [phrase: string, number: "one" | "many" | "any"];

/** A synonym and what it is in the plural, where the world does not say that itself. */
function numbersOf(word: string, also: readonly string[]): readonly Inflected[] {
  const single = singularOf(word);
  if (word.endsWith("s") && single !== word)
    return [[word, "many"], ...(also.includes(single) ? [] : [[single, "one"] as const])];
  const known = also.some((other) => other !== word && singularOf(other) === word);
  return [[word, "any"], ...(known || word.endsWith("s") ? [] : [[pluralOf(word), "many"] as const])];
}

/** British for American and the other way round. */
function otherSpellings(word: string): readonly string[] {
  const swaps: readonly (readonly [string, string])[] = [
    ["gray", "grey"],
    ["colour", "color"],
    ["checker", "chequer"],
    ["doughnut", "donut"],
    ["aeroplane", "airplane"],
    ["jewellery", "jewelry"],
    ["pyjama", "pajama"],
    ["tyre", "tire"],
  ];
  return swaps
    .flatMap(([a, b]) => [word.replace(a, b), word.replace(b, a)])
    .filter((other) => other !== word);
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
