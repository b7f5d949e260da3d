/** The silhouettes of objects as the renderer draws them: tight boxes and visible shares come from them. */

import { canvasOf } from "../../electron/inference/flatland/render/canvas";
import { facingOf } from "../../electron/inference/flatland/render/catalogue";
import {
  objectSprite,
  type RenderAssets,
  rasterisePixels,
} from "../../electron/inference/flatland/render/index";
import type { Box } from "../../shared/flatland/geometry";
import type { AspectName, SceneObject } from "../../shared/flatland/scene";

const SIDE = 128;
/** Alpha (of 255) from which a pixel belongs to the object. */
const OPAQUE = 24;
/** Pixels of the shorter side of the grid visible shares are counted on. */
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

  /** The object's tight box in fractions of a picture of that shape, clipped to it. */
  boxOf(object: SceneObject, aspect?: AspectName): Box {
    const { bounds } = this.#maskOf(object);
    const { across, down } = unitsOf(aspect);
    const [w, h] = [object.size / across, object.size / down];
    const inside = (value: number) => Math.min(1, Math.max(0, value));
    const left = isMirrored(object) ? 1 - bounds.x - bounds.w : bounds.x;
    const x = inside(object.x - w / 2 + left * w);
    const y = inside(object.y - h / 2 + bounds.y * h);
    return {
      x,
      y,
      w: inside(object.x - w / 2 + (left + bounds.w) * w) - x,
      h: inside(object.y - h / 2 + (bounds.y + bounds.h) * h) - y,
    };
  }

  /** Share of each object that later objects leave visible, 0..1. */
  visibleShares(objects: readonly SceneObject[], aspect?: AspectName): number[] {
    const { across, down } = unitsOf(aspect);
    const grid = { width: Math.round(GRID * across), height: Math.round(GRID * down) };
    const owner = new Int16Array(grid.width * grid.height).fill(-1);
    const areas = objects.map((object, index) => this.#stamp(object, index, owner, grid));
    const seen = new Array<number>(objects.length).fill(0);
    for (const index of owner) if (index >= 0) seen[index] = (seen[index] ?? 0) + 1;
    return areas.map((area, index) => (area === 0 ? 0 : (seen[index] ?? 0) / area));
  }

  #stamp(
    object: SceneObject,
    index: number,
    owner: Int16Array,
    grid: { readonly width: number; readonly height: number },
  ): number {
    const { opaque } = this.#maskOf(object);
    const side = object.size * GRID;
    const [left, top] = [object.x * grid.width - side / 2, object.y * grid.height - side / 2];
    const turned = isMirrored(object);
    let area = 0;
    for (let y = Math.ceil(top); y < top + side; y++) {
      for (let x = Math.ceil(left); x < left + side; x++) {
        const column = Math.floor(((x - left) / side) * SIDE);
        const u = turned ? SIDE - 1 - column : column;
        const v = Math.floor(((y - top) / side) * SIDE);
        if (opaque[v * SIDE + u] !== 1) continue;
        area += 1;
        if (x >= 0 && y >= 0 && x < grid.width && y < grid.height) owner[y * grid.width + x] = index;
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

/** Width and height of a canvas in units of its shorter side. */
function unitsOf(aspect: AspectName = "1:1") {
  const { width, height } = canvasOf(aspect);
  const shorter = Math.min(width, height);
  return { across: width / shorter, down: height / shorter };
}

/** True for what is drawn the other way round than its figure is. */
export function isMirrored({ kind, facing }: SceneObject): boolean {
  const drawn = facingOf(kind);
  return facing !== undefined && drawn !== null && drawn !== facing;
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
