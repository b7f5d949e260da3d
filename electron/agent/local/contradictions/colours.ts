/** Two colours for one object, said apart: "a red car. The same car is blue". */
import { readPrompt } from "../grammar";
import type { Lexeme } from "../lexer";
import type { Group } from "../reading";
import { finishKinds } from "../world";
import type { Contradiction, Finder, Text } from "./contradiction";
import { changed, isHedged, isJoint, lexemeAfter, lexemeBefore } from "./surgery";

interface Said {
  readonly colour: string;
  readonly lexeme: Lexeme;
}

/**
 * Colours alone: a thing may well be striped and spotted, or of glass and of metal. Two colours in one phrase ("a
 * red and white car") are one look of it.
 */
export const findColours: Finder = (text) =>
  text.reading.groups
    .filter((group) => group.count === 1 && group.text === null)
    .flatMap((group) => {
      const first = firstColour(text, group);
      const later = first === null ? null : laterColour(text, group, first);
      if (first === null || later === null || isHedged(text.prompt, [group, later.lexeme])) return [];
      return [contradiction(text, group, first, later)];
    });

/** The one colour of the phrase that names the object; null where there is none, or are several. */
function firstColour({ prompt, lexemes }: Text, { start, end }: Group): Said | null {
  const inside = lexemes.filter((lexeme) => lexeme.start >= start && lexeme.end <= end);
  const [only, ...more] = inside.filter(isColour);
  const alone = readPrompt(prompt.slice(start, end)).groups[0]?.finishes.filter(isColourName) ?? [];
  if (only === undefined || more.length > 0 || alone.length !== 1) return null;
  return saidOf(only);
}

/** Another colour that was ascribed to the object behind its phrase, and is said there once and in plain words. */
function laterColour({ prompt, lexemes }: Text, { finishes, end }: Group, first: Said): Said | null {
  const others = finishes.filter((finish) => isColourName(finish) && finish !== first.colour);
  const [colour] = others;
  if (colour === undefined || others.length > 1) return null;
  const behind = lexemes.filter((lexeme) => lexeme.start >= end && saidOf(lexeme)?.colour === colour);
  const [lexeme] = behind;
  if (lexeme === undefined || behind.length > 1) return null;
  const before = lexemeBefore(lexemes, lexeme.start);
  const after = lexemeAfter(lexemes, lexeme.end);
  const both = after?.meaning.t === "and" && isColour(lexemeAfter(lexemes, after.end));
  const closed = after === undefined || (isJoint(prompt, after) && !both);
  return before?.meaning.t === "copula" && closed ? { colour, lexeme } : null;
}

function isColourName(finish: string): boolean {
  return finishKinds.get(finish) === "colour";
}

function isColour(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && saidOf(lexeme) !== null;
}

function saidOf(lexeme: Lexeme): Said | null {
  const { meaning } = lexeme;
  return meaning.t === "finish" && isColourName(meaning.name) ? { colour: meaning.name, lexeme } : null;
}

function contradiction({ prompt }: Text, { noun }: Group, first: Said, later: Said): Contradiction {
  const thing = noun.toLowerCase();
  return {
    about: `colour ${thing}`,
    question: `Which colour is the ${thing} to have?`,
    reason: `The prompt calls the same ${thing} ${first.colour} and ${later.colour}.`,
    options: [
      {
        label: `A ${first.colour} ${thing}`,
        prompt: changed(prompt, [{ span: later.lexeme, words: first.colour }]),
      },
      {
        label: `A ${later.colour} ${thing}`,
        prompt: changed(prompt, [{ span: first.lexeme, words: later.colour }]),
      },
    ],
  };
}
