/** A contact sheet as a document to pass round or print: pictures, prompts and verdicts, all text as text. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { PDFDocument, type PDFImage } from "pdf-lib";
import type { SheetCell, SheetMark } from "../../inference/contact-sheet";
import type { Jpeg } from "../../inference/protocol";
import { EmbeddedFont } from "./font";
import { PAPER, Paper, wrap } from "./paper";
import { readTrueType } from "./true-type";

export interface PdfSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly cells: readonly SheetCell[];
}

export interface PdfSheetDeps {
  /** Folder with `fonts/`. */
  readonly assetsDir: string;
  /** Name and version of the studio. */
  readonly creator: string;
  readonly toJpeg: (bytes: Uint8Array, side: number) => Promise<Jpeg>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Side of the square a picture is fitted into, in points, and its pixels for print (300 a inch). */
const PICTURE = 176;
const PICTURE_PIXELS = 736;
const GUTTER = 18;
/** Between the line that parts two iterations and the picture, in points. */
const ABOVE = 12;

/**
 * @returns the document's bytes
 * @throws StudioError "image-invalid" when a picture cannot be read
 */
export async function sheetPdf(sheet: PdfSheet, deps: PdfSheetDeps): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(sheet.title);
  document.setCreator(deps.creator);
  document.setProducer(deps.creator);
  const fonts = await openFonts(document, deps.assetsDir);
  const paper = new Paper(document, fonts);
  drawHead(paper, sheet);
  for (const [index, cell] of sheet.cells.entries()) {
    const picture = cell.image === null ? null : await embedPicture(document, cell.image, deps);
    drawCell(paper, cell, picture);
    deps.onProgress?.(index + 1, sheet.cells.length);
  }
  paper.numberPages(sheet.title);
  fonts.text.write();
  fonts.strong.write();
  return document.save();
}

async function openFonts(document: PDFDocument, assetsDir: string) {
  const face = async (file: string) =>
    readTrueType(new Uint8Array(await readFile(path.join(assetsDir, "fonts", file))));
  return {
    text: new EmbeddedFont(document, await face("Inter-Regular.ttf"), "Inter-Regular"),
    strong: new EmbeddedFont(document, await face("Inter-SemiBold.ttf"), "Inter-SemiBold"),
  };
}

async function embedPicture(document: PDFDocument, bytes: Uint8Array, deps: PdfSheetDeps): Promise<PDFImage> {
  const { jpeg } = await deps.toJpeg(bytes, PICTURE_PIXELS);
  return document.embedJpg(jpeg);
}

function drawHead(paper: Paper, { title, subtitle }: PdfSheet): void {
  for (const line of wrap(paper.fonts.strong, title, 15, PAPER.inner).slice(0, 4)) {
    paper.line(line, { font: "strong", size: 15, leading: 20 });
  }
  paper.line(subtitle, { size: 9, leading: 14, ink: "mute" });
  paper.space(10);
}

function drawCell(paper: Paper, cell: SheetCell, picture: PDFImage | null): void {
  paper.keep(PICTURE + ABOVE);
  paper.rule();
  paper.space(ABOVE);
  const top = paper.y;
  const page = paper.page;
  drawPicture(paper, picture, top);
  const left = PICTURE + GUTTER;
  const again = () =>
    paper.line(`${cell.heading} (continued)`, { left, font: "strong", size: 9, leading: 14, ink: "mute" });
  for (const line of wrap(paper.fonts.strong, cell.heading, 11.5, PAPER.inner - left)) {
    paper.line(line, { left, font: "strong", size: 11.5, leading: 16 });
  }
  const said = [cell.score, cell.best === true ? "best" : ""].filter(
    (part) => part !== undefined && part !== "",
  );
  if (said.length > 0) paper.line(said.join(" · "), { left, size: 9, leading: 13, ink: "mute" });
  paper.space(3);
  for (const caption of cell.captions) {
    for (const line of wrap(paper.fonts.text, caption, 9.5, PAPER.inner - left)) {
      paper.line(line, { left, size: 9.5, leading: 13.5, onNewPage: again });
    }
  }
  paper.space(5);
  for (const mark of cell.marks) drawMark(paper, mark, left, again);
  paper.below(page, top - PICTURE);
  paper.space(14);
}

function drawPicture(paper: Paper, picture: PDFImage | null, top: number): void {
  if (picture === null) {
    paper.frame(0, top - PICTURE, PICTURE, PICTURE, "no picture");
    return;
  }
  const scale = Math.min(PICTURE / picture.width, PICTURE / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  paper.picture(picture, (PICTURE - width) / 2, top - height, width, height);
}

const SIGN = 16;
const WORD = 62;

/** A row of the table of verdicts: sign, question, and the verdict in a word. */
function drawMark(paper: Paper, { state, label }: SheetMark, left: number, again: () => void): void {
  const width = PAPER.inner - left - SIGN - WORD;
  const lines = wrap(paper.fonts.text, label, 9, width);
  for (const [index, line] of lines.entries()) {
    paper.line(line, {
      left: left + SIGN,
      size: 9,
      leading: 13.5,
      onNewPage: again,
      ...(index === 0 ? { sign: { state, at: left }, end: state } : {}),
    });
  }
}
