import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { nounNames } from "../../../../../../electron/inference/flatland/render/catalogue";
import { rasterise, rasterisePixels } from "../../../../../../electron/inference/flatland/render/rasterise";
import { renderScene } from "../../../../../../electron/inference/flatland/render/scene-svg";
import { StudioError } from "../../../../../../shared/errors";
import type { Scene, SceneObject } from "../../../../../../shared/flatland/scene";
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

  it("names one group per object in painter's order and defines each look once", () => {
    const svg = renderScene(
      scene(thing("cow", "plastic"), thing("bicycle", "white"), thing("bicycle", "white")),
      {
        size: 256,
      },
    );
    const groups = [...svg.matchAll(/<g id="([^"]+)"><title>/g)].map((match) => match[1]);
    expect(groups).toEqual(["cow-1-plastic", "bicycle-1-white", "bicycle-2-white"]);
    expect(svg.match(/<symbol /g)).toHaveLength(2);
    expect(svg.match(/href="#bicycle-white"/g)).toHaveLength(2);
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
      expect(svg).toContain(`<symbol id="${noun}-natural"`);
    }
  });

  it("says which name the world does not have", () => {
    const render = (object: SceneObject) => () => renderScene(scene(object), { size: 64 });
    for (const object of [
      thing("unicorn", null),
      thing("cow", "velvet"),
      thing("constructor", null),
      thing("cow", "toString"),
    ]) {
      expect(render(object)).toThrow(StudioError);
    }
    expect(render(thing("unicorn", null))).toThrow(/unicorn/);
    expect(render(thing("cow", "velvet"))).toThrow(/velvet/);
    expect(render(thing("cow", null, Number.NaN))).toThrow(/nowhere/);
    expect(render(thing("cow", null, 0.5, 0.5, 0))).toThrow(/nowhere/);
  });
});
