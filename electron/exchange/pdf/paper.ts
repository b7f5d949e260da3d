/** Pages that are written from top to bottom, one line after the other; a full page begins the next. */
import {
  beginText,
  endText,
  type PDFDocument,
  type PDFImage,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  rgb,
  setFillingRgbColor,
  setFontAndSize,
  setTextMatrix,
} from "pdf-lib";
import type { MarkState } from "../../inference/contact-sheet";
import type { EmbeddedFont } from "./font";

/** A4 in points, upright. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 42;
const FOOT = 30;
export const PAPER = { inner: WIDTH - 2 * MARGIN } as const;

type Ink = "text" | "mute" | "line" | "pass" | "fail" | "unsure";

/** The studio's light theme: ink on paper. */
const inks: Readonly<Record<Ink, readonly [number, number, number]>> = {
  text: [0.106, 0.106, 0.125],
  mute: [0.369, 0.369, 0.412],
  line: [0.8, 0.8, 0.83],
  pass: [0.122, 0.541, 0.357],
  fail: [0.788, 0.251, 0.184],
  unsure: [0.588, 0.412, 0],
};

const signInk: Readonly<Record<MarkState, Ink>> = {
  pass: "pass",
  fail: "fail",
  unclear: "unsure",
  error: "unsure",
  "not judged": "mute",
};

export interface LineOptions {
  /** Points from the left margin. */
  readonly left?: number;
  readonly font?: "text" | "strong";
  readonly size: number;
  /** Height of the line in points. */
  readonly leading: number;
  readonly ink?: Ink;
  readonly sign?: { readonly state: MarkState; readonly at: number };
  /** A word at the right margin. */
  readonly end?: MarkState;
  /** Written first where the line begins a page. */
  readonly onNewPage?: () => void;
}

export interface Fonts {
  readonly text: EmbeddedFont;
  readonly strong: EmbeddedFont;
}

export class Paper {
  readonly fonts: Fonts;
  readonly #document: PDFDocument;
  readonly #keys = new Map<PDFPage, { readonly text: PDFName; readonly strong: PDFName }>();
  #page: PDFPage;
  #y = HEIGHT - MARGIN;

  constructor(document: PDFDocument, fonts: Fonts) {
    this.#document = document;
    this.fonts = fonts;
    this.#page = this.#newPage();
  }

  get page(): PDFPage {
    return this.#page;
  }

  /** Where the next line begins: points from the paper's lower edge. */
  get y(): number {
    return this.#y;
  }

  space(points: number): void {
    this.#y -= points;
  }

  /** Begins a new page where less than so many points are left. */
  keep(points: number): void {
    if (this.#y - points < MARGIN + FOOT) this.#page = this.#newPage();
  }

  /** Goes below a height of a page, unless the text has left that page already. */
  below(page: PDFPage, y: number): void {
    if (page === this.#page) this.#y = Math.min(this.#y, y);
  }

  line(text: string, options: LineOptions): void {
    const { left = 0, font = "text", size, leading, ink = "text", sign, end, onNewPage } = options;
    const before = this.#page;
    this.keep(leading);
    if (this.#page !== before) onNewPage?.();
    const baseline = this.#y - leading * 0.76;
    this.#write(this.#page, text, MARGIN + left, baseline, font, size, ink);
    if (sign !== undefined) this.#sign(sign.state, MARGIN + sign.at, baseline - 1.6);
    if (end !== undefined) {
      const width = this.fonts.strong.widthOf(end, 8.5);
      this.#write(this.#page, end, WIDTH - MARGIN - width, baseline, "strong", 8.5, signInk[end]);
    }
    this.#y -= leading;
  }

  rule(): void {
    const y = this.#y;
    this.#page.drawLine({
      start: { x: MARGIN, y },
      end: { x: WIDTH - MARGIN, y },
      thickness: 0.6,
      color: colour("line"),
    });
  }

  picture(image: PDFImage, left: number, y: number, width: number, height: number): void {
    this.#page.drawImage(image, { x: MARGIN + left, y, width, height });
  }

  /** An empty frame with a word in it. */
  frame(left: number, y: number, width: number, height: number, word: string): void {
    this.#page.drawRectangle({
      x: MARGIN + left,
      y,
      width,
      height,
      borderColor: colour("line"),
      borderWidth: 0.8,
    });
    const x = MARGIN + left + (width - this.fonts.text.widthOf(word, 9)) / 2;
    this.#write(this.#page, word, x, y + height / 2 - 3, "text", 9, "mute");
  }

  /** Writes title and number at the foot of every page. */
  numberPages(title: string): void {
    const pages = this.#document.getPages();
    for (const [index, page] of pages.entries()) {
      const number = `${index + 1} / ${pages.length}`;
      const width = this.fonts.text.widthOf(number, 8);
      this.#write(page, number, WIDTH - MARGIN - width, MARGIN - 8, "text", 8, "mute");
      const [name = ""] = wrap(this.fonts.text, title, 8, PAPER.inner - width - 24);
      this.#write(page, name, MARGIN, MARGIN - 8, "text", 8, "mute");
    }
  }

  #newPage(): PDFPage {
    const page = this.#document.addPage([WIDTH, HEIGHT]);
    this.#keys.set(page, {
      text: page.node.newFontDictionary("Text", this.fonts.text.ref),
      strong: page.node.newFontDictionary("Strong", this.fonts.strong.ref),
    });
    this.#y = HEIGHT - MARGIN;
    return page;
  }

  #write(page: PDFPage, text: string, x: number, y: number, font: keyof Fonts, size: number, ink: Ink): void {
    const key = this.#keys.get(page)?.[font];
    if (key === undefined || text === "") return;
    const operators: PDFOperator[] = [
      beginText(),
      setFillingRgbColor(...inks[ink]),
      setFontAndSize(key, size),
      setTextMatrix(1, 0, 0, 1, x, y),
      ...this.fonts[font].show(text),
      endText(),
    ];
    page.pushOperators(...operators);
  }

  /** Told apart by shape first, by colour second. */
  #sign(state: MarkState, x: number, y: number): void {
    const page = this.#page;
    const color = colour(signInk[state]);
    const stroke = (points: readonly (readonly [number, number])[], ink = color) => {
      for (const [index, [fromX, fromY]] of points.entries()) {
        const to = points[index + 1];
        if (to === undefined) return;
        page.drawLine({
          start: { x: x + fromX, y: y + fromY },
          end: { x: x + to[0], y: y + to[1] },
          thickness: 1.1,
          color: ink,
        });
      }
    };
    const box = { x, y, width: 9, height: 9 };
    if (state === "pass") {
      page.drawRectangle({ ...box, color });
      stroke(
        [
          [2, 4.4],
          [3.9, 2.5],
          [7, 6.6],
        ],
        rgb(1, 1, 1),
      );
    } else if (state === "fail") {
      page.drawRectangle({ ...box, borderColor: color, borderWidth: 1 });
      stroke([
        [2.6, 2.6],
        [6.4, 6.4],
      ]);
      stroke([
        [2.6, 6.4],
        [6.4, 2.6],
      ]);
    } else if (state === "not judged") {
      page.drawRectangle({ ...box, borderColor: color, borderWidth: 0.8, borderDashArray: [1.6, 1.4] });
    } else {
      page.drawCircle({ x: x + 4.5, y: y + 4.5, size: 4.4, borderColor: color, borderWidth: 1 });
      const mark = state === "unclear" ? "?" : "!";
      const width = this.fonts.strong.widthOf(mark, 7);
      this.#write(page, mark, x + 4.5 - width / 2, y + 2, "strong", 7, signInk[state]);
    }
  }
}

function colour(ink: Ink) {
  return rgb(...inks[ink]);
}

/** Breaks text into lines of at most `width` points; words longer than a line are broken anywhere. */
export function wrap(font: EmbeddedFont, text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/u).filter((part) => part !== "")) {
      const joined = line === "" ? word : `${line} ${word}`;
      if (font.widthOf(joined, size) <= width) {
        line = joined;
        continue;
      }
      if (line !== "") lines.push(line);
      line = "";
      for (const character of word) {
        if (line !== "" && font.widthOf(line + character, size) > width) {
          lines.push(line);
          line = "";
        }
        line += character;
      }
    }
    if (line !== "") lines.push(line);
  }
  return lines;
}
