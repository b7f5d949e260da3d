/** The silhouettes of objects as the renderer draws them: tight boxes and visible shares come from them. */
import {
  objectSprite,
  type RenderAssets,
  rasterisePixels,
} from "../../electron/inference/flatland/render/index";
import type { Box } from "../../shared/flatland/geometry";
import type { SceneObject } from "../../shared/flatland/scene";

const SIDE = 128;
/** Alpha (of 255) from which a pixel belongs to the object. */
const OPAQUE = 24;
/** Pixels of the grid visible shares are counted on. */
const GRID = 256;

interface Mask {
  readonly opaque: Uint8Array;
  /** Tight bounds in fractions of the object's square. */
  readonly bounds: Box;
}

export class Masks {
  readonly #assets: RenderAssets;
  readonly #known = new Map<string, Mask>();

  constructor(assets: RenderAssets) {
    this.#assets = assets;
  }

  /** The object's tight box in fractions of the picture, clipped to it. */
  boxOf(object: SceneObject): Box {
    const { bounds } = this.#maskOf(object);
    const at = (start: number, share: number) =>
      Math.min(1, Math.max(0, start - object.size / 2 + share * object.size));
    const [x, y] = [at(object.x, bounds.x), at(object.y, bounds.y)];
    return { x, y, w: at(object.x, bounds.x + bounds.w) - x, h: at(object.y, bounds.y + bounds.h) - y };
  }

  /** Share of each object that later objects leave visible, 0..1. */
  visibleShares(objects: readonly SceneObject[]): number[] {
    const owner = new Int16Array(GRID * GRID).fill(-1);
    const areas = objects.map((object, index) => this.#stamp(object, index, owner));
    const seen = new Array<number>(objects.length).fill(0);
    for (const index of owner) if (index >= 0) seen[index] = (seen[index] ?? 0) + 1;
    return areas.map((area, index) => (area === 0 ? 0 : (seen[index] ?? 0) / area));
  }

  #stamp(object: SceneObject, index: number, owner: Int16Array): number {
    const { opaque } = this.#maskOf(object);
    const side = object.size * GRID;
    const [left, top] = [object.x * GRID - side / 2, object.y * GRID - side / 2];
    let area = 0;
    for (let y = Math.ceil(top); y < top + side; y++) {
      for (let x = Math.ceil(left); x < left + side; x++) {
        const u = Math.floor(((x - left) / side) * SIDE);
        const v = Math.floor(((y - top) / side) * SIDE);
        if (opaque[v * SIDE + u] !== 1) continue;
        area += 1;
        if (x >= 0 && y >= 0 && x < GRID && y < GRID) owner[y * GRID + x] = index;
      }
    }
    return area;
  }

  #maskOf({ kind, finish, text = "" }: SceneObject): Mask {
    const key = `${kind}|${finish ?? ""}|${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { data } = rasterisePixels(objectSprite(kind, finish, text), SIDE, this.#assets);
    const opaque = Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
      (data[i * 4 + 3] ?? 0) >= OPAQUE ? 1 : 0,
    );
    const mask = { opaque, bounds: boundsOf(opaque) };
    this.#known.set(key, mask);
    return mask;
  }
}

function boundsOf(opaque: Uint8Array): Box {
  let [left, top, right, bottom] = [SIDE, SIDE, 0, 0];
  opaque.forEach((value, at) => {
    if (value !== 1) return;
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
  });
  return { x: left / SIDE, y: top / SIDE, w: (right - left) / SIDE, h: (bottom - top) / SIDE };
}
