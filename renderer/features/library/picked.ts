/** What is chosen in the library, to act on together. */
import { create } from "zustand";
import type { Place } from "../../../shared/ipc/domains/common";
import type { BoardItem } from "../../../shared/ipc/domains/library";

/** A run (`iteration` null) or an image, with the image that stands for it. */
export interface Item extends BoardItem {
  readonly image: number | null;
}

interface Picked {
  readonly items: ReadonlyMap<string, Item>;
  /** Place in the list where a range begins. */
  readonly anchor: number;
  /** Place in the list that has the keyboard. */
  readonly focus: number;
}

const nothing: Picked = { items: new Map(), anchor: 0, focus: 0 };

export const usePicked = create<Picked>(() => nothing);

export function keyOf({ runId, iteration }: BoardItem): string {
  return `${runId}/${iteration ?? ""}`;
}

/** Chooses these and nothing else. */
export function pick(
  items: readonly Item[],
  at?: { readonly anchor?: number; readonly focus?: number },
): void {
  usePicked.setState({ items: new Map(items.map((item) => [keyOf(item), item])), ...at });
}

/** Chooses one more, or one less. */
export function togglePicked(item: Item, index: number): void {
  usePicked.setState(({ items }) => {
    const next = new Map(items);
    if (!next.delete(keyOf(item))) next.set(keyOf(item), item);
    return { items: next, anchor: index, focus: index };
  });
}

export function focusOn(focus: number): void {
  usePicked.setState({ focus });
}

/** Chooses nothing; the keyboard stays where it is. */
export function unpick(): void {
  usePicked.setState({ items: new Map() });
}

/** Begins anew: for another list. */
export function resetPicked(): void {
  usePicked.setState(nothing);
}

export function pickedItems(): readonly Item[] {
  return [...usePicked.getState().items.values()];
}

/** Runs that the items are, or belong to; each once. */
export function runsOf(items: readonly BoardItem[]): string[] {
  return [...new Set(items.map((item) => item.runId))];
}

/** The images that stand for the items. */
export function placesOf(items: readonly Item[]): Place[] {
  return items.flatMap(({ runId, image }) => (image === null ? [] : [{ runId, iteration: image }]));
}
