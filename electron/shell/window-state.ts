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

const windowStateSchema = z.object({ bounds: rectangleSchema, maximized: z.boolean() });
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

/** True when enough of the window lies on one of the displays to be grabbed with the mouse. */
export function isReachable(bounds: Rectangle, displays: readonly Rectangle[]): boolean {
  return displays.some((area) => {
    const wide = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
    const high = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
    return wide >= GRIP && high >= GRIP;
  });
}
