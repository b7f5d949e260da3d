/** "twice as many dogs as cats", "more cats than dogs", "one more chair than tables", "half as many". */
import type { Lexeme } from "./lexer";
import { readNounPhrase } from "./noun-phrase";
import type { NounPhrase } from "./phrase";
import type { Comparison } from "./reading";

export interface Compared extends Pick<Comparison, "sort" | "times" | "plus"> {
  /** null: what was spoken of last ("they are twice as many as the cats"). */
  readonly subject: NounPhrase | null;
  /** null: what was spoken of last ("and half as many dogs"); or a word that stands for a group. */
  readonly object: NounPhrase | "pronoun" | null;
  /** The second of two that are taken together: "as many as dogs and cats together". */
  readonly also?: NounPhrase;
  readonly next: number;
}

type Sort = Pick<Comparison, "sort" | "times" | "plus">;

/** Reads the comparison of two numbers that begins at lexeme `i`, or null where none does. */
export function readComparison(prompt: string, lexemes: readonly Lexeme[], i: number): Compared | null {
  const from = lexemes[i]?.meaning.t === "exactly" ? i + 1 : i;
  return (
    readAsMany(prompt, lexemes, from) ?? readMore(prompt, lexemes, from) ?? readOutnumber(prompt, lexemes, i)
  );
}

const word = (prompt: string, lexemes: readonly Lexeme[], k: number) =>
  prompt.slice(lexemes[k]?.start ?? prompt.length, lexemes[k]?.end ?? prompt.length).toLowerCase();
const t = (lexemes: readonly Lexeme[], k: number) => lexemes[k]?.meaning.t;

/** A noun phrase that needs no article: "(as many) dogs". */
function bare(prompt: string, lexemes: readonly Lexeme[], k: number) {
  return readNounPhrase(prompt, lexemes, k, false, true);
}

function readAsMany(prompt: string, lexemes: readonly Lexeme[], i: number): Compared | null {
  const first = lexemes[i]?.meaning;
  const times = first?.t === "times" ? first.times : 1;
  let k = first?.t === "times" ? i + 1 : i;
  if (t(lexemes, k) !== "as-many") return null;
  const written = prompt.slice(lexemes[k]?.start, lexemes[k]?.end).toLowerCase();
  if (written.startsWith("the number") && first?.t !== "times") return null;
  k++;
  const sort: Sort = { sort: "equal", times, plus: 0 };
  if (t(lexemes, k) === "as") {
    const other = otherSide(prompt, lexemes, k + 1, null);
    return other === null ? null : { ...sort, subject: null, ...other };
  }
  const subject = bare(prompt, lexemes, k);
  if (subject === null) return null;
  const joint = t(lexemes, subject.next);
  const same = written.includes("number") || written.includes("amount") || written.startsWith("equally");
  const joined = joint === "as" || joint === "than" || (joint === "and" && same);
  const other = joined ? otherSide(prompt, lexemes, subject.next + 1, subject.phrase) : null;
  if (joined && other === null) return null;
  return { ...sort, subject: subject.phrase, object: null, next: subject.next, ...other };
}

/** "red ones" for more of a kind: the lexemes with its noun in the place of the word that stands for it. */
function withNoun(lexemes: readonly Lexeme[], k: number, { kind }: NounPhrase): readonly Lexeme[] {
  const at = t(lexemes, k) === "determiner" ? k + 2 : k + 1;
  const one = lexemes[at];
  if (one?.meaning.t !== "ones" || t(lexemes, at - 1) !== "finish") return lexemes;
  const noun: Lexeme = { ...one, meaning: { t: "noun", kind, number: "many" } };
  return [...lexemes.slice(0, at), noun, ...lexemes.slice(at + 1)];
}

/** The side behind "as" or "than": "(there are) cats", "them", "red ones". */
function otherSide(
  prompt: string,
  lexemes: readonly Lexeme[],
  i: number,
  of: NounPhrase | null,
): Pick<Compared, "object" | "also" | "next"> | null {
  let k = i;
  while (t(lexemes, k) === "filler") k++;
  if (t(lexemes, k) === "pronoun") return { object: "pronoun", next: k + 1 };
  const read = bare(prompt, of === null ? lexemes : withNoun(lexemes, k, of), k);
  if (read === null) return null;
  const more = t(lexemes, read.next) === "and" ? bare(prompt, lexemes, read.next + 1) : null;
  if (
    more !== null &&
    /^(?:together|combined|taken together|altogether)$/.test(word(prompt, lexemes, more.next))
  )
    return { object: read.phrase, also: more.phrase, next: more.next + 1 };
  return { object: read.phrase, next: read.next };
}

/** "more cats than dogs", "two fewer cats than dogs". Without "than" more are only some more. */
function readMore(prompt: string, lexemes: readonly Lexeme[], i: number): Compared | null {
  const first = lexemes[i]?.meaning;
  const difference = first?.t === "number" ? first.value : null;
  const k = first?.t === "number" || first?.t === "vague" ? i + 1 : i;
  const sort = t(lexemes, k);
  if (sort !== "more" && sort !== "fewer") return null;
  const subject = bare(prompt, lexemes, k + 1);
  if (subject === null) return null;
  const elided = t(lexemes, subject.next) !== "than";
  // "and two fewer clocks": fewer than what was named last; "two more" are only some more.
  if (elided && sort === "fewer" && difference !== null)
    return {
      sort: "equal",
      times: 1,
      plus: -difference,
      subject: subject.phrase,
      object: null,
      next: subject.next,
    };
  if (elided) return null;
  const other = otherSide(prompt, lexemes, subject.next + 1, subject.phrase);
  if (other === null) return null;
  const sign = sort === "more" ? 1 : -1;
  return difference === null
    ? { sort, times: 1, plus: 0, subject: subject.phrase, ...other }
    : { sort: "equal", times: 1, plus: sign * difference, subject: subject.phrase, ...other };
}

/** "the dogs outnumber the cats" */
function readOutnumber(prompt: string, lexemes: readonly Lexeme[], i: number): Compared | null {
  if (t(lexemes, i) !== "outnumber") return null;
  const other = otherSide(prompt, lexemes, i + 1, null);
  if (other === null) return null;
  const by = lexemes[other.next + 1]?.meaning;
  if (word(prompt, lexemes, other.next) === "by" && by?.t === "number")
    return {
      sort: "equal",
      times: 1,
      plus: by.value,
      subject: null,
      object: other.object,
      next: other.next + 2,
    };
  return { sort: "more", times: 1, plus: 0, subject: null, ...other };
}
