/** A run on one page: every iteration's picture with its score, prompt and verdicts, as a PNG. */

import { INK, type MarkState, sign, text, WORD_COLOUR } from "./contact-sheet-kit";
import { type RenderAssets, rasterise } from "./flatland/render/rasterise";
import { breakLines, covers, excerpt, faces, fitLine, textWidth } from "./flatland/render/text";
import { element } from "./flatland/render/xml";
import { type Imaging, imaging } from "./imaging";

export type { MarkState };

export interface SheetMark {
  readonly state: MarkState;
  /** The criterion's question. */
  readonly label: string;
}

export interface SheetCell {
  /** PNG, JPEG or WebP bytes; null where an iteration gave no picture. */
  readonly image: Uint8Array | null;
  /** "Iteration 3" */
  readonly heading: string;
  /** "6 of 7", shown at the right of the heading. */
  readonly score?: string;
  readonly best?: boolean;
  /** Caption paragraphs, usually the prompt; each is cut to a few lines. */
  readonly captions: readonly string[];
  readonly marks: readonly SheetMark[];
}

export interface Sheet {
  readonly title: string;
  readonly subtitle?: string;
  readonly cells: readonly SheetCell[];
}

interface Grid {
  readonly columns: number;
  readonly side: number;
  readonly captionLines: number;
  /** Criteria written out per cell; the rest are counted. */
  readonly rows: number;
  readonly scale: number;
}

function gridFor(count: number): Grid {
  if (count <= 4) return { columns: Math.max(1, count), side: 320, captionLines: 4, rows: 14, scale: 2 };
  if (count <= 12)
    return { columns: Math.min(4, Math.ceil(count / 2)), side: 288, captionLines: 3, rows: 10, scale: 2 };
  if (count <= 48) return { columns: 6, side: 216, captionLines: 2, rows: 6, scale: 1.5 };
  return { columns: 10, side: 168, captionLines: 1, rows: 0, scale: 1 };
}

const PAD = 12;
const GAP = 16;
const MARGIN = 28;
const HEAD = 30;
const CAPTION = 17;
const ROW = 22;

const strong = { "font-weight": String(faces.strong.weight) };
const toRight = { "text-anchor": "end" };

function markRow({ state, label }: SheetMark, y: number, width: number): string {
  const wordWidth = textWidth(state, "strong") * 11.5;
  const room = (width - 22 - wordWidth - 10) / 12;
  return (
    sign(state, PAD, y + 3) +
    text(fitLine(label, room, "text"), PAD + 22, y + 14.5, 12, INK.text) +
    text(state, PAD + width, y + 14.5, 11.5, WORD_COLOUR[state], { ...strong, ...toRight })
  );
}

/** "12 more: 10 pass, 2 fail" */
function tally(marks: readonly SheetMark[], word: string): string {
  const states: readonly MarkState[] = ["pass", "fail", "unclear", "error", "not judged"];
  const counts = states.map((state) => [state, marks.filter((mark) => mark.state === state).length] as const);
  const said = counts.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  return `${word}${said.join(", ")}`;
}

const URGENCY: readonly MarkState[] = ["fail", "unclear", "error", "not judged", "pass"];

/** Where several criteria stay unwritten, what fails is written first. */
function shownMarks(
  marks: readonly SheetMark[],
  rows: number,
): { written: readonly SheetMark[]; rest: readonly SheetMark[] } {
  if (marks.length <= rows) return { written: marks, rest: [] };
  const byUrgency = URGENCY.flatMap((state) => marks.filter((mark) => mark.state === state));
  const written = byUrgency.slice(0, rows);
  return { written, rest: marks.filter((mark) => !written.includes(mark)) };
}

interface Drawn {
  readonly markup: string;
  readonly height: number;
}

function heading(cell: SheetCell, side: number): string {
  const taken =
    (cell.score === undefined ? 0 : textWidth(cell.score, "strong") * 13 + 12) + (cell.best ? 48 : 0);
  const name = fitLine(cell.heading, (side - taken) / 13.5, "strong");
  const x = PAD + textWidth(name, "strong") * 13.5 + 8;
  const pill =
    element("rect", { x, y: 8.5, width: 40, height: 17, rx: 4, fill: INK.accent }) +
    text("BEST", x + 20, 20.6, 10.5, INK.page, { ...strong, "text-anchor": "middle" });
  return (
    text(name, PAD, 21.5, 13.5, INK.text, strong) +
    (cell.best ? pill : "") +
    (cell.score === undefined
      ? ""
      : text(cell.score, PAD + side, 21.5, 13, INK.mute, { ...strong, ...toRight }))
  );
}

function picture(png: Uint8Array | null, side: number): string {
  const frame = { x: PAD, y: HEAD + 6, width: side, height: side };
  const well = element("rect", { ...frame, rx: 6, fill: INK.well });
  if (png === null) {
    return (
      well +
      text("no picture", PAD + side / 2, HEAD + 10 + side / 2, 12.5, INK.mute, { "text-anchor": "middle" })
    );
  }
  const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  return well + element("image", { ...frame, href, "clip-path": "url(#picture)" });
}

function drawCell(cell: SheetCell, png: Uint8Array | null, grid: Grid): Drawn {
  const { side } = grid;
  const parts = [heading(cell, side), picture(png, side)];
  let y = HEAD + 6 + side + 10;
  for (const caption of cell.captions) {
    for (const line of excerpt(caption, side / 12.5, grid.captionLines, "text")) {
      parts.push(text(line, PAD, y + 12, 12.5, INK.mute));
      y += CAPTION;
    }
  }
  const { written, rest } = shownMarks(cell.marks, grid.rows);
  if (cell.captions.length > 0 && cell.marks.length > 0) {
    parts.push(element("path", { d: `M${PAD} ${y + 6.5}h${side}`, stroke: INK.line }));
    y += 13;
  }
  for (const mark of written) {
    parts.push(markRow(mark, y, side));
    y += ROW;
  }
  if (rest.length > 0) {
    const words = tally(rest, written.length > 0 ? `${rest.length} more: ` : "");
    for (const line of breakLines(words, side / 12, "text")) {
      parts.push(text(line, PAD, y + 14, 12, INK.mute));
      y += CAPTION;
    }
  }
  return { markup: parts.join(""), height: y + 8 };
}

function drawCells(sheet: Sheet, pictures: readonly (Uint8Array | null)[], grid: Grid, top: number): Drawn {
  const width = grid.side + 2 * PAD;
  const drawn = sheet.cells.map((cell, index) => drawCell(cell, pictures[index] ?? null, grid));
  const parts: string[] = [];
  let y = top;
  for (let row = 0; row < drawn.length; row += grid.columns) {
    const cells = drawn.slice(row, row + grid.columns);
    const height = Math.max(...cells.map((cell) => cell.height));
    cells.forEach((cell, column) => {
      const best = sheet.cells[row + column]?.best === true;
      const panel = element("rect", {
        width,
        height,
        rx: 10,
        fill: INK.panel,
        stroke: best ? INK.accent : INK.line,
        "stroke-width": best ? 2 : 1,
      });
      const x = MARGIN + column * (width + GAP);
      parts.push(element("g", { transform: `translate(${x} ${y})` }, panel + cell.markup));
    });
    y += height + GAP;
  }
  return { markup: parts.join("\n"), height: y - GAP };
}

/** resvg draws at most this many pixels a side here; longer sheets are drawn smaller. */
const MAX_SIDE = 12_000;

function needsOtherFonts({ title, subtitle, cells }: Sheet): boolean {
  const words = cells.flatMap((cell) => [
    ...cell.captions,
    cell.heading,
    ...cell.marks.map((mark) => mark.label),
  ]);
  return ![title, subtitle ?? "", ...words].every((line) => covers(line.replace(/\s/gu, " "), "text"));
}

/**
 * Draws a contact sheet: `cells` in rows, the more there are the smaller. Verdicts are given in words and
 * shapes, not by colour alone. Throws StudioError("image-invalid") when a cell's picture cannot be read.
 */
export async function contactSheet(
  sheet: Sheet,
  assets: RenderAssets,
  pictures: Imaging = imaging(),
): Promise<Uint8Array> {
  const grid = gridFor(sheet.cells.length);
  const pixels = Math.round(grid.side * grid.scale);
  const thumbnails: (Uint8Array | null)[] = [];
  for (const { image } of sheet.cells)
    thumbnails.push(image === null ? null : await pictures.thumbnail(image, pixels));
  const width = 2 * MARGIN + grid.columns * (grid.side + 2 * PAD) + (grid.columns - 1) * GAP;
  const titleWidth = (width - 2 * MARGIN) / 19;
  const heads = excerpt(sheet.title, titleWidth, 2, "strong").map((line, index) =>
    text(line, MARGIN, MARGIN + 18 + index * 25, 19, INK.text, strong),
  );
  let top = MARGIN + heads.length * 25 + 6;
  if (sheet.subtitle !== undefined) {
    heads.push(
      text(fitLine(sheet.subtitle, (width - 2 * MARGIN) / 13, "text"), MARGIN, top + 10, 13, INK.mute),
    );
    top += 24;
  }
  const cells = drawCells(sheet, thumbnails, grid, top + 8);
  const height = cells.height + MARGIN;
  const scale = Math.min(grid.scale, MAX_SIDE / height);
  const frame = element("rect", { x: PAD, y: HEAD + 6, width: grid.side, height: grid.side, rx: 6 });
  const defs = element("defs", {}, element("clipPath", { id: "picture" }, frame));
  const family = `${faces.text.family}, sans-serif`;
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      "font-family": family,
    },
    defs + element("rect", { width, height, fill: INK.page }) + heads.join("") + cells.markup,
  );
  return rasterise(svg, Math.round(width * scale), assets, { systemFonts: needsOtherFonts(sheet) });
}
