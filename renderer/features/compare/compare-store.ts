/** How the designer compares: mode, look, controls. Kept between starts, and across views. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Place } from "../../../shared/ipc/domains/common";
import { samePlace, useCompareTray } from "../../app/compare-tray";
import { calmStorage } from "../../app/storage";
import { type Fit, type Lens, wholePicture } from "./stage/lens";

export const modes = ["side", "slider", "onion", "difference", "flicker", "grid"] as const;
export type Mode = (typeof modes)[number];

export const matrixFilters = ["all", "differing", "failing"] as const;
export type MatrixFilter = (typeof matrixFilters)[number];

/** Differences are multiplied by these. */
export const gains = [1, 2, 4, 8, 16, 32] as const;
/** Changes a second; no more than three, so that nobody's eyes or nerves are hurt (WCAG 2.3.1). */
export const flickerRates = [0.5, 1, 1.5, 2, 3] as const;
export const matrixHeights = { min: 120, max: 520 } as const;

interface Comparison {
  readonly mode: Mode;
  readonly fit: Fit;
  readonly linked: boolean;
  readonly lens: Lens;
  /** "upright": a divider one moves sideways. */
  readonly divide: "upright" | "level";
  /** 0..1 over what is seen of the pictures. */
  readonly divider: number;
  /** Of B over A, 0..1. */
  readonly opacity: number;
  readonly gain: number;
  /** Changes a second while it goes by itself. */
  readonly flickerRate: number;
  readonly a: Place | null;
  readonly b: Place | null;
  readonly filter: MatrixFilter;
  readonly matrixOpen: boolean;
  /** In CSS pixels. */
  readonly matrixHeight: number;
}

export const useComparison = create<Comparison>()(
  persist(
    (): Comparison => ({
      mode: "slider",
      fit: "fit",
      linked: true,
      lens: wholePicture,
      divide: "upright",
      divider: 0.5,
      opacity: 0.5,
      gain: 1,
      flickerRate: 1,
      a: null,
      b: null,
      filter: "all",
      matrixOpen: true,
      matrixHeight: 212,
    }),
    { name: "gems.comparison", version: 1, storage: createJSONStorage(() => calmStorage) },
  ),
);

export function adjust(change: Partial<Comparison>): void {
  useComparison.setState(change);
}

export interface Pair {
  /** Places in the tray. */
  readonly a: number;
  readonly b: number;
}

/**
 * Which two of the tray are A and B: those chosen, where they are still there; else the first and the last.
 * null when there are not two.
 */
export function pairOf(places: readonly Place[], a: Place | null, b: Place | null): Pair | null {
  if (places.length < 2) return null;
  const find = (place: Place | null) =>
    place === null ? -1 : places.findIndex((one) => samePlace(one, place));
  const last = places.length - 1;
  const chosenB = find(b);
  const chosenA = find(a);
  const first = chosenA >= 0 ? chosenA : chosenB === 0 ? 1 : 0;
  if (chosenB >= 0 && chosenB !== first) return { a: first, b: chosenB };
  return { a: first, b: first === last ? last - 1 : last };
}

export function currentPair(): Pair | null {
  const { a, b } = useComparison.getState();
  return pairOf(useCompareTray.getState().places, a, b);
}

function putPair(pair: Pair): void {
  const { places } = useCompareTray.getState();
  adjust({ a: places[pair.a] ?? null, b: places[pair.b] ?? null });
}

/** Makes a place of the tray A or B; where it was the other one, the two change places. */
export function choose(side: "a" | "b", index: number): void {
  const pair = currentPair();
  if (pair === null || index < 0 || index >= useCompareTray.getState().places.length) return;
  const other = side === "a" ? "b" : "a";
  if (pair[other] === index) putPair({ a: pair.b, b: pair.a });
  else putPair({ ...pair, [side]: index });
}

export function swap(): void {
  const pair = currentPair();
  if (pair !== null) putPair({ a: pair.b, b: pair.a });
}

/** The next place of the tray as B, leaving A out; around the ends. */
export function stepB(by: 1 | -1): void {
  const pair = currentPair();
  if (pair === null) return;
  const count = useCompareTray.getState().places.length;
  if (count === 2) {
    swap();
    return;
  }
  let next = (pair.b + by + count) % count;
  if (next === pair.a) next = (next + by + count) % count;
  putPair({ ...pair, b: next });
}
