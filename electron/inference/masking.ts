/** Regions of a picture: which pixels may change, and putting back those that may not. */
import { StudioError } from "../../shared/errors";
import type { Box } from "../../shared/run/verdicts";
import type { RawImage } from "./imaging";

/** Boxes of evidence sit tight around what is seen; what is drawn anew needs room. Shares of the shorter side. */
const PADDING = 0.04;
const FEATHER = 0.03;

/**
 * How much of each pixel may change, 0..255, row by row: 255 within the boxes grown by a padding, falling to 0
 * over a soft edge around them. Boxes are fractions of the picture and may reach over its edges.
 */
export function coverageOf(boxes: readonly Box[], width: number, height: number): Uint8Array {
  const shorter = Math.min(width, height);
  const padding = Math.max(1, PADDING * shorter);
  const feather = Math.max(1, FEATHER * shorter);
  const coverage = new Uint8Array(width * height);
  for (const { x, y, w, h } of boxes) {
    const [left, right] = [x * width - padding, (x + w) * width + padding];
    const [top, bottom] = [y * height - padding, (y + h) * height + padding];
    const columns = within(left - feather, right + feather, width);
    for (const row of within(top - feather, bottom + feather, height)) {
      const down = Math.max(top - row - 0.5, row + 0.5 - bottom, 0);
      for (const column of columns) {
        const across = Math.max(left - column - 0.5, column + 0.5 - right, 0);
        const share = 1 - Math.min(1, Math.hypot(down, across) / feather);
        const at = row * width + column;
        coverage[at] = Math.max(coverage[at] ?? 0, Math.round(255 * share));
      }
    }
  }
  return coverage;
}

/** Whole numbers from `from` to `to` that are inside 0..size-1. */
function within(from: number, to: number, size: number): number[] {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(size - 1, Math.ceil(to));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** The mask as a picture: one channel, white where to draw; or black with what is to be drawn cut out of it. */
export function maskPixels(
  coverage: Uint8Array,
  size: { readonly width: number; readonly height: number },
  polarity: "white" | "transparent",
): RawImage {
  if (polarity === "white") return { data: coverage, ...size, channels: 1 };
  const data = new Uint8Array(coverage.length * 4);
  // Half-transparent pixels mean different things to different servers: all of the soft edge is cut out.
  coverage.forEach((share, at) => {
    data[at * 4 + 3] = share > 0 ? 0 : 255;
  });
  return { data, ...size, channels: 4 };
}

/**
 * The edited picture where it may have changed, the base's own pixels everywhere else. Both in RGBA.
 * @throws StudioError "bad-input" when their sizes differ
 */
export function composited(base: RawImage, edited: RawImage, boxes: readonly Box[]): RawImage {
  const { width, height } = base;
  if (edited.width !== width || edited.height !== height) {
    throw new StudioError("bad-input", "Pictures of different sizes cannot be laid over each other.", {
      remedy: "Let the server draw the size of the picture that is changed.",
    });
  }
  const coverage = coverageOf(boxes, width, height);
  const data = new Uint8Array(base.data);
  coverage.forEach((share, pixel) => {
    if (share === 0) return;
    for (let at = pixel * 4; at < pixel * 4 + 4; at += 1) {
      const [below, above] = [base.data[at] ?? 0, edited.data[at] ?? 0];
      data[at] = Math.round(below + ((above - below) * share) / 255);
    }
  });
  return { data, width, height, channels: 4 };
}
