/** Where a scene's objects are seen: the drawn part of each square, as a detector would box it. */
import type { Box } from "../../../../shared/flatland/geometry";
import { type AspectName, ratioOf, type SceneObject } from "../../../../shared/flatland/scene";
import { LETTERING } from "../names";
import { subjectOf } from "../render/catalogue";
import { boardFor } from "../render/lettering";

/** What one unit of size (the canvas's shorter side) is across and down, in fractions of the canvas. */
export interface Grain {
  readonly across: number;
  readonly down: number;
}

export function grainOf(aspect: AspectName = "1:1"): Grain {
  const ratio = ratioOf(aspect);
  return { across: Math.min(1, 1 / ratio), down: Math.min(1, ratio) };
}

/** An object that knows its canvas. */
export interface Item extends SceneObject {
  readonly grain: Grain;
}

type Bounds = readonly [left: number, top: number, right: number, bottom: number];

/** Drawn parts of the motion marks in their 100×100 squares (see render/motion.ts). */
const MARKS: Readonly<Record<string, Bounds>> = {
  "speed-lines": [2, 18, 98, 83],
  "jump-arc": [2, 2, 98, 88],
};
const WHOLE: Bounds = [0, 0, 100, 100];

function boundsOf(kind: string, text: string | undefined): Bounds {
  if (kind === LETTERING) return boardFor(text ?? "", null).frame.bounds;
  const subject = subjectOf(kind);
  return subject.form === "figure" ? subject.figure.bounds : (MARKS[kind] ?? WHOLE);
}

/** Objects never change, and the search for places asks for the same ones over and over. */
const known = new WeakMap<Item, Box>();

/** An object's visible box in fractions of the canvas. */
export function boxOf(object: Item): Box {
  const box = known.get(object) ?? measured(object);
  known.set(object, box);
  return box;
}

function measured({ kind, text, x, y, size, grain }: Item): Box {
  const [left, top, right, bottom] = boundsOf(kind, text);
  const [w, h] = [size * grain.across, size * grain.down];
  return {
    x: x - w / 2 + (left / 100) * w,
    y: y - h / 2 + (top / 100) * h,
    w: ((right - left) / 100) * w,
    h: ((bottom - top) / 100) * h,
  };
}

/** The visible box of an object drawn by itself in a canvas of that aspect, in fractions of it. */
export function boxIn(object: SceneObject, aspect?: AspectName): Box {
  return boxOf({ ...object, grain: grainOf(aspect) });
}

/** The smallest box around all of them; boxes must not be empty. */
export function hullOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.w));
  const bottom = Math.max(...boxes.map((box) => box.y + box.h));
  return { x, y, w: right - x, h: bottom - y };
}

/** True when the boxes come nearer to each other than `air`. */
export function collide(a: Box, b: Box, air: number): boolean {
  return a.x < b.x + b.w + air && b.x < a.x + a.w + air && a.y < b.y + b.h + air && b.y < a.y + a.h + air;
}

/** Share of the smaller box that the two have in common, 0..1. */
export function coverOf(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.min(a.w * a.h, b.w * b.h);
}

/** Gap between two boxes; 0 where they touch. */
export function gapBetween(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - (b.x + b.w), b.x - (a.x + a.w));
  const dy = Math.max(0, a.y - (b.y + b.h), b.y - (a.y + a.h));
  return Math.hypot(dx, dy);
}

/** Intersection over union, 0..1. */
export function overlapOf(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / (a.w * a.h + b.w * b.h - w * h);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
