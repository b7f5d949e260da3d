/**
 * Pictures as Idefics3 and SmolVLM see them: cut into tiles of one size, row by row, and the whole once more at that size
 * (transformers' Idefics3ImageProcessor, with Pillow's resizing).
 */
import { z } from "zod";
import type { RgbImage } from "../imaging";
import { filterOf } from "./picture";
import { cropped, type Filter, resample, type Samples } from "./resample";

const edge = z.object({ longest_edge: z.number().int().min(1) });
const triple = z.tuple([z.number(), z.number(), z.number()]);

/** What of preprocessor_config.json counts here. */
export const tilingSchema = z.object({
  size: edge.default({ longest_edge: 4 * 364 }),
  max_image_size: edge.default({ longest_edge: 364 }),
  do_image_splitting: z.boolean().default(true),
  do_resize: z.boolean().default(true),
  resample: z.number().int().default(1),
  rescale_factor: z.number().default(1 / 255),
  image_mean: triple.default([0.5, 0.5, 0.5]),
  image_std: triple.default([0.5, 0.5, 0.5]),
});
export type Tiling = z.infer<typeof tilingSchema>;

/** Nothing is made larger than this. */
const LARGEST = 4096;

export interface Tiled {
  /** In the order they are shown; each a square of the tile's side. */
  readonly tiles: readonly Samples[];
  /** 0 and 0 where the picture is one tile. */
  readonly rows: number;
  readonly columns: number;
}

/** Cuts a picture into tiles. */
export function tiled(picture: RgbImage, tiling: Tiling): Tiled {
  const side = tiling.max_image_size.longest_edge;
  const filter = filterOf(tiling.resample);
  const whole: Samples = { ...picture, channels: 3 };
  const fitted = tiling.do_resize ? toLongest(whole, tiling.size.longest_edge, filter) : whole;
  if (!tiling.do_image_splitting)
    return { tiles: [resample(fitted, side, side, filter)], rows: 0, columns: 0 };
  const grid = toMultiples(fitted, side, filter);
  if (grid.width === side && grid.height === side) return { tiles: [grid], rows: 0, columns: 0 };
  const rows = grid.height / side;
  const columns = grid.width / side;
  const tiles = Array.from({ length: rows * columns }, (_, i) =>
    cropped(grid, (i % columns) * side, Math.floor(i / columns) * side, side, side),
  );
  return { tiles: [...tiles, resample(grid, side, side, filter)], rows, columns };
}

/** Tiles a picture is cut into at most. */
export function mostTiles({ size, max_image_size, do_image_splitting }: Tiling): number {
  if (!do_image_splitting) return 1;
  const along = Math.ceil(Math.min(LARGEST, size.longest_edge) / max_image_size.longest_edge);
  return along === 1 ? 1 : along * along + 1;
}

/** The longer side as asked for, the shorter one even. */
function toLongest(picture: Samples, longest: number, filter: Filter): Samples {
  const aspect = picture.width / picture.height;
  const even = (side: number) => side + (side % 2);
  const [width, height] =
    picture.width >= picture.height
      ? [longest, even(Math.trunc(longest / aspect))]
      : [even(Math.trunc(longest * aspect)), longest];
  return resample(picture, ...withinLargest(Math.max(1, width), Math.max(1, height)), filter);
}

function withinLargest(width: number, height: number): [number, number] {
  const aspect = width / height;
  if (width >= height && width > LARGEST) return [LARGEST, Math.max(1, Math.trunc(LARGEST / aspect))];
  if (height > width && height > LARGEST) return [Math.max(1, Math.trunc(LARGEST * aspect)), LARGEST];
  return [width, height];
}

function toMultiples(picture: Samples, side: number, filter: Filter): Samples {
  const up = (length: number) => Math.ceil(length / side) * side;
  const aspect = picture.width / picture.height;
  if (picture.width >= picture.height) {
    const width = up(picture.width);
    return resample(picture, width, up(Math.trunc(width / aspect)), filter);
  }
  const height = up(picture.height);
  return resample(picture, up(Math.trunc(height * aspect)), height, filter);
}

/** All tiles as numbers, plane by plane: [tiles, 3, side, side]. */
export function pixelValues(tiles: readonly Samples[], tiling: Tiling): Float32Array {
  const area = tiling.max_image_size.longest_edge ** 2;
  const values = new Float32Array(tiles.length * 3 * area);
  const table = lookUp(tiling);
  for (const [n, { data }] of tiles.entries()) {
    for (let c = 0; c < 3; c += 1) {
      const plane = (n * 3 + c) * area;
      for (let i = 0; i < area; i += 1) values[plane + i] = table[c * 256 + (data[i * 3 + c] ?? 0)] ?? 0;
    }
  }
  return values;
}

/** What a sample of each channel becomes, in single precision at every step, as numpy does it. */
function lookUp({ rescale_factor, image_mean, image_std }: Tiling): Float32Array {
  const table = new Float32Array(3 * 256);
  for (const [c, mean] of image_mean.entries()) {
    for (let sample = 0; sample < 256; sample += 1) {
      const scaled = Math.fround(sample * rescale_factor);
      table[c * 256 + sample] = Math.fround(scaled - Math.fround(mean)) / Math.fround(image_std[c] ?? 1);
    }
  }
  return table;
}
