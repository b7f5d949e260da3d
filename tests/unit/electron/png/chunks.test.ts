import { deflateSync } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isIntact, makeChunk, pngSize, readPng, writePng } from "../../../../electron/png/chunks";
import { crc32 } from "../../../../electron/png/crc32";
import { compressedTextChunk, readText, textChunk, textsOf } from "../../../../electron/png/text";
import { StudioError } from "../../../../shared/errors";

async function png(width = 5, height = 3): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 4, background: "#4080c0a0" } });
  return new Uint8Array(await image.png().toBuffer());
}

const chunkType = fc
  .tuple(
    fc.constantFrom(..."abcxyz"),
    fc.constantFrom(..."abcXYZ"),
    fc.constantFrom(..."ABC"),
    fc.constantFrom(..."abcXYZ"),
  )
  .map((letters) => letters.join(""));

describe("PNG chunks", () => {
  it("knows the checksum of the standard's own example", () => {
    expect(crc32(new TextEncoder().encode("IEND"))).toBe(0xae426082);
  });

  it("gives back byte for byte what it read, whatever stands in it", async () => {
    const plain = readPng(await png());
    const [header, ...rest] = plain.chunks;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(chunkType, fc.uint8Array({ maxLength: 60 })), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 20 }),
        async (extra, trailing) => {
          const chunks = [header!, ...extra.map(([type, data]) => makeChunk(type, data)), ...rest];
          const bytes = writePng({ chunks, trailing });
          const again = readPng(bytes);
          expect(again.chunks.map(({ type }) => type)).toEqual(chunks.map(({ type }) => type));
          expect(again.chunks.every(isIntact)).toBe(true);
          expect(writePng(again)).toEqual(bytes);
          expect(pngSize(again)).toEqual({ width: 5, height: 3 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("refuses everything else with a reason, and nothing worse", async () => {
    const whole = await png();
    const damaged = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(whole.length - 1).map((length) => whole.slice(0, length)),
      fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => {
        const bytes = whole.slice();
        bytes[at] = value;
        return bytes;
      }),
    );
    fc.assert(
      fc.property(damaged, (bytes) => {
        try {
          const file = readPng(bytes);
          pngSize(file);
          textsOf(file);
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError);
          expect((error as StudioError).code).toBe("image-invalid");
        }
      }),
      { numRuns: 400 },
    );
  });

  it("sees a chunk whose content was changed", async () => {
    const bytes = await png();
    const file = readPng(bytes);
    const at = bytes.length - file.chunks.at(-1)!.whole.length - 6;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    expect(
      readPng(bytes)
        .chunks.filter((chunk) => !isIntact(chunk))
        .map(({ type }) => type),
    ).toEqual(["IDAT"]);
  });
});

describe("texts in PNGs", () => {
  it("come back as they were put in", () => {
    const keyword = fc.string({ minLength: 1, maxLength: 79, unit: fc.constantFrom(..."abcXYZ -_:") });
    fc.assert(
      fc.property(keyword, fc.string({ unit: "grapheme", maxLength: 300 }), (key, text) => {
        expect(readText(textChunk(key, text))).toEqual({ keyword: key, text });
        expect(readText(compressedTextChunk(key, text))).toEqual({ keyword: key, text });
      }),
    );
  });

  it("are tEXt where Latin-1 has the characters, for readers that know no other", () => {
    expect(textChunk("parameters", "déjà vu, 20 °C").type).toBe("tEXt");
    expect(textChunk("parameters", "四輪の自転車").type).toBe("iTXt");
  });

  it("of zTXt are read too", () => {
    const body = deflateSync(Buffer.from("four cows", "latin1"));
    const chunk = makeChunk("zTXt", new Uint8Array(Buffer.concat([Buffer.from("Comment\0\0"), body])));
    expect(readText(chunk)).toEqual({ keyword: "Comment", text: "four cows" });
  });

  it("that would unpack to gigabytes are none", () => {
    const bomb = compressedTextChunk("gems-studio", "x".repeat(70 * 1024 * 1024));
    expect(bomb.whole.length).toBeLessThan(100_000);
    expect(readText(bomb)).toBeNull();
  });
});
