/** The judge's own way from a picture to its networks' inputs. */
import type { Box } from "../../shared/flatland/geometry";

/** RGB bytes, row by row. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** As in training (training/judge). */
const PALE = 236;

/** A rectangle in pixels. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Weights of the source pixels that one target pixel is made of. */
interface Blend {
  readonly from: number;
  readonly weights: Float64Array;
}

/** Triangle filter over a stretch from `start` to `end`, for `count` target pixels, within 0..limit. */
function blends(start: number, end: number, count: number, limit: number): Blend[] {
  const step = (end - start) / count;
  const radius = Math.max(step, 1);
  return Array.from({ length: count }, (_, index) => {
    const middle = start + (index + 0.5) * step;
    const from = Math.min(limit - 1, Math.max(0, Math.floor(middle - radius + 0.5)));
    const to = Math.max(from + 1, Math.min(limit, Math.floor(middle + radius + 0.5)));
    const weights = Float64Array.from({ length: to - from }, (_, i) =>
      Math.max(1e-9, 1 - Math.abs(from + i + 0.5 - middle) / radius),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { from, weights: weights.map((weight) => weight / total) };
  });
}

/**
 * Scales a rectangle of the picture, which must lie within it, to `width` × `height` and writes it into a picture
 * of `channels` channels at (left, top).
 */
function scaleInto(
  target: { readonly data: Uint8Array; readonly side: number; readonly channels: number },
  picture: Pixels,
  source: Rectangle,
  place: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): void {
  const across = blends(source.left, source.right, place.width, picture.width);
  const down = blends(source.top, source.bottom, place.height, picture.height);
  for (let y = 0; y < place.height && place.top + y < target.side; y++) {
    const rows = down[y];
    if (rows === undefined) continue;
    for (let x = 0; x < place.width && place.left + x < target.side; x++) {
      const columns = across[x];
      if (columns === undefined) continue;
      const at = ((place.top + y) * target.side + place.left + x) * target.channels;
      const sum = [0, 0, 0];
      rows.weights.forEach((vertical, j) => {
        const row = (rows.from + j) * picture.width;
        columns.weights.forEach((horizontal, i) => {
          const pixel = (row + columns.from + i) * 3;
          const weight = vertical * horizontal;
          for (let channel = 0; channel < 3; channel++) {
            sum[channel] = (sum[channel] ?? 0) + weight * (picture.data[pixel + channel] ?? 0);
          }
        });
      });
      for (let channel = 0; channel < 3; channel++) target.data[at + channel] = Math.round(sum[channel] ?? 0);
    }
  }
}

/** The whole picture in the middle of a pale square: bytes, and how to get back to the picture's own pixels. */
export function squared(picture: Pixels, side: number) {
  const scale = side / Math.max(picture.width, picture.height);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  const data = new Uint8Array(side * side * 3).fill(PALE);
  const whole = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  scaleInto({ data, side, channels: 3 }, picture, whole, { left, top, width, height });
  return { data, scale, left, top };
}

/** The surroundings of a box as the reader sees them: bytes [side, side, 4], the fourth marking the box. */
export function cropOf(picture: Pixels, box: Rectangle, side: number, context: number): Uint8Array {
  const reach = context * Math.max(box.right - box.left, box.bottom - box.top, 4);
  const [left, top] = [(box.left + box.right - reach) / 2, (box.top + box.bottom - reach) / 2];
  const scale = side / reach;
  const source = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(picture.width, left + reach),
    bottom: Math.min(picture.height, top + reach),
  };
  const data = new Uint8Array(side * side * 4).fill(PALE);
  const at = (value: number, start: number) => Math.round((value - start) * scale);
  const [x, y] = [at(source.left, left), at(source.top, top)];
  const width = Math.max(1, at(source.right, left) - x);
  const height = Math.max(1, at(source.bottom, top) - y);
  scaleInto({ data, side, channels: 4 }, picture, source, { left: x, top: y, width, height });
  const inside = (value: number) => Math.min(side, Math.max(0, value));
  const [x0, x1] = [inside(at(box.left, left)), inside(at(box.right, left))];
  const [y0, y1] = [inside(at(box.top, top)), inside(at(box.bottom, top))];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const within = row >= y0 && row < y1 && column >= x0 && column < x1;
      data[(row * side + column) * 4 + 3] = within ? 255 : 0;
    }
  }
  return data;
}

/** A crop as a mirror shows it. */
export function mirrored(crop: Uint8Array, side: number): Uint8Array {
  const turned = new Uint8Array(crop.length);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = (row * side + column) * 4;
      turned.set(crop.subarray(from, from + 4), (row * side + side - 1 - column) * 4);
    }
  }
  return turned;
}

/** Shared area over joint area. */
export function sharedShare(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const area = (one: Rectangle) => (one.right - one.left) * (one.bottom - one.top);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** In fractions of the picture, clipped to it. */
export function boxOfRectangle(one: Rectangle, { width, height }: Pixels): Box {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const [x, y] = [inside(one.left / width), inside(one.top / height)];
  return { x, y, w: inside(one.right / width) - x, h: inside(one.bottom / height) - y };
}
