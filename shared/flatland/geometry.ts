/**
 * What the spatial words mean in a picture, decided from boxes alone. The engine's training scenes
 * are laid out by the same rules (training/flatland), so a picture and its verdict speak one language;
 * see docs/decisions/0003-geometry-of-relations.md.
 */

/** An axis-aligned box in fractions of the image: left, top, width, height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export const relationIds = ["left-of", "right-of", "on-top-of", "under", "in-front-of", "behind"] as const;
export type RelationId = (typeof relationIds)[number];

interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly centreX: number;
  readonly centreY: number;
  /** Mean of the boxes' bottom edges: where the group stands. */
  readonly base: number;
}

/** How far two groups must be apart for a direction to be more than noise (fraction of the image). */
const MARGIN = 0.02;
/** Share of the smaller group's height that may overlap before "above" stops being above. */
const STACK_OVERLAP = 0.25;
/** How much lower a group must stand on the picture plane to read as nearer. */
const DEPTH_STEP = 0.05;
/** Widest vertical gap over which one group still reads as standing before the other. */
const DEPTH_GAP = 0.12;
/** Share of the narrower group's width that must lie before (or behind) the other group. */
const DEPTH_FACING = 0.3;

function extentOf(boxes: readonly Box[]): Extent {
  const mean = (of: (box: Box) => number) => boxes.reduce((sum, box) => sum + of(box), 0) / boxes.length;
  return {
    left: Math.min(...boxes.map((box) => box.x)),
    right: Math.max(...boxes.map((box) => box.x + box.w)),
    top: Math.min(...boxes.map((box) => box.y)),
    bottom: Math.max(...boxes.map((box) => box.y + box.h)),
    centreX: mean((box) => box.x + box.w / 2),
    centreY: mean((box) => box.y + box.h / 2),
    base: mean((box) => box.y + box.h),
  };
}

function stacked(upper: Extent, lower: Extent): boolean {
  const overlap = Math.min(upper.bottom, lower.bottom) - Math.max(upper.top, lower.top);
  const shorter = Math.min(upper.bottom - upper.top, lower.bottom - lower.top);
  return upper.centreY < lower.centreY - MARGIN && overlap <= STACK_OVERLAP * shorter;
}

function beside(left: readonly Box[], right: readonly Box[]): boolean {
  const a = extentOf(left);
  const b = extentOf(right);
  const crossing = a.right - b.left;
  const narrower = Math.min(a.right - a.left, b.right - b.left);
  return a.centreX < b.centreX - MARGIN && crossing <= 0.25 * narrower;
}

function before(front: Extent, back: Extent): boolean {
  const facing = Math.min(front.right, back.right) - Math.max(front.left, back.left);
  const narrower = Math.min(front.right - front.left, back.right - back.left);
  return (
    front.base > back.base + DEPTH_STEP &&
    front.top - back.bottom <= DEPTH_GAP &&
    facing >= DEPTH_FACING * narrower
  );
}

/**
 * Says whether group `subject` stands in `relation` to group `object`.
 * Both groups must hold at least one box; coordinates are fractions of the image.
 */
export function relationHolds(
  relation: RelationId,
  subject: readonly Box[],
  object: readonly Box[],
): boolean {
  if (subject.length === 0 || object.length === 0) return false;
  switch (relation) {
    case "left-of":
      return beside(subject, object);
    case "right-of":
      return beside(object, subject);
    case "on-top-of":
      return stacked(extentOf(subject), extentOf(object));
    case "under":
      return stacked(extentOf(object), extentOf(subject));
    case "in-front-of":
      return before(extentOf(subject), extentOf(object));
    case "behind":
      return before(extentOf(object), extentOf(subject));
  }
}
