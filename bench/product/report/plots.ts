/** Plots as inline SVG: they take their colours from the page, so they follow its theme. */
import type { Interval } from "../metrics";
import type { Group } from "./groups";
import type { PolicyResult } from "./index";

/** Text as it may stand in HTML and SVG. */
export function safe(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Marks that differ in shape as well as in colour: nobody has to tell two hues apart. */
const SHAPES = 6;

/** The second six are hollow, the cross turned. */
const inkOf = (index: number) => `c${index % SHAPES}${index >= SHAPES ? " hollow" : ""}`;

function mark(index: number, x: number, y: number, size = 5): string {
  const at = `class="ink ${inkOf(index)}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"`;
  const [s, t] = [size, size * 1.25];
  const shapes = [
    `<circle r="${s}" ${at}/>`,
    `<rect x="${-s}" y="${-s}" width="${2 * s}" height="${2 * s}" ${at}/>`,
    `<path d="M0 ${-t}L${t} ${s}L${-t} ${s}Z" ${at}/>`,
    `<path d="M0 ${-t}L${t} 0L0 ${t}L${-t} 0Z" ${at}/>`,
    `<path d="M0 ${t}L${t} ${-s}L${-t} ${-s}Z" ${at}/>`,
    `<path d="${index < SHAPES ? `M${-s} ${-s}L${s} ${s}M${s} ${-s}L${-s} ${s}` : `M${-t} 0L${t} 0M0 ${-t}L0 ${t}`}" class="cross c${index % SHAPES}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"/>`,
  ];
  return shapes[index % SHAPES] ?? "";
}

const label = (x: number, y: number, text: string, extra = "") =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${extra}>${safe(text)}</text>`;
const line = (x1: number, y1: number, x2: number, y2: number, style: string) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" class="${style}"/>`;

function drawing(width: number, height: number, name: string, body: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${safe(name)}">${body.join("")}</svg>`;
}

const WIDTH = 640;

/** Height of a row: the plots beside each other come out about as tall, however many rows there are. */
const stepFor = (rows: number) => Math.min(84, Math.max(36, 280 / Math.max(1, rows)));
const percents = [0, 0.25, 0.5, 0.75, 1] as const;

/** A row a policy: what passes, with its interval; beside it what the scene says, where it says something. */
export function passedPlot(
  rows: readonly { readonly name: string; readonly passed: Interval; readonly scene: Interval | null }[],
): string {
  const [left, right, top, step] = [160, 64, 30, stepFor(rows.length)];
  const height = top + rows.length * step + 8;
  const x = (share: number) => left + share * (WIDTH - left - right);
  const grid = percents.map(
    (share) =>
      line(x(share), top - 8, x(share), height - 6, "grid") +
      label(x(share), 12, `${share * 100} %`, 'class="tick" text-anchor="middle"'),
  );
  const body = rows.map(({ name, passed, scene }, index) => {
    const y = top + (index + 0.5) * step - 4;
    const truth =
      scene === null
        ? ""
        : `<line x1="${x(scene.value)}" x2="${x(scene.value)}" y1="${y - 9}" y2="${y + 9}" class="truth"/>`;
    return [
      label(left - 12, y + 5, name, 'text-anchor="end"'),
      line(x(passed.low), y, x(passed.high), y, `whisker c${index % SHAPES}`),
      truth,
      mark(index, x(passed.value), y, 6),
      label(WIDTH - right + 10, y + 4, `${(passed.value * 100).toFixed(1)}`, 'class="value"'),
    ].join("");
  });
  return drawing(WIDTH, height, "Prompts passed by policy", [...grid, ...body]);
}

/** What passes against what it costs. */
export function costPlot(
  points: readonly { readonly name: string; readonly passed: Interval; readonly images: Interval }[],
): string {
  const [left, right, top, bottom] = [48, 160, 14, 48];
  const height = Math.max(320, points.length * stepFor(points.length) + 30);
  const most = Math.max(2, Math.ceil(Math.max(...points.map(({ images }) => images.high))));
  const x = (images: number) => left + (images / most) * (WIDTH - left - right);
  const y = (share: number) => height - bottom - share * (height - bottom - top);
  const grid = percents.map(
    (share) =>
      line(left, y(share), WIDTH - right, y(share), "grid") +
      label(left - 8, y(share) + 4, `${share * 100}`, 'class="tick" text-anchor="end"'),
  );
  const ticks = Array.from({ length: most + 1 }, (_, n) =>
    label(x(n), height - bottom + 20, String(n), 'class="tick" text-anchor="middle"'),
  );
  const places = spreadOut(
    points.map(({ passed }) => y(passed.value)),
    [top, height - bottom],
    points.map(({ images }) => x(images.value)),
  );
  const body = points.map(({ name, passed, images }, index) => {
    const [px, py, ly] = [x(images.value), y(passed.value), places[index] ?? y(passed.value)];
    const lead = Math.abs(ly - py) > 3 ? line(px + 6, py, px + 14, ly, "lead") : "";
    return [
      line(px, y(passed.low), px, y(passed.high), `whisker c${index % SHAPES}`),
      line(x(images.low), py, x(images.high), py, `whisker c${index % SHAPES}`),
      mark(index, px, py, 6),
      lead,
      label(px + 16, ly + 4, name, 'class="halo"'),
    ].join("");
  });
  return drawing(WIDTH, height, "Prompts passed against images a prompt", [
    ...grid,
    ...ticks,
    label((left + WIDTH - right) / 2, height - 4, "images a prompt", 'class="tick" text-anchor="middle"'),
    ...body,
  ]);
}

/** GM from the simplest prompts to the hardest, a line a policy. */
export function atomicityPlot(groups: readonly Group[], results: readonly PolicyResult[]): string {
  const [left, right, top, bottom, height] = [48, 170, 14, 48, 320];
  const x = (index: number) => left + ((index + 0.5) / Math.max(1, groups.length)) * (WIDTH - left - right);
  const y = (share: number) => height - bottom - share * (height - bottom - top);
  const grid = percents.map(
    (share) =>
      line(left, y(share), WIDTH - right, y(share), "grid") +
      label(left - 8, y(share) + 4, `${share * 100}`, 'class="tick" text-anchor="end"'),
  );
  const ticks = groups.map(({ name }, index) =>
    label(x(index), height - bottom + 20, name, 'class="tick" text-anchor="middle"'),
  );
  const lines = results.map(({ name }, policy) => {
    const points = groups.flatMap(({ cells }, index) => {
      const cell = cells[policy];
      return cell == null ? [] : [{ x: x(index), y: y(cell.value) }];
    });
    return { name, points };
  });
  const ends = spreadOut(
    lines.map(({ points }) => points.at(-1)?.y ?? height),
    [top, height - bottom],
  );
  const body = lines.map(({ name, points }, policy) => {
    const path = points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ");
    const end = points.at(-1);
    const side = WIDTH - right + 8;
    const named =
      end === undefined
        ? ""
        : line(end.x + 8, end.y, side - 3, ends[policy] ?? end.y, "lead") +
          label(side, (ends[policy] ?? end.y) + 4, name);
    return `<polyline points="${path}" class="course ${inkOf(policy)}"/>${points
      .map((point) => mark(policy, point.x, point.y, 4))
      .join("")}${named}`;
  });
  return drawing(WIDTH, height, "GM by atomicity", [
    ...grid,
    ...ticks,
    label((left + WIDTH - right) / 2, height - 4, "facts a prompt", 'class="tick" text-anchor="middle"'),
    ...body,
  ]);
}

/** Each kind of fact with every policy's probability for it. */
export function kindPlot(groups: readonly Group[]): string {
  const [left, right, top, step] = [110, 28, 30, stepFor(groups.length)];
  const height = top + groups.length * step + 8;
  const x = (share: number) => left + share * (WIDTH - left - right);
  const grid = percents.map(
    (share) =>
      line(x(share), top - 8, x(share), height - 6, "grid") +
      label(x(share), 12, `${share * 100}`, 'class="tick" text-anchor="middle"'),
  );
  const rows = groups.map(({ name, cells }, row) => {
    const y = top + (row + 0.5) * step - 4;
    const marks = cells.map((cell, policy) => (cell === null ? "" : mark(policy, x(cell.value), y, 5)));
    return (
      label(left - 12, y + 5, name, 'text-anchor="end"') + line(x(0), y, x(1), y, "grid") + marks.join("")
    );
  });
  return drawing(WIDTH, height, "Probability by kind of fact", [...grid, ...rows]);
}

/** Least distance of two labels' base lines. */
const LABEL_STEP = 18;

/** Labels whose places along the other axis differ by more cannot cover each other. */
const LABEL_WIDTH = 130;

/**
 * Places for labels, each as near to its own as it gets without covering another.
 * @param room the first and last place there is; where too little, labels run over the end
 * @param across their places along the other axis; all one below the other where absent
 */
export function spreadOut(
  wanted: readonly number[],
  room: readonly [number, number],
  across: readonly number[] = wanted.map(() => 0),
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const pairs = order.flatMap((above, k) =>
    order
      .slice(k + 1)
      .filter((below) => Math.abs((across[above] ?? 0) - (across[below] ?? 0)) < LABEL_WIDTH)
      .map((below) => [above, below] as const),
  );
  const placed = [...wanted];
  for (let turn = 0; turn < 60; turn++) {
    for (const [above, below] of pairs) {
      const overlap = LABEL_STEP - ((placed[below] ?? 0) - (placed[above] ?? 0));
      if (overlap <= 0) continue;
      placed[above] = (placed[above] ?? 0) - overlap / 2;
      placed[below] = (placed[below] ?? 0) + overlap / 2;
    }
  }
  const [first, last] = room;
  const inside = placed.map((place) => Math.min(last, Math.max(first, place)));
  for (const [above, below] of [...pairs].reverse())
    inside[above] = Math.min(inside[above] ?? 0, (inside[below] ?? 0) - LABEL_STEP);
  const high = inside.map((place) => Math.max(first, place));
  for (const [above, below] of pairs)
    high[below] = Math.max(high[below] ?? 0, (high[above] ?? 0) + LABEL_STEP);
  return high;
}
