/** What the keys for rating mean: every view tells which images are looked at, or chosen, in it. */
import { useEffect, useRef } from "react";
import type { RatedPlace } from "./ratings";
import { useUi, type View } from "./ui-store";

type Read = () => readonly RatedPlace[];

const readers = new Map<View, Read>();

/** Tells, for as long as the component lives, what is looked at in a view. */
export function useLookedAt(view: View, read: Read): void {
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    const reader: Read = () => latest.current();
    readers.set(view, reader);
    return () => {
      if (readers.get(view) === reader) readers.delete(view);
    };
  }, [view]);
}

/** The images looked at in the view on screen, with their ratings; empty when there are none. */
export function lookedAt(): readonly RatedPlace[] {
  return readers.get(useUi.getState().view)?.() ?? [];
}
