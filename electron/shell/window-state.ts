/** Remembers where the window was. A cache: a lost or broken file only costs the default place. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** Pixels of the desktop. */
const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

const windowStateSchema = z.object({
  bounds: rectangleSchema,
  maximized: z.boolean(),
  /** Absent in files of older studios. */
  fullScreen: z.boolean().default(false),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** Reads the remembered state; null when there is none that can be read. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Writes the state in one step; throws what the file system throws. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, JSON.stringify(state));
  renameSync(part, file);
}

/** Smallest part of the window, in pixels, that must lie on a display for its place to be kept. */
const GRIP = 80;

/** Share of the window that must lie on displays for its size and place to be kept as they were. */
const KEPT_SHARE = 0.6;

function overlap(bounds: Rectangle, area: Rectangle): { wide: number; high: number } {
  return {
    wide: Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x),
    high: Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y),
  };
}

function shared(bounds: Rectangle, area: Rectangle): number {
  const { wide, high } = overlap(bounds, area);
  return Math.max(0, wide) * Math.max(0, high);
}

/** True when enough of the window lies on one of the displays to be grabbed with the mouse. */
export function isReachable(bounds: Rectangle, displays: readonly Rectangle[]): boolean {
  return displays.some((area) => {
    const { wide, high } = overlap(bounds, area);
    return wide >= GRIP && high >= GRIP;
  });
}

/**
 * Where the window can be put now: where it was, while most of that is still on displays (one or several); else
 * on the display that holds the most of it, moved and cut to fit; null when none holds any of it.
 * @param displays work areas in pixels of the desktop
 */
export function placeFor(bounds: Rectangle, displays: readonly Rectangle[]): Rectangle | null {
  if (!isReachable(bounds, displays)) return null;
  const seen = displays.reduce((sum, area) => sum + shared(bounds, area), 0);
  if (seen >= KEPT_SHARE * bounds.width * bounds.height) return bounds;
  const [area] = [...displays].sort((a, b) => shared(bounds, b) - shared(bounds, a));
  if (area === undefined) return null;
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}
