/**
 * Where the runs of a family stand: parents above their branches, tidily (Reingold and Tilford's drawing as
 * improved by Buchheim et al., from d3-hierarchy), and the lines between them, which leave from the very
 * iteration that was branched from. Sizes and places in CSS pixels before zooming.
 */
import { stratify, tree } from "d3-hierarchy";
import type { TreeNode } from "../../../shared/ipc/domains/runs";

export const NODE_WIDTH = 244;
export const NODE_HEIGHT = 120;
const GAP_X = 28;
const GAP_Y = 72;
/** Around the whole. */
export const MARGIN = 48;

export const THUMB = 32;
export const THUMB_GAP = 6;
/** Distance of the first small picture from the node's left edge. */
export const THUMB_LEFT = 10;
export const THUMBS = 6;

export type Thumb = TreeNode["iterations"][number];

export interface Placed {
  readonly node: TreeNode;
  readonly id: string;
  /** Left upper corner. */
  readonly x: number;
  readonly y: number;
  /** 0 for the first run. */
  readonly depth: number;
  readonly parent: string | null;
  readonly children: readonly string[];
  /** Place among the branches of its parent, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
  /** The iterations shown as small pictures. */
  readonly thumbs: readonly Thumb[];
  /** True for a branch whose parent is not there any more. */
  readonly orphan: boolean;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly iteration: number;
  /** As an SVG path. */
  readonly path: string;
}

export interface TreeLayout {
  /** Parents before their branches. */
  readonly placed: readonly Placed[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
}

/** Above all beginnings; no run is called so. */
const ROOT = "/";

interface Item {
  readonly id: string;
  readonly parentId: string | null;
  readonly node: TreeNode | null;
}

/**
 * Which iterations are shown when not all fit: those that branches leave from, the best, then the first ones;
 * always in drawing order.
 */
export function thumbsOf(node: TreeNode, left: ReadonlySet<number>, room = THUMBS): readonly Thumb[] {
  const weight = (it: Thumb) => (left.has(it.n) ? 0 : it.best ? 1 : 2);
  const chosen = [...node.iterations].sort((a, b) => weight(a) - weight(b) || a.n - b.n).slice(0, room);
  return chosen.sort((a, b) => a.n - b.n);
}

/** True where a round drew several images: only then are rounds worth naming. */
export function drewRounds({ iterations }: TreeNode): boolean {
  return iterations.some(({ candidate = 1 }) => candidate > 1);
}

function itemsOf(nodes: readonly TreeNode[]): Item[] {
  const ids = new Set(nodes.map((node) => node.run.id));
  const parentOf = ({ run }: TreeNode) =>
    run.branchOf !== null && ids.has(run.branchOf.runId) ? run.branchOf.runId : ROOT;
  const items = nodes.map((node): Item => ({ id: node.run.id, parentId: parentOf(node), node }));
  return [{ id: ROOT, parentId: null, node: null }, ...items];
}

/** Branches of one run stand in the order of the iterations they leave from, so that few lines cross. */
function inOrder(a: Item, b: Item): number {
  const from = (item: Item) => (item.parentId === ROOT ? 0 : (item.node?.run.branchOf?.iteration ?? 0));
  return from(a) - from(b) || (a.node?.run.createdAt ?? 0) - (b.node?.run.createdAt ?? 0);
}

/** Iterations that branches leave from, by run. */
function leavings(nodes: readonly TreeNode[]): ReadonlyMap<string, ReadonlySet<number>> {
  const left = new Map<string, Set<number>>();
  for (const { run } of nodes) {
    if (run.branchOf === null) continue;
    const { runId, iteration } = run.branchOf;
    left.set(runId, (left.get(runId) ?? new Set()).add(iteration));
  }
  return left;
}

function edgeOf(parent: Placed, child: Placed): Edge {
  const iteration = child.node.run.branchOf?.iteration ?? 1;
  const index = parent.thumbs.findIndex((thumb) => thumb.n === iteration);
  const inset = index < 0 ? NODE_WIDTH / 2 : THUMB_LEFT + index * (THUMB + THUMB_GAP) + THUMB / 2;
  const from = { x: parent.x + inset, y: parent.y + NODE_HEIGHT };
  const to = { x: child.x + NODE_WIDTH / 2, y: child.y };
  const middle = (from.y + to.y) / 2;
  const path = `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  return { from: parent.id, to: child.id, iteration, path };
}

/** Lays a family out; runs whose parent is gone become beginnings of their own. */
export function layoutOf(nodes: readonly TreeNode[]): TreeLayout {
  if (nodes.length === 0) return { placed: [], edges: [], width: 0, height: 0 };
  const hierarchy = stratify<Item>()
    .id((item) => item.id)
    .parentId((item) => item.parentId)(itemsOf(nodes))
    .sort((a, b) => inOrder(a.data, b.data));
  const drawn = tree<Item>().nodeSize([NODE_WIDTH + GAP_X, NODE_HEIGHT + GAP_Y])(hierarchy);
  const left = leavings(nodes);
  const all = drawn.descendants().filter((one) => one.data.node !== null);
  const first = Math.min(...all.map((one) => one.x));
  const placed = drawn
    .descendants()
    .sort((a, b) => a.depth - b.depth || a.x - b.x)
    .flatMap((one): Placed[] => {
      const { node, id, parentId } = one.data;
      if (node === null) return [];
      const siblings = one.parent?.children ?? [];
      return [
        {
          node,
          id,
          x: MARGIN + one.x - first,
          y: MARGIN + (one.depth - 1) * (NODE_HEIGHT + GAP_Y),
          depth: one.depth - 1,
          parent: parentId === ROOT ? null : parentId,
          children: (one.children ?? []).map((child) => child.data.id),
          position: siblings.indexOf(one) + 1,
          siblings: siblings.length,
          thumbs: thumbsOf(node, left.get(id) ?? new Set()),
          orphan: parentId === ROOT && node.run.branchOf !== null,
        },
      ];
    });
  const byId = new Map(placed.map((one) => [one.id, one]));
  const edges = placed.flatMap((child) => {
    const parent = child.parent === null ? undefined : byId.get(child.parent);
    return parent === undefined ? [] : [edgeOf(parent, child)];
  });
  return {
    placed,
    edges,
    width: Math.max(...placed.map((one) => one.x)) + NODE_WIDTH + MARGIN,
    height: Math.max(...placed.map((one) => one.y)) + NODE_HEIGHT + MARGIN,
  };
}
