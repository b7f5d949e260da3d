/** Reads noun phrases: "exactly four small white bicycles made of glass". */
import { singularOf } from "./english";
import type { Lexeme } from "./lexer";
import { type Draft, leaveOpen, type NounPhrase, qualify, readCount } from "./phrase";
import { readAfter } from "./predicates";
import { LETTERING } from "./world";

export interface Read {
  readonly phrase: NounPhrase;
  /** Index of the first lexeme behind it. */
  readonly next: number;
}

const adjectives = new Set(
  (
    "tall short long round old young cute happy sad beautiful pretty majestic " +
    "fluffy furry shiny bright dark clean simple cheerful lovely elegant modern vintage soft"
  ).split(" "),
);
/** Words that never describe the noun behind them. */
const notAdjectives = new Set(
  (
    "more fewer less than not other others else nothing everything most every them they he she while when if but or " +
    "together also never always there here by"
  ).split(" "),
);

/**
 * Reads the noun phrase that begins at lexeme `i`, or null where none does. `adjoined` says that another noun
 * phrase ends right before it: then a phrase without article or number is not begun by an unknown word, which
 * is rather a verb ("a cat eating croissants"). `bare` says that a noun must follow, known or not.
 */
export function readNounPhrase(
  prompt: string,
  lexemes: readonly Lexeme[],
  i: number,
  adjoined: boolean,
  bare = false,
): Read | null {
  const { draft, next: afterCount } = readCount(lexemes, i);
  const hasCount = bare || afterCount > i;
  if (!hasCount && adjoined && lexemes[i]?.meaning.t === "word") return null;
  const head = readHead(prompt, lexemes, afterCount, draft, hasCount);
  if (head === null) return null;
  draft.start = lexemes[i]?.start ?? 0;
  const next = draft.role === "object" ? readAfter(lexemes, head, draft) : head;
  draft.end = lexemes[next - 1]?.end ?? draft.start;
  return { phrase: draft, next };
}

/** "the" before a singular promises one; "each" and "all" do not. */
function isTheOne(prompt: string, { count, definite, countSpan }: Draft): boolean {
  return (
    count === null &&
    definite &&
    countSpan !== null &&
    /^th/i.test(prompt.slice(countSpan.start, countSpan.end))
  );
}

/** Reads qualities up to the noun; without a known noun the last word of the run stands in for one. */
function readHead(
  prompt: string,
  lexemes: readonly Lexeme[],
  from: number,
  draft: Draft,
  hasCount: boolean,
): number | null {
  const words: Lexeme[] = [];
  for (let k = from; ; k++) {
    const lexeme = lexemes[k];
    const meaning = lexeme?.meaning;
    if (lexeme === undefined || meaning === undefined) return unknownHead(prompt, words, draft, hasCount, k);
    if (meaning.t === "noun" && !isCompound(lexemes, k)) {
      qualify(prompt, words, draft);
      if (lexemes.slice(from, k).some(({ meaning: { t } }) => t === "or")) leaveOpen(draft);
      draft.meant = lexeme.meant ?? null;
      draft.kind = meaning.kind;
      draft.known = true;
      draft.noun = prompt.slice(lexeme.start, lexeme.end);
      if (meaning.number === "one" && isTheOne(prompt, draft)) draft.count = 1;
      return k + 1;
    }
    if (meaning.t === "sign" && draft.count === 0) {
      draft.kind = LETTERING;
      draft.known = true;
      draft.noun = prompt.slice(lexeme.start, lexeme.end);
      return k + 1;
    }
    if (meaning.t === "scenery" && (hasCount || words.length > 0)) {
      qualify(prompt, words, draft);
      draft.role = "style";
      if (words.length === 0 && draft.count !== 0) draft.backdrop = meaning.backdrop;
      return k + 1;
    }
    if (meaning.t === "picture" && hasCount) {
      qualify(prompt, words, draft);
      draft.role = "picture";
      return k + 1;
    }
    if (isQuality(lexeme, words)) words.push(lexeme);
    else if (!joinsQualities(lexemes, k, words)) return unknownHead(prompt, words, draft, hasCount, k);
  }
}

/** "alarm clock radio": the last noun names the thing; plural nouns begin another. */
function isCompound(lexemes: readonly Lexeme[], k: number): boolean {
  const [meaning, behind] = [lexemes[k]?.meaning, lexemes[k + 1]?.meaning];
  return behind?.t === "noun" && meaning?.t === "noun";
}

function isQuality({ meaning }: Lexeme, before: readonly Lexeme[]): boolean {
  if (["finish", "size", "noun", "style", "sign"].includes(meaning.t)) return true;
  if (meaning.t !== "word" || notAdjectives.has(meaning.text)) return false;
  return !meaning.text.endsWith("ing") || before.every(isAdjective);
}

function isAdjective({ meaning }: Lexeme): boolean {
  return (
    meaning.t === "finish" || meaning.t === "size" || (meaning.t === "word" && adjectives.has(meaning.text))
  );
}

/** A comma or "and" between two qualities: "big, red car", "red and white cat". */
function joinsQualities(lexemes: readonly Lexeme[], k: number, before: readonly Lexeme[]): boolean {
  const last = before.at(-1);
  const next = lexemes[k + 1];
  const joint = lexemes[k]?.meaning.t;
  if (last === undefined || next === undefined || !["comma", "and", "or"].includes(joint ?? "")) return false;
  return isAdjective(last) && isAdjective(next) && lexemes[k + 2]?.meaning.t === "noun";
}

function unknownHead(
  prompt: string,
  words: Lexeme[],
  draft: Draft,
  hasCount: boolean,
  next: number,
): number | null {
  const head = words.at(-1);
  if (head === undefined || !hasCount || head.meaning.t === "finish" || head.meaning.t === "size")
    return null;
  qualify(prompt, words.slice(0, -1), draft);
  draft.noun = prompt.slice(head.start, head.end);
  const word = draft.noun.toLowerCase();
  if (head.meaning.t === "style") draft.role = "style";
  draft.kind = draft.count === 1 ? word : singularOf(word);
  if (draft.kind === word && isTheOne(prompt, draft)) draft.count = 1;
  return next;
}
