/** Shared by the vision tests: a small configuration and the real renderer. */
import { resolve } from "node:path";
import { loadAssets, rasterise, renderScene } from "../../../../../electron/inference/flatland/render";
import type { TwoStageConfig } from "../../../../../electron/inference/vision/detector-config";
import type { SceneObject } from "../../../../../shared/flatland/scene";

export const top = resolve(import.meta.dirname, "../../../../..");

export const twoStageConfig: TwoStageConfig = {
  version: 2,
  finder: { sides: [64], threshold: 0.1, overlap: 0.7, most: 8 },
  classifier: { side: 32, margin: 0.1 },
  pictureSide: 256,
  kinds: ["cat", "dog", "jump-arc"],
  finishes: ["natural", "red", "glass", "stone"],
  finishless: ["jump-arc"],
  faced: ["cat"],
  backdrops: ["plain", "night"],
  threshold: 0.3,
  sameKindOverlap: 0.5,
  calibration: {
    found: 1,
    kind: 1,
    offset: 0,
    finishTemperature: 1,
    facingTemperature: 1,
    backdropTemperature: 1,
  },
};

const assets = loadAssets(resolve(top, "electron/inference/flatland/assets"));

/** PNG bytes of a scene, drawn by the engine's own renderer. */
export function drawn(
  objects: readonly SceneObject[],
  size = 768,
  backdrop: "plain" | "ground" = "ground",
): Uint8Array {
  return rasterise(renderScene({ backdrop, styleSeed: 5, objects }, { size }), size, assets);
}
