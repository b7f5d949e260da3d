/**
 * A TrueType font in a PDF, addressed by glyph (Identity-H; ISO 32000-1, 9.7), with a map back to characters, so that
 * any script the font knows is set and can be searched and copied.
 */
import {
  type PDFDocument,
  PDFHexString,
  PDFOperator,
  PDFOperatorNames,
  type PDFRef,
  PDFString,
} from "pdf-lib";
import type { TrueType } from "./true-type";

/** Drawn for characters the font lacks. */
const STAND_IN = 0x25a1;

export class EmbeddedFont {
  readonly ref: PDFRef;
  readonly #document: PDFDocument;
  readonly #face: TrueType;
  readonly #name: string;
  /** Characters by glyph, for those that were used. */
  readonly #used = new Map<number, string>();

  /** @param name PostScript name, without spaces */
  constructor(document: PDFDocument, face: TrueType, name: string) {
    this.#document = document;
    this.#face = face;
    this.#name = name;
    this.ref = document.context.nextRef();
  }

  /** Width of a line in points. */
  widthOf(text: string, size: number): number {
    let units = 0;
    for (const character of text) units += this.#face.advanceOf(this.#glyphOf(character));
    return (units * size) / this.#face.unitsPerEm;
  }

  /**
   * Operators that show a line at the current place. A line with characters that the font lacks also says what it
   * means (ActualText; ISO 32000-1, 14.9.4), so that it is found and copied as it was written.
   */
  show(text: string): readonly PDFOperator[] {
    let hex = "";
    let lacks = false;
    for (const character of text) {
      const glyph = this.#glyphOf(character);
      if (this.#face.glyphOf(codeOf(character)) === 0) lacks = true;
      else this.#used.set(glyph, character);
      hex += glyph.toString(16).padStart(4, "0");
    }
    const shown = PDFOperator.of(PDFOperatorNames.ShowText, [PDFHexString.of(hex)]);
    if (!lacks) return [shown];
    const meaning = `<</ActualText ${PDFHexString.fromText(text).toString()}>>`;
    return [
      PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, ["/Span", meaning]),
      shown,
      PDFOperator.of(PDFOperatorNames.EndMarkedContent),
    ];
  }

  /** Writes the font into the document; call it once, when all text is set. */
  write(): void {
    const { context } = this.#document;
    const face = this.#face;
    const per = (units: number) => Math.round((units * 1000) / face.unitsPerEm);
    const file = context.register(context.flateStream(face.bytes, { Length1: face.bytes.length }));
    const descriptor = context.register(
      context.obj({
        Type: "FontDescriptor",
        FontName: this.#name,
        // Symbolic: glyphs are not addressed by a standard encoding.
        Flags: 4,
        FontBBox: face.box.map(per),
        ItalicAngle: 0,
        Ascent: per(face.ascent),
        Descent: per(face.descent),
        CapHeight: per(face.ascent),
        StemV: 80,
        FontFile2: file,
      }),
    );
    const glyphs = [...this.#used.keys()].sort((a, b) => a - b);
    const descendant = context.register(
      context.obj({
        Type: "Font",
        Subtype: "CIDFontType2",
        BaseFont: this.#name,
        CIDSystemInfo: {
          Registry: PDFString.of("Adobe"),
          Ordering: PDFString.of("Identity"),
          Supplement: 0,
        },
        FontDescriptor: descriptor,
        DW: per(face.advanceOf(this.#glyphOf("□"))),
        W: glyphs.flatMap((glyph) => [glyph, [per(face.advanceOf(glyph))]]),
        CIDToGIDMap: "Identity",
      }),
    );
    const map = context.register(context.flateStream(characterMap(this.#used, glyphs)));
    context.assign(
      this.ref,
      context.obj({
        Type: "Font",
        Subtype: "Type0",
        BaseFont: this.#name,
        Encoding: "Identity-H",
        DescendantFonts: [descendant],
        ToUnicode: map,
      }),
    );
  }

  #glyphOf(character: string): number {
    return this.#face.glyphOf(codeOf(character)) || this.#face.glyphOf(STAND_IN);
  }
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** At most this many lines in one section of a character map. */
const SECTION = 100;

/** A ToUnicode CMap (ISO 32000-1, 9.10.3). */
function characterMap(used: ReadonlyMap<number, string>, glyphs: readonly number[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, "0");
  const lines = glyphs.map((glyph) => {
    const units = Array.from(used.get(glyph) ?? "").flatMap((one) =>
      Array.from({ length: one.length }, (_, at) => hex(one.charCodeAt(at))),
    );
    return `<${hex(glyph)}> <${units.join("")}>`;
  });
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += SECTION) {
    const part = lines.slice(at, at + SECTION);
    sections.push(`${part.length} beginbfchar\n${part.join("\n")}\nendbfchar`);
  }
  return [
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
    ...sections,
    "endcmap",
    "CMapName currentdict /CMap defineresource pop",
    "end",
    "end",
  ].join("\n");
}
