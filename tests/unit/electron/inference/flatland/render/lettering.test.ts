import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { boardFor, setText } from "../../../../../../electron/inference/flatland/render/lettering";
import { rasterisePixels } from "../../../../../../electron/inference/flatland/render/rasterise";
import { objectSprite } from "../../../../../../electron/inference/flatland/render/sprites";
import {
  breakLines,
  covers,
  excerpt,
  faces,
  fitLine,
  textWidth,
} from "../../../../../../electron/inference/flatland/render/text";
import { typefaceNames } from "../../../../../../shared/flatland/scene";
import { anyText, assets } from "./fixtures";

describe("setText", () => {
  it("keeps every word in order, whatever the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = text.split(/\s+/u).filter((word) => word !== "");
        expect(setText(text).lines.join(" ")).toBe(words.join(" "));
      }),
    );
  });

  it("lets no line grow wider or the text taller than the panel", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 14 }), fc.constantFrom(...typefaceNames), (text, typeface) => {
        const { lines, fontSize } = setText(text, typeface);
        for (const line of lines) expect(textWidth(line, typeface) * fontSize).toBeLessThanOrEqual(79.7);
        expect(lines.length * fontSize * 1.6 * faces[typeface].capHeight).toBeLessThanOrEqual(79.7);
      }),
    );
  });

  it("sets short words large and breaks longer ones over lines", () => {
    expect(setText("OPEN").lines).toEqual(["OPEN"]);
    expect(setText("FRESH BREAD").lines).toEqual(["FRESH", "BREAD"]);
    expect(setText("OPEN").fontSize).toBeGreaterThan(setText("Donaudampfschiffahrt").fontSize);
    expect(setText(" \n ")).toEqual({ lines: [], fontSize: 0 });
  });

  it.each(typefaceNames)("measures as the font draws, kerning and all: %s", (typeface) => {
    const side = 400;
    const words = "AVATAR";
    const { data } = rasterisePixels(objectSprite("lettering", null, words, { typeface }), side, assets);
    let [left, right] = [side, 0];
    for (let x = Math.round(side * 0.07); x < side * 0.93; x++) {
      for (let y = Math.round(side * 0.42); y < side * 0.58; y++) {
        if ((data[(y * side + x) * 4] ?? 255) > 120) continue;
        [left, right] = [Math.min(left, x), Math.max(right, x)];
      }
    }
    const { fontSize } = setText(words, typeface);
    const drawn = (right - left) / side;
    const measured = (textWidth(words, typeface) * fontSize) / 100;
    expect(Math.abs(drawn - measured)).toBeLessThan(0.025);
    expect(Math.abs((left + right) / 2 / side - 0.5)).toBeLessThan(0.025);
  });

  it("draws accented letters with a glyph, not as a gap", () => {
    const ink = (text: string) => {
      const { data } = rasterisePixels(objectSprite("lettering", "black", text), 200, assets);
      return data.filter((value, at) => at % 4 === 0 && value < 90 && (data[at + 3] ?? 0) > 200).length;
    };
    for (const text of ["Ää", "ñç", "Øß", "½€"]) expect(ink(text)).toBeGreaterThan(ink("") + 300);
  });
});

describe("boardFor", () => {
  it("stays inside its square", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { bounds } = boardFor(text, null).frame;
        expect(bounds[1]).toBeGreaterThanOrEqual(0);
        expect(bounds[3]).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("captions", () => {
  it("break within the width and lose nothing", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 30 }), (text, width) => {
        const lines = breakLines(text, width, "text");
        for (const line of lines) expect(textWidth(line, "text")).toBeLessThanOrEqual(width);
        expect(lines.join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
      }),
    );
  });

  it("are cut with an ellipsis where they do not fit", () => {
    expect(fitLine("short", 20, "text")).toBe("short");
    expect(fitLine("a rather long caption", 6, "text")).toMatch(/^a rather.*…$/);
    expect(excerpt("one two three four five six", 5, 2, "text")).toHaveLength(2);
    expect(excerpt("one two three four five six", 5, 2, "text")[1]).toMatch(/…$/);
  });

  it("know which scripts their font lacks", () => {
    expect(covers("Où est le café – «là»?", "text")).toBe(true);
    expect(covers("四台自行车", "text")).toBe(false);
  });
});
