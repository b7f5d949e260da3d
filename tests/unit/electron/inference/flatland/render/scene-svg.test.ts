import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { nounNames } from "../../../../../../electron/inference/flatland/render/catalogue";
import { rasterise, rasterisePixels } from "../../../../../../electron/inference/flatland/render/rasterise";
import { renderScene } from "../../../../../../electron/inference/flatland/render/scene-svg";
import { StudioError } from "../../../../../../shared/errors";
import {
  backdropNames,
  type Scene,
  type SceneObject,
  styleNames,
} from "../../../../../../shared/flatland/scene";
import { anyScene, assets } from "./fixtures";

const thing = (kind: string, finish: string | null, x = 0.5, y = 0.5, size = 0.3): SceneObject => ({
  kind,
  finish,
  x,
  y,
  size,
});
const scene = (...objects: SceneObject[]): Scene => ({ backdrop: "ground", styleSeed: 7, objects });

const ids = (svg: string) => [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? "");

describe("renderScene", () => {
  it("gives the same bytes for the same scene", () => {
    fc.assert(
      fc.property(anyScene, (any) => {
        expect(renderScene(any, { size: 512 })).toBe(renderScene(structuredClone(any), { size: 512 }));
      }),
      { numRuns: 60 },
    );
  });

  it("is well-formed whatever a sign says, with unique ids and no dangling references", () => {
    fc.assert(
      fc.property(anyScene, (any) => {
        const svg = renderScene(any, { size: 64 });
        const known = ids(svg);
        expect(new Set(known).size).toBe(known.length);
        for (const [, id] of svg.matchAll(/(?:url\(|href=")#([^)"]+)/g)) expect(known).toContain(id);
        // resvg's XML parser is strict: it throws on anything that is not well-formed.
        expect(rasterise(svg, 32, assets).length).toBeGreaterThan(60);
      }),
      { numRuns: 60 },
    );
  });

  it("names one group per object in painter's order and as plain groups", () => {
    const svg = renderScene(
      scene(thing("cow", "plastic"), thing("bicycle", "white"), thing("bicycle", "white")),
      {
        size: 256,
      },
    );
    const groups = [...svg.matchAll(/<g id="([^"]+)"><title>/g)].map((match) => match[1]);
    expect(groups).toEqual(["cow-1-plastic", "bicycle-1-white", "bicycle-2-white"]);
    expect(svg).not.toMatch(/<(symbol|use|style|filter|image)\b/);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1024 1024" width="256" height="256">/);
    expect(svg).toContain("<title>plastic cow, 2 × white bicycle</title>");
  });

  it("puts an object where the scene says", () => {
    const size = 200;
    const paint = (any: Scene) => rasterisePixels(renderScene(any, { size }), size, assets).data;
    const empty = paint(scene());
    const full = paint(scene(thing("clock", "black", 0.25, 0.6, 0.3)));
    let [left, top, right, bottom] = [size, size, 0, 0];
    for (let at = 0; at < size * size; at++) {
      if (Math.abs((full[at * 4] ?? 0) - (empty[at * 4] ?? 0)) < 60) continue;
      const [x, y] = [at % size, Math.floor(at / size)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
    }
    expect((left + right) / 2).toBeCloseTo(0.25 * size, -0.5);
    expect(top).toBeGreaterThanOrEqual(0.45 * size - 1);
    expect(bottom).toBeLessThanOrEqual(0.75 * size + 2);
    expect(bottom - top).toBeGreaterThan(0.27 * size);
  });

  it("paints later objects over earlier ones", () => {
    const size = 64;
    const centre = (any: Scene) => {
      const { data } = rasterisePixels(renderScene(any, { size }), size, assets);
      return [...data.slice((32 * size + 32) * 4, (32 * size + 32) * 4 + 3)];
    };
    const [red, blue] = [thing("cookie", "red"), thing("cookie", "blue")];
    const [r1, , b1] = centre(scene(red, blue));
    const [r2, , b2] = centre(scene(blue, red));
    expect(b1).toBeGreaterThan(r1 ?? 0);
    expect(r2).toBeGreaterThan(b2 ?? 0);
  });

  it("lets glass show what stands behind it", () => {
    const size = 64;
    const redness = (behind: string) => {
      const svg = renderScene(scene(thing("cookie", behind), thing("cookie", "glass")), { size });
      const { data } = rasterisePixels(svg, size, assets);
      return (
        data.reduce((sum, value, at) => sum + (at % 4 === 0 ? value : at % 4 === 2 ? -value : 0), 0) /
        size ** 2
      );
    };
    expect(redness("red")).toBeGreaterThan(redness("blue") + 3);
  });

  it("chooses palette and hills by style seed alone", () => {
    const backdropOf = (styleSeed: number, ...objects: SceneObject[]) =>
      /<g id="backdrop">.*?<\/g>/s.exec(
        renderScene({ backdrop: "ground", styleSeed, objects }, { size: 64 }),
      )?.[0];
    expect(backdropOf(3)).toBe(backdropOf(3, thing("dog", null)));
    const drawn = new Set(
      Array.from({ length: 60 }, (_, seed) => renderScene({ ...scene(), styleSeed: seed }, { size: 64 })),
    );
    expect(drawn.size).toBe(60);
  });

  it("draws every noun without a finish in its natural colours", () => {
    for (const noun of nounNames) {
      const svg = renderScene(scene(thing(noun, null)), { size: 64 });
      const id = `${noun.replaceAll(" ", "-")}-1`;
      expect(svg).toMatch(new RegExp(`<g id="${id}"><title>${noun} 1</title>.*<path d="M`, "i"));
    }
  });

  it("says which name the world does not have", () => {
    const render = (object: SceneObject) => () => renderScene(scene(object), { size: 64 });
    for (const object of [
      thing("gryphon", null),
      thing("cow", "velvet"),
      thing("constructor", null),
      thing("cow", "toString"),
    ]) {
      expect(render(object)).toThrow(StudioError);
    }
    expect(render(thing("gryphon", null))).toThrow(/gryphon/);
    expect(render(thing("cow", "velvet"))).toThrow(/velvet/);
    expect(render(thing("cow", null, Number.NaN))).toThrow(/nowhere/);
    expect(render(thing("cow", null, 0.5, 0.5, 0))).toThrow(/nowhere/);
  });

  it("has the aspect's canvas, the size on its longer side, and things as large and where the scene says", () => {
    const tall: Scene = { ...scene(thing("cookie", "red", 0.5, 0.25, 0.4)), look: { aspect: "9:16" } };
    const svg = renderScene(tall, { size: 320 });
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1024 1820" width="180" height="320">/);
    const { data, width, height } = rasterisePixels(svg, 320, assets, { fit: "longer" });
    expect([width, height]).toEqual([180, 320]);
    const isRed = (x: number, y: number) => {
      const at = (Math.round(y) * width + Math.round(x)) * 4;
      return (data[at] ?? 0) > 1.4 * (data[at + 2] ?? 255);
    };
    const reach = 0.17 * width;
    for (const [dx, dy] of [
      [0, 0],
      [reach, 0],
      [-reach, 0],
      [0, reach],
      [0, -reach],
    ] as const)
      expect(isRed(90 + dx, 80 + dy)).toBe(true);
    expect(isRed(90, 80 + 0.24 * width)).toBe(false);
  });

  it("turns things the way they are to look, and their words never", () => {
    const size = 120;
    const pixels = (any: Scene) => rasterisePixels(renderScene(any, { size }), size, assets).data;
    const looking = (kind: string, facing?: "left" | "right"): Scene => ({
      backdrop: "plain",
      styleSeed: 7,
      objects: [{ ...thing(kind, "red", 0.5, 0.4, 0.6), ...(facing === undefined ? {} : { facing }) }],
      look: { style: "sticker" },
    });
    // Stickers' shadows lie a little to the right, so colours are compared, not bytes.
    const isRed = (data: Uint8Array, x: number, y: number) => {
      const at = (y * size + x) * 4;
      return (data[at] ?? 0) > 1.5 * (data[at + 2] ?? 255);
    };
    for (const [kind, drawn, other] of [
      ["dog", "left", "right"],
      ["rocket", "right", "left"],
    ] as const) {
      const [usual, same, turned] = [looking(kind), looking(kind, drawn), looking(kind, other)].map(pixels);
      if (usual === undefined || same === undefined || turned === undefined) throw new Error("nothing drawn");
      expect(Buffer.compare(usual, same)).toBe(0);
      let [red, alike, unturned] = [0, 0, 0];
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          if (!isRed(usual, x, y)) continue;
          red++;
          if (isRed(turned, size - 1 - x, y)) alike++;
          if (isRed(turned, x, y)) unturned++;
        }
      }
      expect(red).toBeGreaterThan(800);
      expect(alike / red).toBeGreaterThan(0.97);
      expect(unturned / red).toBeLessThan(0.9);
    }
    expect(renderScene(looking("cookie", "left"), { size: 64 }).split("</metadata>")[1]).toBe(
      renderScene(looking("cookie", "right"), { size: 64 }).split("</metadata>")[1],
    );
    const sign = { ...thing("lettering", null), text: "OPEN" };
    expect(renderScene(scene({ ...sign, facing: "right" }), { size: 64 })).not.toContain("scale(-");
  });

  it("lets no thing hang over the ground with a shadow right under it", () => {
    const shadows = (...objects: SceneObject[]) =>
      renderScene(scene(...objects), { size: 64 }).match(/url\(#contact-shadow\)/g)?.length ?? 0;
    expect(shadows(thing("dog", null, 0.5, 0.7))).toBe(2);
    expect(shadows(thing("sun", null, 0.5, 0.2))).toBe(0);
    expect(shadows(thing("box", null, 0.5, 0.6, 0.3), thing("cat", null, 0.5, 0.3, 0.3))).toBe(4);
  });

  it("draws every backdrop in every style, in colours of the palette asked for", () => {
    const drawn = new Set<string>();
    for (const backdrop of backdropNames) {
      for (const style of styleNames)
        drawn.add(renderScene({ backdrop, styleSeed: 3, objects: [], look: { style } }, { size: 64 }));
      const [usual, neon] = [undefined, "neon"].map((palette) =>
        renderScene(
          { backdrop, styleSeed: 3, objects: [], look: palette === undefined ? {} : { palette } },
          { size: 64 },
        ),
      );
      expect(neon).not.toBe(usual);
    }
    expect(drawn.size).toBe(backdropNames.length * styleNames.length);
    expect(() => renderScene({ ...scene(), look: { palette: "no such palette" } }, { size: 64 })).toThrow(
      StudioError,
    );
  });

  it("keeps one hue in monochrome", () => {
    const any: Scene = {
      ...scene(thing("parrot", null, 0.3), thing("dog", "striped", 0.7)),
      look: { style: "monochrome" },
    };
    const svg = renderScene(any, { size: 64 });
    const colours = [...svg.matchAll(/="#(..)(..)(..)"/g)].map((match) =>
      match.slice(1).map((hex) => Number.parseInt(hex, 16)),
    );
    expect(colours.length).toBeGreaterThan(20);
    for (const [r = 0, g = 0, b = 0] of colours)
      expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(8);
  });
});
