/**
 * Just enough SVG path arithmetic to bring icons of any set into one coordinate space:
 * uniform scaling and shifting of path data, and circles and ellipses written as paths.
 */

/** x' = scale·x + dx, y' = scale·y + dy. */
export interface Fit {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

const ARGUMENTS: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
};

interface Segment {
  readonly command: string;
  readonly values: readonly number[];
}

/** Reads path data into commands with one set of arguments each; arc flags may be written without blanks. */
function parsePath(data: string): Segment[] {
  const segments: Segment[] = [];
  const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
  let at = 0;
  let command = "";
  const skip = () => {
    while (/[\s,]/.test(data[at] ?? "")) at++;
  };
  const read = (flag: boolean): number => {
    skip();
    if (flag) return Number(data[at++]);
    number.lastIndex = at;
    const match = number.exec(data);
    if (match === null) throw new Error(`Path data is broken at ${at}: ${data.slice(at, at + 20)}`);
    at = number.lastIndex;
    return Number(match[0]);
  };
  for (skip(); at < data.length; skip()) {
    const letter = data[at] ?? "";
    if (/[a-z]/i.test(letter)) {
      command = letter;
      at++;
    } else if (command === "m") command = "l";
    else if (command === "M") command = "L";
    const count = ARGUMENTS[command.toLowerCase()];
    if (count === undefined) throw new Error(`Path command ${command} is unknown.`);
    const isArc = command.toLowerCase() === "a";
    segments.push({
      command,
      values: Array.from({ length: count }, (_, index) => read(isArc && (index === 3 || index === 4))),
    });
  }
  return segments;
}

function fitValue(segment: Segment, index: number, first: boolean, fit: Fit): number {
  const value = segment.values[index] ?? 0;
  const lower = segment.command.toLowerCase();
  const absolute = segment.command !== lower || (first && lower === "m");
  if (lower === "a" && index >= 2 && index <= 4) return value;
  if (!absolute || (lower === "a" && index < 2)) return value * fit.scale;
  const vertical = lower === "v" || (lower === "a" ? index === 6 : lower !== "h" && index % 2 === 1);
  return value * fit.scale + (vertical ? fit.dy : fit.dx);
}

interface Piece {
  readonly d: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Points along an arc (read as circular, which icons' arcs are): enough to bound it. */
function arcPoints(
  x: number,
  y: number,
  ex: number,
  ey: number,
  values: readonly number[],
): [number, number][] {
  const chord = Math.hypot(ex - x, ey - y);
  if (chord === 0) return [];
  const radius = Math.max(values[0] ?? 0, values[1] ?? 0, chord / 2);
  const [large, sweep] = [values[3] === 1, values[4] === 1];
  const away = ((large === sweep ? -1 : 1) * Math.sqrt(radius ** 2 - (chord / 2) ** 2)) / chord;
  const [cx, cy] = [(x + ex) / 2 - away * (ey - y), (y + ey) / 2 + away * (ex - x)];
  const from = Math.atan2(y - cy, x - cx);
  let turn = Math.atan2(ey - cy, ex - cx) - from;
  if (sweep && turn < 0) turn += 2 * Math.PI;
  if (!sweep && turn > 0) turn -= 2 * Math.PI;
  return Array.from({ length: 13 }, (_, step): [number, number] => {
    const angle = from + (turn * step) / 12;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
}

/** Where the pen is after `segment`, and every point it mentions (control points too), absolute. */
function walk(segment: Segment, x: number, y: number, start: readonly [number, number]) {
  const { command, values } = segment;
  const lower = command.toLowerCase();
  const [ox, oy] = command === lower ? [x, y] : [0, 0];
  if (lower === "z") return { x: start[0], y: start[1], points: [] };
  if (lower === "h") return { x: ox + (values[0] ?? 0), y, points: [[ox + (values[0] ?? 0), y] as const] };
  if (lower === "v") return { x, y: oy + (values[0] ?? 0), points: [[x, oy + (values[0] ?? 0)] as const] };
  const from = lower === "a" ? 5 : 0;
  const points: (readonly [number, number])[] = [];
  for (let at = from; at < values.length; at += 2)
    points.push([ox + (values[at] ?? 0), oy + (values[at + 1] ?? 0)]);
  const [ex, ey] = points.at(-1) ?? [x, y];
  if (lower === "a") points.unshift(...arcPoints(x, y, ex, ey, values));
  return { x: ex, y: ey, points };
}

/**
 * Splits path data into parts that lie apart from each other (by their bounding boxes), so that the eyes and
 * the nose an icon draws with one path can be told from one another. Holes stay with what they pierce.
 */
export function separateParts(data: string): string[] {
  const pieces: Piece[] = [];
  let [x, y] = [0, 0];
  let start: [number, number] = [0, 0];
  for (const segment of parsePath(data)) {
    const moved = walk(segment, x, y, start);
    const last = pieces.at(-1);
    if (segment.command.toLowerCase() === "m" || last === undefined) {
      start = [moved.x, moved.y];
      pieces.push({
        d: `M${moved.x} ${moved.y}`,
        left: moved.x,
        right: moved.x,
        top: moved.y,
        bottom: moved.y,
      });
    } else {
      const points = moved.points;
      pieces[pieces.length - 1] = {
        d: last.d + segment.command + segment.values.join(" "),
        left: Math.min(last.left, ...points.map((p) => p[0])),
        right: Math.max(last.right, ...points.map((p) => p[0])),
        top: Math.min(last.top, ...points.map((p) => p[1])),
        bottom: Math.max(last.bottom, ...points.map((p) => p[1])),
      };
    }
    [x, y] = [moved.x, moved.y];
  }
  return joinTouching(pieces).map((piece) => piece.d);
}

function joinTouching(pieces: readonly Piece[]): Piece[] {
  const parts: Piece[] = [];
  for (const piece of pieces) {
    let grown = piece;
    for (let at = parts.length - 1; at >= 0; at--) {
      const other = parts[at];
      if (other === undefined) continue;
      const apart =
        other.left > grown.right ||
        other.right < grown.left ||
        other.top > grown.bottom ||
        other.bottom < grown.top;
      if (apart) continue;
      parts.splice(at, 1);
      grown = {
        d: other.d + grown.d,
        left: Math.min(other.left, grown.left),
        right: Math.max(other.right, grown.right),
        top: Math.min(other.top, grown.top),
        bottom: Math.max(other.bottom, grown.bottom),
      };
    }
    parts.push(grown);
  }
  return parts;
}

const shortNumber = (value: number) => String(Math.round(value * 100) / 100).replace(/^(-?)0\./, "$1.");

/** Scales and shifts path data; numbers come out with two decimals. */
export function fitPath(data: string, fit: Fit): string {
  return parsePath(data)
    .map((segment, at) => {
      const values = segment.values.map((_, index) => shortNumber(fitValue(segment, index, at === 0, fit)));
      return segment.command + values.join(" ");
    })
    .join("");
}

/** An ellipse as path data, turned by `degrees` about (px, py). */
export function ellipsePath(
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  turn = { degrees: 0, px: 0, py: 0 },
): string {
  const angle = (turn.degrees * Math.PI) / 180;
  const place = (x: number, y: number) => {
    const [u, v] = [x - turn.px, y - turn.py];
    const px = turn.px + u * Math.cos(angle) - v * Math.sin(angle);
    const py = turn.py + u * Math.sin(angle) + v * Math.cos(angle);
    return `${px} ${py}`;
  };
  const arc = `A${rx} ${ry} ${turn.degrees} 1 1`;
  return `M${place(cx - rx, cy)}${arc} ${place(cx + rx, cy)}${arc} ${place(cx - rx, cy)}z`;
}

/** A rectangle with corners of radius `r` as path data. */
export function rectanglePath(x: number, y: number, width: number, height: number, r: number): string {
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [w, h] = [width - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
}
