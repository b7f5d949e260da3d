import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cleanPng, cleanSvg } from "../../../../electron/exchange/clean";
import { sha256 } from "../../../../electron/exchange/parcel";
import { embed, extract } from "../../../../electron/exchange/trajectory-png";
import { isIntact, makeChunk, readPng, writePng } from "../../../../electron/png/chunks";
import { compressedTextChunk, textChunk, textsOf } from "../../../../electron/png/text";
import { StudioError } from "../../../../shared/errors";
import type { ImageRef } from "../../../../shared/run/events";
import { begunJournal } from "../../shared/run/arbitrary";
import { picture } from "./support";

const refOf = (bytes: Uint8Array): ImageRef => ({
  hash: sha256(bytes),
  file: `${sha256(bytes)}.png`,
  bytes: bytes.length,
});
const typesOf = (bytes: Uint8Array) => readPng(bytes).chunks.map(({ type }) => type);
const pixelsOf = (bytes: Uint8Array) => sharp(bytes).ensureAlpha().raw().toBuffer();

/** Chunks as other programs leave them behind. */
const litter = [
  textChunk("Software", "Someone's editor"),
  compressedTextChunk("XML:com.adobe.xmp", "<x/>"),
  makeChunk("tIME", Uint8Array.of(7, 0xea, 3, 1, 14, 25, 30)),
  makeChunk("eXIf", new TextEncoder().encode("MM\0*GPS")),
  makeChunk("pHYs", Uint8Array.of(0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1)),
  makeChunk("prVt", Uint8Array.of(1, 2, 3)),
];

async function littered(bytes: Uint8Array): Promise<Uint8Array> {
  const { chunks } = readPng(bytes);
  const [header, ...rest] = chunks;
  return writePng({
    chunks: [header!, ...litter.slice(0, 4), ...rest.slice(0, -1), ...litter.slice(4), rest.at(-1)!],
    trailing: new TextEncoder().encode("and more"),
  });
}

describe("a picture that carries its run", () => {
  it("gives back any journal event for event, and the very file that was drawn", async () => {
    const own = await littered(await picture(1));
    const others = await Promise.all([2, 3].map((n) => picture(n)));
    await fc.assert(
      fc.asyncProperty(begunJournal, fc.integer({ min: 1, max: 9 }), async (events, iteration) => {
        const images = [...others, ...others, own].map((bytes) => ({ ref: refOf(bytes), bytes }));
        const carried = { studio: "0.1.0", iteration, image: refOf(own), events, images };
        const png = embed(own, carried, "a prompt\nSeed: 7, Size: 24x24, Model: flatland");
        expect(readPng(png).chunks.every(isIntact)).toBe(true);
        const found = extract(readPng(png));
        expect(found).toMatchObject({ studio: "0.1.0", iteration, image: refOf(own), damaged: 0 });
        expect(found?.events).toEqual(events);
        expect(found?.picture).toEqual(own);
        expect([...(found?.images ?? [])]).toEqual(others.map((bytes) => [refOf(bytes).file, bytes]));
      }),
      { numRuns: 40 },
    );
  });

  it("shows the same pixels, and its parameters to other tools", async () => {
    const own = await picture(4);
    const png = embed(
      own,
      { studio: "0.1.0", iteration: 1, image: refOf(own), events: [], images: [] },
      "A cow\nSeed: 7",
    );
    expect(await pixelsOf(png)).toEqual(await pixelsOf(own));
    expect(textsOf(readPng(png))[0]).toEqual({ keyword: "parameters", text: "A cow\nSeed: 7" });
  });

  it("names the wish to readers that do not go through events, and none where the prompt was clear", async () => {
    const own = await picture(4);
    const carried = { studio: "0.1.0", iteration: 1, image: refOf(own), events: [], images: [] };
    const told = (png: Uint8Array): unknown =>
      JSON.parse(textsOf(readPng(png)).find(({ keyword }) => keyword === "gems-studio")?.text ?? "");
    const asked = embed(own, { ...carried, wish: "two cats" }, "two cats");
    expect(told(asked)).toMatchObject({ format: 1, wish: "two cats" });
    expect(extract(readPng(asked))).toMatchObject({ iteration: 1, damaged: 0, picture: own });
    expect(told(embed(own, carried, "two cats"))).not.toHaveProperty("wish");
  });

  it("keeps parameters that were in the picture before", async () => {
    const { chunks, trailing } = readPng(await picture(4));
    const [header, ...rest] = chunks;
    const own = writePng({ chunks: [header!, textChunk("parameters", "theirs"), ...rest], trailing });
    const png = embed(
      own,
      { studio: "0.1.0", iteration: 1, image: refOf(own), events: [], images: [] },
      "ours",
    );
    expect(textsOf(readPng(png)).filter(({ keyword }) => keyword === "parameters")).toEqual([
      { keyword: "parameters", text: "theirs" },
    ]);
    expect(extract(readPng(png))?.picture).toEqual(own);
  });

  it("says so when its run is damaged, or of a newer studio", async () => {
    const { chunks, trailing } = readPng(await picture(4));
    const [header, ...rest] = chunks;
    const withText = (text: string) =>
      readPng(writePng({ chunks: [header!, compressedTextChunk("gems-studio", text), ...rest], trailing }));
    const codeOf = (text: string) => {
      try {
        extract(withText(text));
        return null;
      } catch (error) {
        return error instanceof StudioError ? error.code : error;
      }
    };
    expect(codeOf("no json")).toBe("corrupt-data");
    expect(codeOf("{}")).toBe("corrupt-data");
    expect(codeOf(JSON.stringify({ format: 2, more: true }))).toBe("unsupported");
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(["corrupt-data", "unsupported"]).toContain(codeOf(text));
      }),
    );
  });

  it("is none where there is no such text", async () => {
    expect(extract(readPng(await picture(4)))).toBeNull();
  });
});

describe("a picture without metadata", () => {
  it("has the same pixels and no chunk that could tell anything", async () => {
    const own = await picture(5);
    const carrying = embed(
      await littered(own),
      {
        studio: "0.1.0",
        iteration: 1,
        image: refOf(own),
        events: [],
        images: [{ ref: refOf(own), bytes: own }],
      },
      "A secret prompt",
    );
    expect(typesOf(carrying)).toEqual(
      expect.arrayContaining(["tEXt", "iTXt", "tIME", "eXIf", "pHYs", "prVt"]),
    );
    const clean = cleanPng(carrying);
    expect(new Set(typesOf(clean))).toEqual(new Set(["IHDR", "IDAT", "IEND"]));
    expect(readPng(clean).trailing).toHaveLength(0);
    expect(await pixelsOf(clean)).toEqual(await pixelsOf(own));
    expect(Buffer.from(clean).includes("secret")).toBe(false);
  });

  it("keeps palette and transparency, without which the pixels would be others", async () => {
    const image = sharp({
      create: { width: 9, height: 9, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.4 } },
    });
    const own = new Uint8Array(await image.png({ palette: true }).toBuffer());
    expect(typesOf(own)).toEqual(expect.arrayContaining(["PLTE", "tRNS"]));
    const clean = cleanPng(await littered(own));
    expect(new Set(typesOf(clean))).toEqual(new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]));
    expect(await pixelsOf(clean)).toEqual(await pixelsOf(own));
  });
});

describe("a drawing without metadata", () => {
  it("loses comments, metadata, scripts and editors' notes, and keeps what is drawn", () => {
    const svg = `<?xml version="1.0"?><!DOCTYPE svg><!-- by Max --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://i" viewBox="0 0 9 9" inkscape:version="1">
<metadata><rdf:RDF><dc:creator>Max</dc:creator></rdf:RDF></metadata><title>Max's cow</title>
<script>alert(1)</script><rect width="9" height="9" fill="#fff" onclick="alert(2)" data-note="x > y"/>
<sodipodi:namedview id="v"/><use href="#cow"/><image href="https://example.org/spy.png"/><image href="data:image/png;base64,AA=="/><text>a &lt; b</text></svg>`;
    const clean = cleanSvg(svg);
    expect(clean).not.toMatch(/Max|alert|inkscape|sodipodi|metadata|script|spy|DOCTYPE|data-note|<\?|<!--/);
    expect(clean).toContain('<rect width="9" height="9" fill="#fff"/>');
    expect(clean).toContain('<use href="#cow"/>');
    expect(clean).toContain('href="data:image/png;base64,AA=="');
    expect(clean).toContain("<text>a &lt; b</text>");
  });

  it("is taken as it is where there is nothing to take away", () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0 0h9"/></g></svg>';
    expect(cleanSvg(svg)).toBe(svg);
  });

  it("never fails, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."<>/!-?\"' abgmetadata=:") }), (text) => {
        cleanSvg(text);
      }),
    );
  });
});
