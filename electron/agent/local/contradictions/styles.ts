/** Looks of the whole picture that shut each other out: "monochrome" and "colourful". */
import type { Span } from "../phrase";
import type { Contradiction, Finder, Text } from "./contradiction";
import { changed, isHedged, without } from "./surgery";

interface Pair {
  readonly about: string;
  readonly sides: readonly [Side, Side];
}

interface Side {
  readonly label: string;
  readonly words: string;
}

const pairs: readonly Pair[] = [
  {
    about: "colours",
    sides: [
      {
        label: "Without colours",
        words: "monochrome|monochromatic|black[ -]and[ -]white|gr[ae]y[ -]?scale|colou?rless",
      },
      { label: "In many colours", words: "colou?rful|multi-?colou?red|rainbow-?colou?red|vividly colou?red" },
    ],
  },
  {
    about: "detail",
    sides: [
      { label: "Minimal", words: "minimalist|minimalistic|minimal" },
      { label: "Rich in detail", words: "highly detailed|richly detailed|intricate|ornate|cluttered" },
    ],
  },
];

const OF_PICTURE =
  "picture|image|photo|photograph|illustration|drawing|scene|render|rendering|painting|graphic|style|palette|look|colou?rs|composition|art|artwork|design";

export const findStyles: Finder = (text) =>
  pairs.flatMap((pair) => {
    const [a, b] = pair.sides.map(({ words }) => placesOf(text, words));
    const [first, second] = [a?.[0], b?.[0]];
    if (a?.length !== 1 || b?.length !== 1 || first === undefined || second === undefined) return [];
    if (isHedged(text.prompt, [first, second])) return [];
    return [contradiction(text, pair, first, second)];
  });

interface Place extends Span {
  /** Alone between commas: it goes with its comma. */
  readonly alone: boolean;
}

/** Where words speak of the whole picture: alone in their part of the sentence, or right before "picture" and the like. */
function placesOf({ prompt }: Text, words: string): readonly Place[] {
  const plain = prompt.replace(/"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]/g, (quoted) => " ".repeat(quoted.length));
  const term = new RegExp(`(?<![\\p{L}-])(?:${words})(?![\\p{L}-])`, "giu");
  return [...plain.matchAll(term)].flatMap((match) => {
    const span = { start: match.index, end: match.index + match[0].length };
    const before = plain.slice(0, span.start);
    const after = plain.slice(span.end);
    if (new RegExp(`^\\s+(?:${OF_PICTURE})\\b`, "i").test(after)) return [{ ...span, alone: false }];
    const opens = /(?:^|[,.;:!?]|\b(?:in|and|but))\s*$/i.test(before);
    const closes = /^\s*(?:$|[,.;:!?]|(?:and|but)\b)/i.test(after);
    return opens && closes ? [{ ...span, alone: /(?:^|[,.;:!?])\s*$/.test(before) }] : [];
  });
}

function contradiction(text: Text, { about, sides }: Pair, first: Place, second: Place): Contradiction {
  const words = ({ start, end }: Span) => text.prompt.slice(start, end);
  const keeping = (kept: Place, dropped: Place, label: string) => {
    const prompt = withoutWords(text, dropped, words(kept));
    return prompt === null ? [] : [{ label, prompt }];
  };
  return {
    about: `style ${about}`,
    question: "Which look is meant?",
    reason: `The prompt asks for a picture that is “${words(first)}” and “${words(second)}”.`,
    options: [...keeping(first, second, sides[0].label), ...keeping(second, first, sides[1].label)],
  };
}

/** Alone between commas the words go; where they describe a noun, the other look takes their place. */
function withoutWords(text: Text, dropped: Place, kept: string): string | null {
  return dropped.alone ? without(text, dropped) : changed(text.prompt, [{ span: dropped, words: kept }]);
}
