import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { element, escapeXml, num } from "../../../../../../electron/inference/flatland/render/xml";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const withoutEntities = (text: string) =>
  text.replace(/&([^;]+);/g, (_, name: string) => ENTITIES[name] ?? "?");

describe("escapeXml", () => {
  it("leaves no markup and keeps every character XML allows", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        const allowed = [...text].filter((character) => {
          const code = character.codePointAt(0) ?? 0;
          return code >= 0x20
            ? !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
            : /[\t\n\r]/.test(character);
        });
        expect(withoutEntities(escaped)).toBe(allowed.join(""));
      }),
    );
  });
});

describe("element", () => {
  it("escapes attributes, leaves out what is undefined and rounds numbers", () => {
    expect(element("a", { b: 'x"<', c: undefined, d: 1.239 })).toBe('<a b="x&quot;&lt;" d="1.24"/>');
    expect(element("a", {}, "t")).toBe("<a>t</a>");
    expect([num(-0.001), num(2), num(0.105)]).toEqual(["0", "2", "0.11"]);
  });
});
