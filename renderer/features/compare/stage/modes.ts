/** What each mode does with the panes: where they lie, which are seen, how they are cut and mixed. */
import type { Mode } from "../compare-store";
import type { Arrangement, Cut } from "./engine";
import { commonAspect, gridOf } from "./layout";
import type { Rect, Size } from "./lens";

export interface StageItem {
  readonly key: string;
  /** Of the picture. */
  readonly size: Size;
}

export interface PanePlan {
  readonly key: string;
  readonly room: Rect;
  /** The upper one of two that share a place. */
  readonly above: boolean;
}

export interface StagePlan {
  readonly panes: readonly PanePlan[];
  readonly cuts: Arrangement["cuts"];
  readonly labelEnds: Arrangement["labelEnds"];
}

/** Modes that lay A and B over each other. */
export function isOverlaid(mode: Mode): boolean {
  return mode !== "side" && mode !== "grid";
}

interface Wish {
  readonly mode: Mode;
  readonly divide: "upright" | "level";
  readonly items: readonly StageItem[];
  readonly a: string | null;
  readonly b: string | null;
  readonly stage: Size;
}

function shown({ mode, items, a, b }: Wish): readonly StageItem[] {
  const pair = [a, b].flatMap((key) => items.find((item) => item.key === key) ?? []);
  return mode === "grid" || pair.length < 2 ? items : pair;
}

export function planOf(wish: Wish): StagePlan {
  const { mode, divide, a, b, stage } = wish;
  const items = shown(wish);
  const overlaid = isOverlaid(mode) && a !== null && b !== null && items.length === 2;
  const whole: Rect = { left: 0, top: 0, ...stage };
  const cells = gridOf(items.length, stage, commonAspect(items.map((item) => item.size)));
  const panes = items.map((item, index) => ({
    key: item.key,
    room: overlaid ? whole : (cells[index] ?? whole),
    above: overlaid && item.key === b,
  }));
  if (!overlaid) return { panes, cuts: {}, labelEnds: {} };
  const [first, second]: readonly [Cut, Cut] = divide === "upright" ? ["left", "right"] : ["top", "bottom"];
  return {
    panes,
    cuts: mode === "slider" ? { [a]: first, [b]: second } : {},
    labelEnds: { [b]: mode === "slider" && divide === "level" ? "bottom" : "right" },
  };
}
