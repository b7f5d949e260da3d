/** What a prompt says of how it is to be drawn: style, palette, typeface and shape, in the words of world.json. */
import { z } from "zod";
import { aspectNames, type Look, styleNames, typefaceNames } from "../../../shared/flatland/scene";
import world from "../../../shared/flatland/world.json";
import { withoutQuotes } from "./tokenize";

/** What is said of one part of the look: one pattern for all its words, and what each of them names. */
interface Saying<Name> {
  readonly pattern: RegExp;
  readonly names: ReadonlyMap<string, Name>;
}

interface Entry<Name> {
  readonly id: Name;
  readonly words: readonly string[];
}

/** What makes "serif" or "script" speak of letters and of nothing else. */
const LETTERS = "(?:letters?|lettering|font|type|typeface|text|writing)";

const plain = (words: string) => words.toLowerCase().replace(/[\s-]+/g, " ");
const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[ -]/g, "[\\s-]+");

/** The longest words come first, so that "paper cut" is not read as something shorter. */
function saying<Name extends string>(entries: readonly Entry<Name>[], after = ""): Saying<Name> {
  const said = entries.flatMap(({ id, words }) => words.map((word) => [plain(word), id] as const));
  const longest = [...said].sort(([a], [b]) => b.length - a.length);
  const any = longest.map(([word]) => escaped(word)).join("|");
  const follows = after === "" ? "" : `\\s+${after}`;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${any})${follows}(?![\\p{L}\\p{N}])`, "giu");
  return { pattern, names: new Map(said) };
}

/** Entries of world.json whose ids are the names of this version. */
function named<const Names extends readonly [string, ...string[]]>(
  names: Names,
  entries: readonly { readonly id: string; readonly words: readonly string[] }[],
): Entry<Names[number]>[] {
  return z.array(z.object({ id: z.enum(names), words: z.array(z.string()) })).parse(entries);
}

const sayings = {
  style: saying(named(styleNames, world.styles)),
  typeface: saying(named(typefaceNames, world.typefaces), LETTERS),
  aspect: saying(named(aspectNames, world.aspects)),
  palette: saying(world.palettes.map(({ name, words }) => ({ id: name, words }))),
};

function firstOf<Name>(prompt: string, { pattern, names }: Saying<Name>): Name | undefined {
  const [first] = prompt.matchAll(pattern);
  return names.get(plain(first?.[1] ?? ""));
}

/** The look that a prompt asks for; what it says nothing of is absent. Quoted texts say nothing. */
export function lookOfPrompt(prompt: string): Look {
  const unquoted = withoutQuotes(prompt);
  const aspect = firstOf(unquoted, sayings.aspect);
  const style = firstOf(unquoted, sayings.style);
  const palette = firstOf(unquoted, sayings.palette);
  const typeface = firstOf(unquoted, sayings.typeface);
  return {
    ...(aspect === undefined ? {} : { aspect }),
    ...(style === undefined ? {} : { style }),
    ...(palette === undefined ? {} : { palette }),
    ...(typeface === undefined ? {} : { typeface }),
  };
}

/** A prompt without the words that speak of its look: they are heeded, though the layout model does not know them. */
export function withoutLook(prompt: string): string {
  return Object.values(sayings).reduce((text, { pattern }) => text.replace(pattern, " "), prompt);
}
