/** Reads a PDF's text as a viewer would: through each font's own map from glyphs to characters. */
import { inflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, PDFStream } from "pdf-lib";

function bytesOf(stream: PDFStream): Buffer {
  const bytes = Buffer.from(stream.getContents());
  return stream.dict.get(PDFName.of("Filter")) === PDFName.of("FlateDecode") ? inflateSync(bytes) : bytes;
}

function mapOf(font: PDFDict): Map<string, string> {
  const map = new Map<string, string>();
  const text = bytesOf(font.lookup(PDFName.of("ToUnicode"), PDFStream)).toString("latin1");
  for (const [, glyph = "", units = ""] of text.matchAll(/<([0-9a-f]{4})> <([0-9a-f]+)>/g)) {
    map.set(
      glyph,
      String.fromCharCode(...(units.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))),
    );
  }
  return map;
}

function linesOf(page: PDFPage): string[] {
  const fonts = new Map(
    (page.node.Resources()?.lookup(PDFName.of("Font"), PDFDict).entries() ?? []).map(([name, ref]) => [
      name.asString(),
      mapOf(page.doc.context.lookup(ref, PDFDict)),
    ]),
  );
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
  const code = streams
    .map((one) => bytesOf(page.doc.context.lookup(one, PDFStream)).toString("latin1"))
    .join("\n");
  return [
    ...code.matchAll(/(\/\S+) [\d.]+ Tf[\s\S]*?(?:ActualText <([0-9A-Fa-f]+)>[\s\S]*?)?<([0-9A-Fa-f]*)> Tj/g),
  ].map(([, font = "", actual, hex = ""]) => {
    if (actual !== undefined) return Buffer.from(actual.slice(4), "hex").swap16().toString("utf16le");
    const map = fonts.get(font);
    return (hex.toLowerCase().match(/.{4}/g) ?? []).map((glyph) => map?.get(glyph) ?? "\ufffd").join("");
  });
}

/** The lines of every page, in the order in which they were written. */
export async function pdfText(bytes: Uint8Array): Promise<string[][]> {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map(linesOf);
}
