/** What a prompt asks to have made ("a birthday card with a cake", "Poster: ..."): the picture itself, nothing in it. */
import type { Lexeme } from "./lexer";

const media = new Set(
  (
    "poster banner flyer flier leaflet brochure pamphlet cover postcard card invitation invite logo icon emblem badge " +
    "wallpaper page billboard advert advertisement ad infographic artwork design cartoon sketch doodle clipart mural " +
    "print thumbnail header mockup"
  ).split(" "),
);
/** What such a thing is for: says nothing about what is to be seen on it. */
const purposes = new Set(
  (
    "birthday greeting christmas holiday wedding party travel event movie film concert album book magazine nursery " +
    "alphabet sale wall museum shop website web app company brand blog classroom school story comic"
  ).split(" "),
);
/** Behind it comes what it shows. */
const shows =
  /^(?:of|with|that|which|showing|shows|show|featuring|features|depicting|depicts|containing|for|where|in which)$/i;
const qualities: ReadonlySet<string> = new Set(["word", "finish", "size", "style", "noun"]);

/**
 * The lexemes of a prompt that begins with what is to be made, that word being one for the picture, or for a sign
 * where it says something; what it is for is left out. Other prompts come back as they are.
 */
export function withMedium(prompt: string, lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const said = ({ start, end }: Lexeme) => prompt.slice(start, end).toLowerCase();
  const opening = lexemes.findIndex(({ meaning }) => meaning.t !== "filler");
  const article = lexemes[opening]?.meaning.t === "determiner" && lexemes[opening].meaning.count === 1;
  const from = article ? opening + 1 : opening;
  const at = lexemes.findIndex((lexeme, k) => k >= from && media.has(said(lexeme)));
  const medium = lexemes[at];
  if (from < 0 || medium === undefined) return lexemes;
  const before = lexemes.slice(from, at);
  const behind = lexemes[at + 1];
  const isOne = before.every(
    (one) => qualities.has(one.meaning.t) && (one.meaning.t !== "noun" || purposes.has(said(one))),
  );
  const tells =
    behind !== undefined &&
    (shows.test(said(behind)) || ["stop", "says", "quote"].includes(behind.meaning.t));
  const heads = behind?.meaning.t === "comma" && !article;
  if (!isOne || !(tells || heads)) return lexemes;
  const t = isLettered(lexemes.slice(at + 1)) ? "sign" : "picture";
  const kept = before.filter((one) => !purposes.has(said(one)));
  return [...lexemes.slice(0, from), ...kept, { ...medium, meaning: { t } }, ...lexemes.slice(at + 1)];
}

/** "that reads “MENU”", ": “MENU”" */
function isLettered(behind: readonly Lexeme[]): boolean {
  const quote = behind.findIndex(({ meaning }) => meaning.t === "quote");
  return (
    quote >= 0 &&
    behind.slice(0, quote).every(({ meaning }) => ["filler", "says", "stop", "copula"].includes(meaning.t))
  );
}
