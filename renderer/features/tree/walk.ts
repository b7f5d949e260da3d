/** Walking a family by arrow keys: up to the parent, down to a branch, sideways along a generation. */
import type { Placed, TreeLayout } from "./layout";

export type Direction = "up" | "down" | "left" | "right" | "first" | "newest";

/** The run one step on; the same one where there is no further. */
export function walked(layout: TreeLayout, from: string | null, direction: Direction): string | null {
  const { placed } = layout;
  const here = placed.find((one) => one.id === from);
  if (direction === "first" || here === undefined) return placed[0]?.id ?? null;
  if (direction === "newest") return newest(placed)?.id ?? null;
  if (direction === "up") return here.parent ?? here.id;
  if (direction === "down") return nearest(placed, here)?.id ?? here.id;
  const row = placed.filter((one) => one.depth === here.depth).sort((a, b) => a.x - b.x);
  const at = row.findIndex((one) => one.id === here.id);
  return row[at + (direction === "left" ? -1 : 1)]?.id ?? here.id;
}

/** The branch that stands closest below. */
function nearest(placed: readonly Placed[], here: Placed): Placed | undefined {
  return placed
    .filter((one) => one.parent === here.id)
    .sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0];
}

function newest(placed: readonly Placed[]): Placed | undefined {
  return [...placed].sort((a, b) => b.node.run.createdAt - a.node.run.createdAt)[0];
}

/** The iteration one step on within a run, staying at the ends. */
export function steppedIteration(one: Placed, from: number, by: number): number {
  const numbers = one.node.iterations.map((it) => it.n);
  const at = numbers.indexOf(from);
  return numbers[Math.min(numbers.length - 1, Math.max(0, Math.max(0, at) + by))] ?? from;
}
