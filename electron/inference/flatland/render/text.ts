/** Measuring and breaking text in the bundled fonts. */
import metrics from "../assets/font-metrics.json";

/** Typefaces of signs by their names in world.json; `text` and `strong` in captions. */
export type Face = keyof typeof metrics;

interface FaceMetrics {
  readonly family: string;
  readonly weight: number;
  /** Width assumed for characters the font lacks (another font will draw them). */
  readonly fallback: number;
  /** Height of capitals in ems. */
  readonly capHeight: number;
  readonly advances: Readonly<Record<string, number>>;
  /** By left character: how far right characters move, in thousandths of an em ("-79": "TV"). */
  readonly kerning: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const faces: Readonly<Record<Face, FaceMetrics>> = metrics;

/** How far the right of two characters moves towards (negative) or from the left one, in ems. */
function kern(left: string, right: string, face: Face): number {
  for (const [amount, characters] of Object.entries(faces[face].kerning[left] ?? {})) {
    if (characters.includes(right)) return Number(amount) / 1000;
  }
  return 0;
}

/** Width of `text` in ems of a face, as set with its kerning (captions are set without). */
export function textWidth(text: string, face: Face): number {
  const { advances, fallback } = faces[face];
  let width = 0;
  let before = "";
  for (const character of text) {
    width += (advances[character] ?? fallback) + (before === "" ? 0 : kern(before, character, face));
    before = character;
  }
  return width;
}

/** True when the face has a glyph for every character. */
export function covers(text: string, face: Face): boolean {
  const { advances } = faces[face];
  for (const character of text) if (advances[character] === undefined) return false;
  return true;
}

const ELLIPSIS = "…";

/** Cuts `text` to at most `width` ems, ending in an ellipsis when something was cut. */
export function fitLine(text: string, width: number, face: Face): string {
  if (textWidth(text, face) <= width) return text;
  let kept = "";
  let used = textWidth(ELLIPSIS, face);
  for (const character of text) {
    used += textWidth(character, face);
    if (used > width) break;
    kept += character;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/** Breaks text into lines of at most `width` ems; words longer than a line are broken anywhere. */
export function breakLines(text: string, width: number, face: Face): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u).filter((part) => part !== "")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (textWidth(joined, face) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const character of word) {
      if (line !== "" && textWidth(line + character, face) > width) {
        lines.push(line);
        line = "";
      }
      line += character;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** The first `count` lines of a text; what does not fit ends in an ellipsis. */
export function excerpt(text: string, width: number, count: number, face: Face): string[] {
  const lines = breakLines(text, width, face);
  if (lines.length <= count) return lines;
  return [...lines.slice(0, count - 1), fitLine(lines.slice(count - 1).join(" "), width, face)];
}
