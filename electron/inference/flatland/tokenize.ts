/** Prompts as the layout model reads them; mirrors `words_of` in training/flatland/tokens.py exactly. */

/** Texts in quotation marks: "…", “…”, «…», „…“ and '…' where no letter touches the single quotes. */
const QUOTED = /"([^"]+)"|“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|(?<![A-Za-z0-9])'([^']+)'(?![A-Za-z0-9])/gu;
const TOKEN = /[a-z]+|[0-9]+|[,.;:]/gu;
/** A word as people see it, for naming those the model does not know. */
const VISIBLE_WORD = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*/gu;

/** Id of every word outside the vocabulary; runs of them become one. */
const UNKNOWN = 1;

/** Small words that ask for nothing by themselves: not drawing them needs no notice. */
const FUNCTION_WORDS = new Set(
  (
    "a an the this that these those it its he she his her they them their we our you your i my me be is are was " +
    "were been being am has have had having do does did can could will would shall should may might must and or " +
    "but nor so as at by for from in into of off on onto out to up upon with within while where which who whom " +
    "whose when what how than then there here also too very just only quite some any each every both all own " +
    "same such if because until during through about against between again further once more most other let us " +
    "please make sure isn't aren't don't doesn't it's there's that's let's plus headline caption heading inscription"
  ).split(" "),
);

export interface SplitPrompt {
  /** Lower-case words, numbers and punctuation; the k-th quoted text stands as "qtextk". */
  readonly words: readonly string[];
  /** The quoted texts as written, in order. */
  readonly quotes: readonly string[];
}

export interface EncodedPrompt {
  /** Vocabulary ids, 1 to `maxText` of them. */
  readonly ids: readonly number[];
  readonly quotes: readonly string[];
}

/** What the tokeniser needs of a model's config.json. */
export interface Lexicon {
  /** Word to id. */
  readonly index: ReadonlyMap<string, number>;
  readonly maxText: number;
  readonly maxQuotes: number;
}

function plainWords(text: string): string[] {
  const flat = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/['’]s(?![a-z0-9])/gu, "");
  return flat.match(TOKEN) ?? [];
}

/** Splits a prompt; accents and possessive 's are dropped, quotes beyond the last known one share its token. */
export function splitPrompt(prompt: string, maxQuotes: number): SplitPrompt {
  const words: string[] = [];
  const quotes: string[] = [];
  let cursor = 0;
  for (const match of prompt.matchAll(QUOTED)) {
    words.push(...plainWords(prompt.slice(cursor, match.index)));
    quotes.push(match.slice(1).find((text) => text !== undefined) ?? "");
    words.push(`qtext${Math.min(quotes.length, maxQuotes)}`);
    cursor = (match.index ?? 0) + match[0].length;
  }
  words.push(...plainWords(prompt.slice(cursor)));
  return { words, quotes };
}

/** A prompt without its quoted texts. */
export const withoutQuotes = (prompt: string) => prompt.replace(QUOTED, " ");

/**
 * Turns a prompt into ids; an empty or wholly unknown prompt is one unknown word.
 * @param before a word of the model's own that stands before the prompt's
 */
export function encodePrompt(prompt: string, lexicon: Lexicon, before?: string): EncodedPrompt {
  const { words: spoken, quotes } = splitPrompt(prompt, lexicon.maxQuotes);
  const words = before === undefined ? spoken : [before, ...spoken];
  const ids: number[] = [];
  for (const word of words) {
    const id = lexicon.index.get(word) ?? UNKNOWN;
    if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) ids.push(id);
  }
  return { ids: ids.length === 0 ? [UNKNOWN] : ids.slice(0, lexicon.maxText), quotes };
}

/**
 * The words of a prompt the model cannot draw, each once, lower case, in order: those outside its vocabulary
 * that are neither quoted (quotes are set as lettering) nor mere function words.
 */
export function unknownWordsOf(prompt: string, lexicon: Lexicon): string[] {
  const visible = withoutQuotes(prompt).match(VISIBLE_WORD) ?? [];
  const unknown = visible
    .map((word) => word.toLowerCase())
    .filter((word) => {
      if (FUNCTION_WORDS.has(word.replace("’", "'"))) return false;
      const parts = plainWords(word);
      return parts.length === 0 || parts.some((part) => !lexicon.index.has(part));
    });
  return [...new Set(unknown)];
}
