/** Small arithmetic on boxes. */
import type { Box } from "../../../shared/flatland/geometry";

/** Shared area over joint area (IoU), 0..1. */
export function overlapOf(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  const shared = w * h;
  return shared / (a.w * a.h + b.w * b.h - shared);
}

/** The box with these edges (pixels), clipped to a picture of that size, in fractions of it. */
export function fractionBox(
  edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  size: { readonly width: number; readonly height: number },
): Box {
  const across = (value: number) => Math.min(1, Math.max(0, value / size.width));
  const down = (value: number) => Math.min(1, Math.max(0, value / size.height));
  const [x, y] = [across(edges.left), down(edges.top)];
  return { x, y, w: Math.max(0, across(edges.right) - x), h: Math.max(0, down(edges.bottom) - y) };
}
