/** Lettering: a board with a paper panel, its words set as large as they fit. Drawn in a 100×100 square. */
import type { TypefaceName } from "../../../../shared/flatland/scene";
import { mix } from "./colour";
import type { Figure } from "./figure";
import type { Finish } from "./finishes";
import { faces, textWidth } from "./text";
import { element, escapeXml, num } from "./xml";

/** What stands in for a typeface where it is not installed. */
const STAND_INS: Readonly<Record<TypefaceName, string>> = {
  sans: "'Helvetica Neue', 'Segoe UI', Arial, sans-serif",
  rounded: "'Avenir Next', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
  serif: "'Playfair Display', Didot, Georgia, serif",
  hand: "'Segoe Print', 'Bradley Hand', cursive",
  display: "Impact, 'Haettenschweiler', 'Arial Narrow', sans-serif",
  mono: "'Courier New', Courier, monospace",
};

/** The typeface of signs when nobody asks for one. */
export const USUAL_TYPEFACE: TypefaceName = "rounded";

const familiesOf = (typeface: TypefaceName) => `'${faces[typeface].family}', ${STAND_INS[typeface]}`;

/** The board's outer width and the panel's inset, in the units of the square. */
const WIDTH = 97;
const FRAME = 4.2;
const PADDING = 4.5;
const TEXT_WIDTH = WIDTH - 2 * (FRAME + PADDING);
const FULL_HEIGHT = 97 - 2 * (FRAME + PADDING);
/** Height the words keep to as long as that leaves them readable: a sign is wider than tall. */
const SIGN_HEIGHT = 42;
/** Heights of capitals: from which words are easily read, and the largest. */
const READABLE = 8.5;
const LARGEST = 21.2;
/** From one baseline to the next, in heights of capitals. */
const LEADING = 1.6;

const lineOf = (typeface: TypefaceName) => LEADING * faces[typeface].capHeight;

/** Splits words over `count` lines so that the longest line is as short as possible. */
function wrap(words: readonly string[], count: number, typeface: TypefaceName): string[] {
  const widthOf = (text: string) => textWidth(text, typeface);
  const space = widthOf(" ");
  const widths = words.map(widthOf);
  const fits = (limit: number): string[] | null => {
    const lines: string[] = [];
    let width = Number.POSITIVE_INFINITY;
    for (const [index, word] of words.entries()) {
      const own = widths[index] ?? 0;
      if (width + space + own <= limit) {
        lines[lines.length - 1] += ` ${word}`;
        width += space + own;
      } else {
        lines.push(word);
        width = own;
      }
    }
    return lines.length <= count ? lines : null;
  };
  let [low, high] = [Math.max(...widths), widthOf(words.join(" "))];
  for (let step = 0; step < 18; step++) {
    const middle = (low + high) / 2;
    if (fits(middle) === null) low = middle;
    else high = middle;
  }
  return fits(high + 1e-9) ?? [words.join(" ")];
}

export interface SetText {
  readonly lines: readonly string[];
  readonly fontSize: number;
}

function largest(words: readonly string[], maxHeight: number, typeface: TypefaceName): SetText {
  let best: SetText = { lines: [], fontSize: 0 };
  for (let count = 1; count <= Math.min(words.length, 9); count++) {
    const lines = wrap(words, count, typeface);
    const widest = Math.max(...lines.map((line) => textWidth(line, typeface)));
    const fontSize = Math.min(
      LARGEST / faces[typeface].capHeight,
      TEXT_WIDTH / widest,
      maxHeight / (lines.length * lineOf(typeface)),
    );
    if (fontSize > best.fontSize + 0.5) best = { lines, fontSize };
  }
  return best;
}

/** Chooses the line breaks that let the text stand largest. Blank text gives no lines. */
export function setText(text: string, typeface = USUAL_TYPEFACE): SetText {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  const wide = largest(words, SIGN_HEIGHT, typeface);
  const readable = wide.fontSize * faces[typeface].capHeight >= READABLE;
  return readable ? wide : largest(words, FULL_HEIGHT, typeface);
}

const rounded = (inset: number, height: number, radius: number) => {
  const [left, top] = [(100 - WIDTH) / 2 + inset, 50 - height / 2 + inset];
  const [w, h] = [WIDTH - 2 * inset, height - 2 * inset];
  const arc = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${num(dx)} ${num(dy)}`;
  return (
    `M${num(left + radius)} ${num(top)}h${num(w - 2 * radius)}${arc(radius, radius)}v${num(h - 2 * radius)}` +
    `${arc(-radius, radius)}h${num(2 * radius - w)}${arc(-radius, -radius)}v${num(2 * radius - h)}${arc(radius, -radius)}z`
  );
};

export interface Board {
  /** The frame, which takes the finish. */
  readonly frame: Figure;
  /** Paper and words, drawn over the frame. */
  readonly face: string;
}

const NATURAL_FRAME = "#6b7385";

/** The board for `text`: the frame takes the finish like any figure, the words stay dark on paper. */
export function boardFor(text: string, finish: Finish | null, typeface = USUAL_TYPEFACE): Board {
  const { lines, fontSize } = setText(text, typeface);
  const { capHeight, weight } = faces[typeface];
  const line = lineOf(typeface) * (fontSize || 10 / capHeight);
  const textHeight = Math.max(1, lines.length) * line;
  const height = textHeight + 2 * (FRAME + PADDING);
  const top = 50 - height / 2;
  const bottom = 50 + height / 2;
  const frame: Figure = {
    shapes: [{ d: rounded(0, height, 6), fill: NATURAL_FRAME, tone: 0.5 }],
    bounds: [1.5, top, 98.5, bottom],
    foot: { left: 8, right: 92, y: bottom },
    lean: 0,
    shine: { x: 14, y: top + 5, room: 7 },
    glints: [
      { x: 4, y: top + 4, room: 4 },
      { x: 96, y: top + 5, room: 4 },
      { x: 95, y: bottom - 4, room: 4 },
      { x: 5, y: bottom - 5, room: 4 },
      { x: 52, y: top + 2.5, room: 4 },
    ],
  };
  const ink = finish === null ? "#23252d" : mix(finish.ramp.dark, "#101014", 0.62);
  const set = lines.map((words, index) =>
    element(
      "text",
      { x: 50, y: top + FRAME + PADDING + (index + 0.5) * line + (capHeight / 2) * fontSize },
      escapeXml(words),
    ),
  );
  const face =
    element("path", { d: rounded(FRAME, height, 3), fill: "#fbfaf6" }) +
    element(
      "g",
      {
        "font-family": familiesOf(typeface),
        "font-weight": weight,
        "font-size": num(fontSize),
        fill: ink,
        "text-anchor": "middle",
        "xml:space": "preserve",
      },
      set.join(""),
    );
  return { frame, face };
}
