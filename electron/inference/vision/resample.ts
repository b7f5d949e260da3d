/** Cuts and scales parts of RGB pictures, averaging when shrinking, and feeds them to networks. */
import type { RgbImage } from "../imaging";

/** A part of a picture in pixels; fractions of pixels are fine. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Source positions and weights of one destination row or column. */
interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Triangle-filter taps from a `length`-pixel stretch at `start` to `count` pixels: linear interpolation
 * when growing, weighted averages over everything covered when shrinking. Edges are repeated.
 */
function taps(start: number, length: number, count: number, limit: number): Tap[] {
  const scale = length / count;
  const reach = Math.max(1, scale);
  return Array.from({ length: count }, (_, i) => {
    const centre = start + (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.min(limit - 1, Math.ceil(centre - reach)));
    const last = Math.max(first, Math.min(limit - 1, Math.floor(centre + reach)));
    const raw = Array.from({ length: last - first + 1 }, (_, j) =>
      Math.max(0, 1 - Math.abs(first + j - centre) / reach),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: sum > 0 ? raw.map((weight) => weight / sum) : raw.map(() => 1 / raw.length) };
  });
}

/** The region of a picture at another size. Both sides of the result must be at least one pixel. */
export function resampled(image: RgbImage, region: Region, width: number, height: number): RgbImage {
  const columns = taps(region.left, region.width, width, image.width);
  const rows = taps(region.top, region.height, height, image.height);
  const data = new Uint8Array(width * height * 3);
  // Only the columns that the region covers are gone over: crops are small and pictures large.
  const from = Math.min(...columns.map(({ first }) => first)) * 3;
  const to = Math.max(...columns.map(({ first, weights }) => first + weights.length)) * 3;
  const line = new Float32Array(image.width * 3);
  rows.forEach((row, y) => {
    blendRows(image, row, line, from, to);
    blendColumns(line, columns, data, y * width * 3);
  });
  return { data, width, height };
}

/** The weighted sum of rows of a picture, between two places of the row. */
function blendRows(image: RgbImage, row: Tap, line: Float32Array, from: number, to: number): void {
  line.fill(0, from, to);
  const { data } = image;
  for (let j = 0; j < row.weights.length; j++) {
    const weight = row.weights[j] ?? 0;
    const at = (row.first + j) * image.width * 3;
    for (let i = from; i < to; i++) line[i] = (line[i] ?? 0) + weight * (data[at + i] ?? 0);
  }
}

/** One row of the result, from a line of sums. */
function blendColumns(line: Float32Array, columns: readonly Tap[], into: Uint8Array, start: number): void {
  for (let x = 0; x < columns.length; x++) {
    const column = columns[x];
    if (column === undefined) continue;
    const { first, weights } = column;
    let [red, green, blue] = [0, 0, 0];
    for (let j = 0; j < weights.length; j++) {
      const weight = weights[j] ?? 0;
      const at = (first + j) * 3;
      red += weight * (line[at] ?? 0);
      green += weight * (line[at + 1] ?? 0);
      blue += weight * (line[at + 2] ?? 0);
    }
    const at = start + x * 3;
    into[at] = Math.round(red);
    into[at + 1] = Math.round(green);
    into[at + 2] = Math.round(blue);
  }
}

export type Triple = readonly [number, number, number];

/** The picture as planes [3, height, width], blue first: (value / 255 - mean) / deviation of each plane. */
export function bluePlanesFirst(image: RgbImage, mean: Triple, deviation: Triple): Float32Array {
  const area = image.width * image.height;
  const planes = new Float32Array(area * 3);
  for (let plane = 0; plane < 3; plane++) {
    const [m, d] = [mean[plane] ?? 0, deviation[plane] ?? 1];
    for (let i = 0; i < area; i++) {
      planes[plane * area + i] = ((image.data[i * 3 + 2 - plane] ?? 0) / 255 - m) / d;
    }
  }
  return planes;
}
