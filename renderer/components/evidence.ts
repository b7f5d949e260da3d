/** Which boxes to draw over an image, and where their labels find room. */
import type { Criterion } from "../../shared/run/criteria";
import type { IterationState } from "../../shared/run/state";
import type { Evidence } from "../../shared/run/verdicts";

type Box = Evidence["box"];

/** One place in the picture with all that is said about it. */
export interface Place {
  readonly key: string;
  readonly box: Box;
  readonly label: string;
  readonly confidence: number;
  readonly tone: "for" | "against";
  /** True when the criterion looked at speaks of it, or when none is looked at. */
  readonly strong: boolean;
  readonly criterionIds: readonly string[];
}

/** Two boxes that overlap this much are the same thing, seen by two questions. */
const SAME = 0.85;

export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.w * a.h + b.w * b.h - shared);
}

interface Seen {
  readonly criterionId: string;
  /** True for questions about how things stand to each other, not about the thing itself. */
  readonly relational: boolean;
  readonly evidence: Evidence;
}

function grouped(seen: readonly Seen[]): Seen[][] {
  const groups: Seen[][] = [];
  for (const one of seen) {
    const home = groups.find((group) =>
      group.some((other) => overlapOf(other.evidence.box, one.evidence.box) >= SAME),
    );
    if (home === undefined) groups.push([one]);
    else home.push(one);
  }
  return groups;
}

/**
 * Who speaks for a place: the criterion looked at; else the questions about the thing itself, so that one
 * relation that does not hold does not turn every thing in the picture red.
 */
function voicesOf(group: readonly Seen[], selected: string | null): readonly Seen[] {
  const spoken = group.filter((one) => one.criterionId === selected);
  if (spoken.length > 0) return spoken;
  const own = group.filter((one) => !one.relational);
  return own.length > 0 ? own : group;
}

function placeOf(group: readonly Seen[], selected: string | null): Place | null {
  const voices = voicesOf(group, selected);
  const isSpoken = group.some((one) => one.criterionId === selected);
  const against = voices.filter((one) => !one.evidence.supports);
  const telling = [...(against.length > 0 ? against : voices)].sort(
    (a, b) => b.evidence.label.length - a.evidence.label.length,
  )[0];
  if (telling === undefined) return null;
  const { box, label, confidence } = telling.evidence;
  return {
    key: [box.x, box.y, box.w, box.h].map((value) => value.toFixed(4)).join(" "),
    box,
    label,
    confidence,
    tone: against.length === 0 ? "for" : "against",
    strong: selected === null || isSpoken,
    criterionIds: [...new Set(group.map((one) => one.criterionId))],
  };
}

/**
 * The places that speak for or against the verdicts of an iteration, one box a thing. With a criterion
 * selected its places are strong and the others stay as faint outlines.
 */
export function placesOf(
  iteration: IterationState,
  criteria: readonly Criterion[],
  selected: string | null,
): readonly Place[] {
  const seen = criteria
    .filter((criterion) => criterion.enabled)
    .flatMap((criterion) =>
      (iteration.verdicts[criterion.id]?.evidence ?? []).map((evidence) => ({
        criterionId: criterion.id,
        relational: criterion.kind === "position",
        evidence,
      })),
    );
  const known =
    seen.some((one) => one.criterionId === selected) || criteria.some((one) => one.id === selected);
  const places = grouped(seen).map((group) => placeOf(group, known ? selected : null));
  return places.filter((place) => place !== null).sort((a, b) => Number(a.strong) - Number(b.strong));
}

/** `.91`, as short as a label allows. */
export function shortConfidence(confidence: number): string {
  return confidence >= 0.995 ? "1.0" : `.${String(Math.round(confidence * 100)).padStart(2, "0")}`;
}

export interface LabelSpot {
  readonly key: string;
  readonly left: number;
  readonly top: number;
  readonly text: string;
}

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const LABEL_HEIGHT = 16;
const LABEL_PADDING = 10;
const CHARACTER = 6.1;
/** On an image smaller than this, in CSS pixels, labels would hide what they speak of: only numbers then. */
const ROOM_FOR_WORDS = 340;

function crosses(a: Rect, b: Rect): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function candidates(box: Rect, width: number, image: { width: number; height: number }): Rect[] {
  const left = Math.max(0, Math.min(box.left, image.width - width));
  const right = Math.max(0, box.left + box.width - width);
  const bottom = box.top + box.height;
  const spots = [
    { left, top: box.top - LABEL_HEIGHT - 1 },
    { left: right, top: box.top - LABEL_HEIGHT - 1 },
    { left, top: bottom + 1 },
    { left: right, top: bottom + 1 },
    { left: left + 1, top: box.top + 1 },
    { left: left + 1, top: bottom - LABEL_HEIGHT - 1 },
  ];
  return spots
    .filter((spot) => spot.top >= -LABEL_HEIGHT && spot.top + LABEL_HEIGHT <= image.height + LABEL_HEIGHT)
    .map((spot) => ({ ...spot, width, height: LABEL_HEIGHT }));
}

/**
 * Finds room for the labels of strong places: above the box where it is free, else at its other corners, with
 * the words shortened to the confidence when nothing else fits. What finds no room at all is left out.
 * @param image the displayed size in CSS pixels
 */
export function labelSpots(
  places: readonly Place[],
  image: { width: number; height: number },
): readonly LabelSpot[] {
  const taken: Rect[] = [];
  const spots: LabelSpot[] = [];
  const strong = places
    .filter((place) => place.strong)
    .sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
  for (const place of strong) {
    const { x, y, w, h } = place.box;
    const box = {
      left: x * image.width,
      top: y * image.height,
      width: w * image.width,
      height: h * image.height,
    };
    const short = shortConfidence(place.confidence);
    const texts = image.width < ROOM_FOR_WORDS ? [short] : [`${place.label} ${short}`, short];
    for (const text of texts) {
      const width = text.length * CHARACTER + LABEL_PADDING;
      const free = candidates(box, width, image).find((spot) => !taken.some((other) => crosses(spot, other)));
      if (free === undefined) continue;
      taken.push(free);
      spots.push({ key: place.key, left: free.left, top: free.top, text });
      break;
    }
  }
  return spots;
}
