/** Pictures and parts of pictures, framed for square inputs: scaled, never stretched, the rest grey. */
import type { RgbImage } from "../imaging";
import type { Size } from "./object-eyes";
import { type Region, resampled } from "./resample";

/** As in training (training/detector/crops.py and compose.py). */
const GREY = 127;

/** Where a region lies in its frame, in pixels of the frame. */
export interface Placed {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the frame for one of the region. */
  readonly scale: number;
}

/** The size of a picture whose longer side is at most `longest`; nothing is enlarged. */
export function within({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  const shrunk = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: shrunk(width), height: shrunk(height) };
}

/** Where a region comes to lie in a square of that side. */
export function placeIn(region: Pick<Region, "width" | "height">, side: number): Placed {
  const scale = side / Math.max(region.width, region.height);
  const scaled = (length: number) => Math.min(side, Math.max(1, Math.round(length * scale)));
  const [width, height] = [scaled(region.width), scaled(region.height)];
  return {
    left: Math.floor((side - width) / 2),
    top: Math.floor((side - height) / 2),
    width,
    height,
    scale,
  };
}

/** Writes a region of a picture, framed, into `target` from byte `offset` on: `3 * side * side` bytes. */
export function frameInto(
  target: Uint8Array,
  offset: number,
  image: RgbImage,
  region: Region,
  side: number,
): Placed {
  const placed = placeIn(region, side);
  const small = resampled(image, region, placed.width, placed.height);
  target.fill(GREY, offset, offset + side * side * 3);
  for (let y = 0; y < placed.height; y++) {
    const row = small.data.subarray(y * placed.width * 3, (y + 1) * placed.width * 3);
    target.set(row, offset + ((placed.top + y) * side + placed.left) * 3);
  }
  return placed;
}

/** A box in pixels with a margin round it: a share of its longer side. */
export function withMargin({ left, top, width, height }: Region, share: number): Region {
  const margin = share * Math.max(width, height);
  return { left: left - margin, top: top - margin, width: width + 2 * margin, height: height + 2 * margin };
}
