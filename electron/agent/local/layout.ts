/**
 * Gives every group of a reading a place on a small grid, such that each link holds between its two groups:
 * who stands left gets a column further left, who stands above a row further up. Groups that nothing ties
 * together are set side by side or one below the other, whichever keeps the grid squarer.
 */
import type { Link, Reading } from "./reading";

export interface Place {
  readonly column: number;
  readonly row: number;
}

export interface Layout {
  /** One place a group, in the order of the reading. */
  readonly places: readonly Place[];
  readonly columns: number;
  readonly rows: number;
}

/** Where the subject stands, seen from the object. Pursuers stand to the right: everything drawn faces left. */
const offsets: Readonly<Record<string, Place>> = {
  "left-of": { column: -1, row: 0 },
  "right-of": { column: 1, row: 0 },
  "on-top-of": { column: 0, row: -1 },
  under: { column: 0, row: 1 },
  "in-front-of": { column: 0, row: 1 },
  behind: { column: 0, row: -1 },
  chasing: { column: 1, row: 0 },
  "jumping-over": { column: 0, row: -1 },
  "playing-with": { column: -1, row: 0 },
};

/** Lays a reading out; null when a link contradicts another. */
export function layOut(reading: Reading): Layout | null {
  const clusters = clustersOf(reading).map((indices) => placeCluster(indices, reading.links));
  const consistent = clusters.filter((cluster) => cluster !== null);
  if (consistent.length < clusters.length) return null;
  const placed = pack(consistent);
  const places = reading.groups.map((group) => placed.get(group.index));
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length || known.length === 0) return null;
  return { places: known, ...extentOf(placed) };
}

type Cluster = Map<number, Place>;

/** Groups tied by links, each cluster in prompt order. */
function clustersOf({ groups, links }: Reading): number[][] {
  const owner = groups.map((group) => group.index);
  for (const { subject, object } of links) {
    const [from, to] = [owner[object], owner[subject]];
    for (const [index, own] of owner.entries()) if (own === from && to !== undefined) owner[index] = to;
  }
  return [...new Set(owner)].map((own) =>
    groups.map(({ index }) => index).filter((index) => owner[index] === own),
  );
}

function placeCluster(indices: readonly number[], links: readonly Link[]): Cluster | null {
  const placed: Cluster = new Map();
  const [first] = indices;
  if (first === undefined) return placed;
  placed.set(first, { column: 0, row: 0 });
  const open = links.filter((link) => indices.includes(link.subject));
  for (let left = open; left.length > 0; ) {
    const waiting = left.filter((link) => !follow(link, placed));
    if (waiting.length === left.length) return null;
    left = waiting;
  }
  return open.every((link) => holds(link, placed)) ? placed : null;
}

/** Places the missing side of a link; false when neither side has a place yet. */
function follow({ link, subject, object }: Link, placed: Cluster): boolean {
  const [s, o] = [placed.get(subject), placed.get(object)];
  const offset = offsets[link.id];
  if (offset === undefined) return false;
  if (s !== undefined && o !== undefined) return true;
  if (o !== undefined) settle(subject, o, offset, placed);
  else if (s !== undefined) settle(object, s, { column: -offset.column || 0, row: -offset.row || 0 }, placed);
  return s !== undefined || o !== undefined;
}

/** Takes the first free cell in the offset's direction. */
function settle(group: number, anchor: Place, offset: Place, placed: Cluster): void {
  const taken = (place: Place) =>
    [...placed.values()].some((other) => other.column === place.column && other.row === place.row);
  let place = { column: anchor.column + offset.column, row: anchor.row + offset.row };
  while (taken(place)) place = { column: place.column + offset.column, row: place.row + offset.row };
  placed.set(group, place);
}

function holds({ link, subject, object }: Link, placed: Cluster): boolean {
  const [s, o] = [placed.get(subject), placed.get(object)];
  const offset = offsets[link.id];
  if (s === undefined || o === undefined || offset === undefined) return false;
  return Math.sign(s.column - o.column) === offset.column && Math.sign(s.row - o.row) === offset.row;
}

function extentOf(cluster: Cluster): { columns: number; rows: number; left: number; top: number } {
  const columns = [...cluster.values()].map((place) => place.column);
  const rows = [...cluster.values()].map((place) => place.row);
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  return { columns: Math.max(...columns) - left + 1, rows: Math.max(...rows) - top + 1, left, top };
}

/** Sets clusters side by side or below, whichever keeps the grid squarer; single groups fill gaps first. */
function pack(clusters: readonly Cluster[]): Cluster {
  const all: Cluster = new Map();
  for (const cluster of clusters) {
    const own = extentOf(cluster);
    const { column, row } = all.size === 0 ? { column: 0, row: 0 } : spotFor(cluster.size, own, all);
    for (const [group, place] of moved(cluster, column - own.left, row - own.top)) all.set(group, place);
  }
  return all;
}

function spotFor(size: number, own: { columns: number; rows: number }, all: Cluster): Place {
  const { columns, rows } = extentOf(all);
  const gap = size === 1 ? gapIn(all, columns, rows) : undefined;
  if (gap !== undefined) return gap;
  const beside = Math.max(columns + own.columns, rows, own.rows);
  const below = Math.max(columns, own.columns, rows + own.rows);
  return beside <= below ? { column: columns, row: 0 } : { column: 0, row: rows };
}

function gapIn(all: Cluster, columns: number, rows: number): Place | undefined {
  const taken = new Set([...all.values()].map(({ column, row }) => row * columns + column));
  const free = Array.from({ length: columns * rows }, (_, cell) => cell).find((cell) => !taken.has(cell));
  return free === undefined ? undefined : { column: free % columns, row: Math.floor(free / columns) };
}

function moved(cluster: Cluster, columns: number, rows: number): Cluster {
  return new Map(
    [...cluster].map(([group, place]) => [group, { column: place.column + columns, row: place.row + rows }]),
  );
}
