/** Zoom and pan of a drawing larger than its window: pure maths. Places in CSS pixels. */

export interface GraphView {
  /** Where the drawing's origin stands in the window. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Area extends Extent {
  readonly x: number;
  readonly y: number;
}

export const MIN_SCALE = 0.08;
export const MAX_SCALE = 2;
/** Below this the words of a run can no longer be read. */
const READABLE = 0.8;

const within = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** All of the drawing in the middle of the window, never larger than it is. */
export function fitted(room: Extent, drawing: Extent): GraphView {
  const scale = within(Math.min(room.width / drawing.width, room.height / drawing.height), MIN_SCALE, 1);
  return {
    scale,
    x: (room.width - drawing.width * scale) / 2,
    y: Math.max(0, (room.height - drawing.height * scale) / 2),
  };
}

/** Small enough to see all of it where that can still be read; else its upper middle at a size that can. */
export function comfortable(room: Extent, drawing: Extent): GraphView {
  const all = fitted(room, drawing);
  if (all.scale >= READABLE) return all;
  return {
    scale: READABLE,
    x: (room.width - drawing.width * READABLE) / 2,
    y: Math.max(0, (room.height - drawing.height * READABLE) / 2),
  };
}

/** Zooms and keeps the point under `at` where it is. */
export function zoomed(view: GraphView, factor: number, at: { x: number; y: number }): GraphView {
  const scale = within(view.scale * factor, MIN_SCALE, MAX_SCALE);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** Moves by the fewest pixels that bring an area of the drawing into the window, with room around it. */
export function revealed(view: GraphView, room: Extent, area: Area, margin = 24): GraphView {
  const shift = (start: number, length: number, size: number) => {
    if (length + 2 * margin > size) return margin - start;
    if (start < margin) return margin - start;
    return start + length > size - margin ? size - margin - start - length : 0;
  };
  const { scale } = view;
  return {
    scale,
    x: view.x + shift(view.x + area.x * scale, area.width * scale, room.width),
    y: view.y + shift(view.y + area.y * scale, area.height * scale, room.height),
  };
}

/** Keeps some of the drawing in the window, so that it cannot be lost. */
export function held(view: GraphView, room: Extent, drawing: Extent): GraphView {
  const least = 80;
  return {
    scale: view.scale,
    x: within(view.x, least - drawing.width * view.scale, room.width - least),
    y: within(view.y, least - drawing.height * view.scale, room.height - least),
  };
}
