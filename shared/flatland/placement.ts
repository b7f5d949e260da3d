/**
 * What designers' words for place, size and arrangement mean in a picture, decided from boxes alone; the six
 * directions are in geometry.ts. Coordinates are fractions of the image; where lengths across and down are
 * compared, `aspect` (width / height) makes them comparable. The engine's scenes are laid out by the same rules
 * (training/flatland/placement.py). See docs/decisions/0003-geometry-of-relations.md.
 */
import type { Box } from "./geometry";

export const placementIds = ["next-to", "far-from", "around"] as const;
export type PlacementId = (typeof placementIds)[number];

export const sizeIds = ["tiny", "small", "large", "huge"] as const;
export type SizeId = (typeof sizeIds)[number];

export const arrangementIds = ["row", "column", "circle", "grid", "pile"] as const;
export type ArrangementId = (typeof arrangementIds)[number];

export const regionIds = [
  "left",
  "right",
  "top",
  "bottom",
  "centre",
  "top-left",
  "top-right",
  "bottom-left",
  "bottom-right",
] as const;
export type RegionId = (typeof regionIds)[number];

/** Longer side of a thing alone, in fractions of the image's shorter side. */
const ALONE = { tiny: 0.16, small: 0.28, large: 0.42, huge: 0.58 } as const;
/** Typical longer side against that of everything else in the picture. */
const AGAINST = { tiny: 0.55, small: 0.78, large: 1.28, huge: 1.75 } as const;
/** How much larger one group must be to read as larger than another. */
const LARGER = 1.15;
/** Gap up to which two groups are neighbours, in sides of the larger one's things. */
const NEIGHBOURLY = 0.8;
/** Distance of centres from which two groups are far apart, in fractions of the image's diagonal. */
const FAR = 0.45;
/** How far a region's middle may be missed: the centre must lie this far beyond the image's middle line. */
const OFF_CENTRE = 0.04;
/** Half the side of the square in the middle that counts as the centre. */
const CENTRAL = 0.17;
/** Spread of centres, in sides, up to which things share a line. */
const IN_LINE = 0.4;

interface Thing {
  /** Centre and sides in units of the image's shorter side. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Boxes with lengths across and down in one unit: the image's shorter side. */
function things(boxes: readonly Box[], aspect: number): Thing[] {
  const across = Math.max(1, aspect);
  const down = Math.max(1, 1 / aspect);
  return boxes.map((box) => ({
    x: (box.x + box.w / 2) * across,
    y: (box.y + box.h / 2) * down,
    w: box.w * across,
    h: box.h * down,
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sideOf = (all: readonly Thing[]) => median(all.map(({ w, h }) => Math.max(w, h)));

/** Whether a group is `size`, against everything else in the picture, or alone against the image. */
export function sizeHolds(size: SizeId, group: readonly Box[], others: readonly Box[], aspect = 1): boolean {
  if (group.length === 0) return false;
  const side = sideOf(things(group, aspect));
  const measure = others.length === 0 ? side : side / sideOf(things(others, aspect));
  const limit = (others.length === 0 ? ALONE : AGAINST)[size];
  return size === "tiny" || size === "small" ? measure <= limit : measure >= limit;
}

/** Whether things of one group are visibly larger than those of another. */
export function isLarger(group: readonly Box[], than: readonly Box[], aspect = 1): boolean {
  if (group.length === 0 || than.length === 0) return false;
  return sideOf(things(group, aspect)) >= LARGER * sideOf(things(than, aspect));
}

/** Smallest gap between two things, 0 where they touch or overlap. */
function gapOf(a: Thing, b: Thing): number {
  const across = Math.max(0, Math.abs(a.x - b.x) - (a.w + b.w) / 2);
  const down = Math.max(0, Math.abs(a.y - b.y) - (a.h + b.h) / 2);
  return Math.hypot(across, down);
}

/** Whether two groups stand "next to", "far from" or the first all "around" the second. */
export function placementHolds(
  placement: PlacementId,
  subject: readonly Box[],
  object: readonly Box[],
  aspect = 1,
): boolean {
  if (subject.length === 0 || object.length === 0) return false;
  const a = things(subject, aspect);
  const b = things(object, aspect);
  const gap = Math.min(...a.flatMap((one) => b.map((other) => gapOf(one, other))));
  switch (placement) {
    case "next-to":
      return gap <= NEIGHBOURLY * Math.max(sideOf(a), sideOf(b));
    case "far-from": {
      const diagonal = Math.hypot(Math.max(1, aspect), Math.max(1, 1 / aspect));
      const apart = Math.hypot(
        mean(a.map(({ x }) => x)) - mean(b.map(({ x }) => x)),
        mean(a.map(({ y }) => y)) - mean(b.map(({ y }) => y)),
      );
      return apart >= FAR * diagonal;
    }
    case "around":
      return a.length >= 3 && surrounds(a, mean(b.map(({ x }) => x)), mean(b.map(({ y }) => y)));
  }
}

/** Whether a group stands between two others: its middle lies between theirs, near the line that joins them. */
export function isBetween(
  group: readonly Box[],
  one: readonly Box[],
  other: readonly Box[],
  aspect = 1,
): boolean {
  if (group.length === 0 || one.length === 0 || other.length === 0) return false;
  const [g, a, b] = [group, one, other].map((boxes) => {
    const all = things(boxes, aspect);
    return { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
  });
  if (g === undefined || a === undefined || b === undefined) return false;
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  if (length === 0) return false;
  const along = ((g.x - a.x) * (b.x - a.x) + (g.y - a.y) * (b.y - a.y)) / length ** 2;
  const aside = Math.abs((g.x - a.x) * (b.y - a.y) - (g.y - a.y) * (b.x - a.x)) / length;
  return along >= 0.2 && along <= 0.8 && aside <= 0.35 * length;
}

/** Whether the middle of a group lies in a region of the image. */
export function regionHolds(region: RegionId, group: readonly Box[]): boolean {
  if (group.length === 0) return false;
  const x = mean(group.map((box) => box.x + box.w / 2)) - 0.5;
  const y = mean(group.map((box) => box.y + box.h / 2)) - 0.5;
  if (region === "centre") return Math.abs(x) <= CENTRAL && Math.abs(y) <= CENTRAL;
  if (region.includes("left") && x > -OFF_CENTRE) return false;
  if (region.includes("right") && x < OFF_CENTRE) return false;
  if (region.includes("top") && y > -OFF_CENTRE) return false;
  return !(region.includes("bottom") && y < OFF_CENTRE);
}

/** Largest angle, seen from (x, y), in which none of the things lies. */
function widestGap(all: readonly Thing[], x: number, y: number): number {
  const angles = all.map((thing) => Math.atan2(thing.y - y, thing.x - x)).sort((a, b) => a - b);
  const gaps = angles.map((angle, i) => (angles[i + 1] ?? (angles[0] ?? 0) + 2 * Math.PI) - angle);
  return Math.max(...gaps);
}

function surrounds(all: readonly Thing[], x: number, y: number): boolean {
  return widestGap(all, x, y) <= Math.max((2 * Math.PI) / 2.4, (1.7 * 2 * Math.PI) / all.length);
}

const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

function inCircle(all: readonly Thing[]): boolean {
  if (all.length < 3) return false;
  const x = mean(all.map((thing) => thing.x));
  const y = mean(all.map((thing) => thing.y));
  const radii = all.map((thing) => Math.hypot(thing.x - x, thing.y - y));
  const radius = mean(radii);
  return radius >= 0.7 * sideOf(all) && spread(radii) <= 0.5 * radius && surrounds(all, x, y);
}

/** Rows from the top: things whose centres share a line, within half a side. */
function rowsOf(all: readonly Thing[]): Thing[][] {
  const side = sideOf(all);
  const rows: Thing[][] = [];
  for (const thing of [...all].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row !== undefined && last !== undefined && thing.y - last.y < side / 2) row.push(thing);
    else rows.push([thing]);
  }
  return rows;
}

/** Rows of about equal length whose things stand one above the other (a ring has rows too, but few such). */
function inGrid(all: readonly Thing[]): boolean {
  const rows = rowsOf(all);
  const lengths = rows.map((row) => row.length);
  if (all.length < 4 || rows.length < 2 || Math.min(...lengths) < 2 || spread(lengths) > 1) return false;
  const close = sideOf(all) / 2;
  const lined = rows.flatMap((row) =>
    row.filter(({ x }) =>
      rows.some((other) => other !== row && other.some((one) => Math.abs(one.x - x) <= close)),
    ),
  );
  return lined.length >= 0.7 * all.length;
}

/** Rows that grow downwards, each touching the one below. */
function inPile(all: readonly Thing[]): boolean {
  const rows = rowsOf(all);
  if (all.length < 3 || rows.length < 2) return false;
  return rows.slice(1).every((row, i) => {
    const above = rows[i] ?? [];
    const resting = above.every((one) => row.some((other) => gapOf(one, other) <= 0.25 * sideOf(all)));
    return above.length < row.length && resting;
  });
}

/** Whether things stand in a row, a column, a circle, a grid or a pile; false for too few of them. */
export function arrangementHolds(arrangement: ArrangementId, group: readonly Box[], aspect = 1): boolean {
  if (group.length < 2) return false;
  const all = things(group, aspect);
  const side = sideOf(all);
  switch (arrangement) {
    case "row":
      return spread(all.map(({ y }) => y)) <= IN_LINE * side && spread(all.map(({ x }) => x)) >= side / 2;
    case "column":
      return spread(all.map(({ x }) => x)) <= IN_LINE * side && spread(all.map(({ y }) => y)) >= side / 2;
    case "circle":
      return inCircle(all);
    case "grid":
      return inGrid(all);
    case "pile":
      return inPile(all);
  }
}
