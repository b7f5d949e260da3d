/**
 * Places in a picture as models tell them: fractions, thousandths or pixels, corners or a corner with width and
 * height, under whatever name. All become boxes in fractions of the picture.
 */
import { z } from "zod";
import type { Box } from "../../../shared/run/verdicts";
import type { PictureSize } from "./picture-size";

export interface LabelledBox {
  readonly label: string;
  readonly box: Box;
}

/** As told: `[left, top, right, bottom]`, in units yet to be found out. */
export interface RawBox {
  readonly label: string;
  readonly corners: readonly [number, number, number, number];
  /** Set where the form itself tells the units. */
  readonly thousandths?: true;
}

/** What the coordinates are divided by. */
export interface Units {
  readonly x: number;
  readonly y: number;
}

const THOUSANDTHS: Units = { x: 1000, y: 1000 };
const FRACTIONS: Units = { x: 1, y: 1 };
/** Fractions that were rounded up beyond the edge. */
const SLACK = 1.02;

const four = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const label = z.string().catch("");
const rawSchema = z.union([
  four.transform((corners): RawBox => ({ label: "", corners })),
  z.object({ label, box: four }).transform(({ label, box }): RawBox => ({ label, corners: box })),
  z.object({ label, bbox: four }).transform(({ label, bbox }): RawBox => ({ label, corners: bbox })),
  z.object({ label, bbox_2d: four }).transform(({ label, bbox_2d }): RawBox => ({ label, corners: bbox_2d })),
  // Gemini's own form: top first, in thousandths.
  z.object({ label, box_2d: four }).transform(
    ({ label, box_2d: [top, left, bottom, right] }): RawBox => ({
      label,
      corners: [left, top, right, bottom],
      thousandths: true,
    }),
  ),
  z
    .object({ label, x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() })
    .transform(({ label, x1, y1, x2, y2 }): RawBox => ({ label, corners: [x1, y1, x2, y2] })),
  z
    .object({ label, left: z.number(), top: z.number(), right: z.number(), bottom: z.number() })
    .transform(
      ({ label, left, top, right, bottom }): RawBox => ({ label, corners: [left, top, right, bottom] }),
    ),
  z
    .object({ label, x: z.number(), y: z.number(), w: z.number(), h: z.number() })
    .transform(({ label, x, y, w, h }): RawBox => ({ label, corners: [x, y, x + w, y + h] })),
]);
const nestedSchema = z.object({ label, box: z.looseObject({}) });

/** Reads one place; null when it is none, is inside out, or lies before the picture's edges. */
export function readRawBox(value: unknown): RawBox | null {
  const nested = nestedSchema.safeParse(value);
  const flat = nested.success ? { ...nested.data.box, label: nested.data.label } : value;
  const parsed = rawSchema.safeParse(flat);
  if (!parsed.success) return null;
  const [left, top, right, bottom] = parsed.data.corners;
  const sound = parsed.data.corners.every((corner) => Number.isFinite(corner) && corner >= 0);
  return sound && right > left && bottom > top ? parsed.data : null;
}

/**
 * The units a whole answer speaks in: one model does not change them from box to box. Numbers up to 1 are
 * fractions. Larger ones are pixels where they lie within a picture of less than a thousand pixels and several
 * boxes agree on that, or where they exceed a thousand; else thousandths, as many models are trained to say.
 */
export function unitsOf(boxes: readonly RawBox[], size: PictureSize | null): Units {
  const told = boxes.filter(({ thousandths }) => thousandths !== true);
  const right = Math.max(0, ...told.map(({ corners }) => corners[2]));
  const bottom = Math.max(0, ...told.map(({ corners }) => corners[3]));
  if (Math.max(right, bottom) <= SLACK) return FRACTIONS;
  if (size === null) return THOUSANDTHS;
  const inPixels = right <= size.width * SLACK && bottom <= size.height * SLACK;
  const small = Math.max(size.width, size.height) < 1000 && told.length > 1;
  const beyond = Math.max(right, bottom) > 1000;
  return inPixels && (small || beyond) ? { x: size.width, y: size.height } : THOUSANDTHS;
}

/** The place in fractions of the picture; null where it lies outside of it. */
export function placed({ label, corners, thousandths }: RawBox, told: Units): LabelledBox | null {
  const units = thousandths === true ? THOUSANDTHS : told;
  const [left, top, right, bottom] = corners;
  const edge = [left / units.x, top / units.y, right / units.x, bottom / units.y];
  if (Math.max(...edge) > SLACK) return null;
  const [x = 0, y = 0, x2 = 0, y2 = 0] = edge.map((one) => Math.min(1, one));
  return x2 > x && y2 > y ? { label, box: { x, y, w: x2 - x, h: y2 - y } } : null;
}
