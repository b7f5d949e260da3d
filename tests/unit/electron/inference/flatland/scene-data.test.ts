import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderScene } from "../../../../../electron/inference/flatland/render/scene-svg";
import { sceneElement, sceneOfSvg } from "../../../../../electron/inference/flatland/scene-data";
import { StudioError } from "../../../../../shared/errors";
import { anyScene } from "./render/fixtures";

describe("the scene in its drawing", () => {
  it("comes back to the last digit, whatever its signs say", () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const back = sceneOfSvg(renderScene(scene, { size: 64 }));
        expect(back).toEqual(scene);
        expect(renderScene(back, { size: 64 })).toBe(renderScene(scene, { size: 64 }));
      }),
      { numRuns: 100 },
    );
  });

  it("is plain ASCII without anything XML reads as markup", () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const [, inside = ""] =
          /^<metadata id="gems-scene">(.*)<\/metadata>$/s.exec(sceneElement(scene)) ?? [];
        expect(inside).toMatch(/^[\x20-\x7e]+$/);
        expect(inside).not.toMatch(/[<>&]/);
      }),
      { numRuns: 100 },
    );
  });

  it("reads drawings of before there were looks and facing", () => {
    const old = `<svg><metadata id="gems-scene">{"v":1,"backdrop":"ground","styleSeed":5,"objects":[{"kind":"dog","finish":null,"x":0.5,"y":0.6,"size":0.3}]}</metadata></svg>`;
    expect(sceneOfSvg(old)).toEqual({
      backdrop: "ground",
      styleSeed: 5,
      objects: [{ kind: "dog", finish: null, x: 0.5, y: 0.6, size: 0.3 }],
    });
  });

  it("says so where a drawing carries none, or one that cannot be read", () => {
    const svg = renderScene({ backdrop: "plain", styleSeed: 1, objects: [] }, { size: 64 });
    const broken = [
      svg.replace(/<metadata.*<\/metadata>\n/, ""),
      svg.replace('"v":2', '"v":99'),
      svg.replace('"objects":[]', '"objects":[{"kind":"gryphon","finish":null,"x":0,"y":0,"size":1}]'),
      svg.replace('"objects":[]', '"objects":[{"kind":"dog","finish":"velvet","x":0,"y":0,"size":1}]'),
      svg.replace('"objects":[]', '"objects":[{"kind":"dog","finish":null,"x":0,"y":0,"size":0}]'),
      svg.replace('"v":2', '"v":1,,'),
      "",
      "<svg/>",
    ];
    for (const one of broken) {
      expect(() => sceneOfSvg(one)).toThrow(StudioError);
      expect(() => sceneOfSvg(one)).toThrow(expect.objectContaining({ code: "bad-input" }));
    }
  });

  it("never trips over other people's drawings", () => {
    const pieces = fc.constantFrom(
      "<metadata",
      ' id="gems-scene">',
      "</metadata>",
      "{",
      '"v":2',
      "[",
      "<svg>",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join("")),
        ),
        (text) => {
          expect(() => sceneOfSvg(text)).toThrow(expect.objectContaining({ code: "bad-input" }));
        },
      ),
    );
  });
});
