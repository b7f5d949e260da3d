/** Changes to a prompt that leave the rest of it as it was typed. */
import { numberWord, pluralOf, singularOf } from "../english";
import { readPrompt } from "../grammar";
import type { Lexeme } from "../lexer";
import type { Span } from "../phrase";
import type { Group } from "../reading";
import { type Text, textOf } from "./contradiction";

interface Change {
  readonly span: Span;
  readonly words: string;
}

/** The prompt with these parts replaced; they must not overlap. */
export function changed(prompt: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, words }) => text.slice(0, span.start) + words + text.slice(span.end), prompt);
}

/** The prompt with another number of a group, the noun along with it; null where no words say how many. */
export function withCount({ prompt, lexemes }: Text, group: Group, count: number): string | null {
  const words = numberWord(count);
  const noun = [...nounChange(prompt, group, count), ...verbChange({ prompt, lexemes }, group, count)];
  if (group.countSpan === null) {
    return changed(prompt, [{ span: { start: group.start, end: group.start }, words: `${words} ` }, ...noun]);
  }
  const { start, end } = group.countSpan;
  const said = lexemes.filter((lexeme) => lexeme.start >= start && lexeme.end <= end && saysHowMany(lexeme));
  const number = said.at(-1);
  return number === undefined
    ? null
    : changed(prompt, [{ span: number, words: like(prompt, number, words) }, ...noun]);
}

function saysHowMany({ meaning }: Lexeme): boolean {
  return meaning.t === "number" || (meaning.t === "determiner" && meaning.word !== "the");
}

/** Capital letters stay where they were. */
function like(prompt: string, { start }: Span, words: string): string {
  return /\p{Lu}/u.test(prompt.charAt(start)) ? words.slice(0, 1).toUpperCase() + words.slice(1) : words;
}

function nounChange(prompt: string, group: Group, count: number): readonly Change[] {
  const from = group.countSpan?.end ?? group.start;
  const at = prompt.slice(from, group.end).lastIndexOf(group.noun);
  if (at < 0 || (group.count === 1) === (count === 1)) return [];
  const start = from + at;
  const words = inNumber(group, count);
  return words === group.noun ? [] : [{ span: { start, end: start + group.noun.length }, words }];
}

/** "There is one cat", "there are two cats". */
function verbChange(
  { prompt, lexemes }: Pick<Text, "prompt" | "lexemes">,
  group: Group,
  count: number,
): readonly Change[] {
  const before = lexemeBefore(lexemes, group.start);
  if (before === undefined) return [];
  const words = prompt.slice(before.start, before.end);
  if (!/^there (?:is|are)$/i.test(words)) return [];
  const said = `${words.slice(0, words.lastIndexOf(" "))} ${count === 1 ? "is" : "are"}`;
  return said === words ? [] : [{ span: before, words: said }];
}

function inNumber({ noun, kind, known, count: before }: Group, count: number): string {
  const written = noun.toLowerCase();
  if (known && (written === kind || written === pluralOf(kind))) return count === 1 ? kind : pluralOf(kind);
  if (count === 1) return singularOf(written);
  return before === 1 ? pluralOf(written) : written;
}

/** The lexeme that ends before a place. */
export function lexemeBefore(lexemes: readonly Lexeme[], place: number): Lexeme | undefined {
  return lexemes.filter(({ end }) => end <= place).at(-1);
}

export function lexemeAfter(lexemes: readonly Lexeme[], place: number): Lexeme | undefined {
  return lexemes.find(({ start }) => start >= place);
}

const openers = /^(?:there (?:is|are)|show|shows|draw|please|i want)$/i;
const joints: ReadonlySet<string> = new Set(["comma", "stop", "and"]);

/** The prompt without a part, and without the words that held it; null where nothing else would be left. */
export function without({ prompt, lexemes }: Text, span: Span): string | null {
  let { start, end } = span;
  for (
    let before = lexemeBefore(lexemes, start);
    before !== undefined;
    before = lexemeBefore(lexemes, start)
  ) {
    if (!openers.test(prompt.slice(before.start, before.end))) break;
    start = before.start;
  }
  const before = lexemeBefore(lexemes, start);
  const after = lexemeAfter(lexemes, end);
  if (before !== undefined && isJoint(prompt, before)) start = before.start;
  else if (after !== undefined && isJoint(prompt, after)) end = after.end;
  return tidy(prompt.slice(0, start), prompt.slice(end));
}

/** What is left is read anew; null where nothing is. */
export function textWithout(text: Text, span: Span): Text | null {
  const prompt = without(text, span);
  return prompt === null ? null : textOf(readPrompt(prompt));
}

export function isJoint(prompt: string, { meaning, start, end }: Lexeme): boolean {
  return joints.has(meaning.t) || /^but$/i.test(prompt.slice(start, end));
}

function tidy(head: string, tail: string): string | null {
  const glued = /^\s*[,.;:!?]/.test(tail) || head.trim() === "" ? "" : " ";
  const text = `${head.trimEnd()}${glued}${tail.trimStart()}`
    .replace(/([,;:])\s*(?=[,.;:!?])/g, "")
    .replace(/^[\s,.;:!?]+/, "")
    .trim();
  return /[\p{L}\p{N}]/u.test(text) ? text : null;
}

/** Words that say a sentence means less than it seems to, or only part of what it names. */
const HEDGES =
  /\b(?:not|never|nor|neither|or|either|instead|rather|unlike|except|one of|some of|two of|half of|part of|rest of|each side|both sides|others?|another|once|then|before|after|turns?|half|partly|between|around|surround\w*)\b|n['’]t\b/i;

/** True where the sentences around these places may mean less than their plain words. */
export function isHedged(prompt: string, spans: readonly Span[]): boolean {
  return spans.some(({ start, end }) => HEDGES.test(sentenceAround(prompt, start, end)));
}

function sentenceAround(prompt: string, start: number, end: number): string {
  const from = Math.max(...[".", ";", "!", "?"].map((mark) => prompt.lastIndexOf(mark, start - 1))) + 1;
  const to = prompt.slice(end).search(/[.;!?]/);
  return prompt.slice(from, to < 0 ? prompt.length : end + to);
}
