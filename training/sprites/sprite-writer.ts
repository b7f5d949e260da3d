/** Writes drawings as PNG files and notes where in them the object lies. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { Resvg } from "@resvg/resvg-js";

import type { RenderAssets } from "../../electron/inference/flatland/render/rasterise";

/** Alpha (of 255) from which a pixel belongs to the object. */
const OPAQUE = 32;

/** Left, top, right, bottom of everything opaque, in fractions of the picture's width and height. */
function tightBounds(data: Uint8Array, width: number, height: number): number[] {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 0; at < width * height; at++) {
    if ((data[at * 4 + 3] ?? 0) < OPAQUE) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x + 1),
      Math.max(bottom, y + 1),
    ];
  }
  return [left / width, top / height, right / width, bottom / height].map(
    (value) => Math.round(value * 10000) / 10000,
  );
}

export class SpriteWriter {
  /** Tight bounds of every sprite by its key, in fractions of its picture. */
  readonly bounds: Record<string, number[]> = {};

  constructor(
    private readonly folder: string,
    private readonly assets: RenderAssets,
  ) {}

  /** Writes `<key>.png`, `width` pixels wide, and notes its bounds. */
  sprite(key: string, svg: string, width: number): void {
    const image = this.drawn(svg, width);
    this.bounds[key] = tightBounds(image.pixels, image.width, image.height);
    this.write(`${key}.png`, image.asPng());
  }

  /** Writes `<key>.png`, `width` pixels wide. */
  picture(key: string, svg: string, width: number): void {
    this.write(`${key}.png`, this.drawn(svg, width).asPng());
  }

  /** Writes meta.json: the bounds and what else is to be known. */
  meta(facts: object): void {
    this.write("meta.json", `${JSON.stringify({ bounds: this.bounds, ...facts }, null, 1)}\n`);
  }

  private drawn(svg: string, width: number) {
    const font = { loadSystemFonts: false, fontFiles: [...this.assets.fontFiles] };
    return new Resvg(svg, { fitTo: { mode: "width", value: width }, font }).render();
  }

  private write(name: string, content: Uint8Array | string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
