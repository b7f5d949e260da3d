/** Rating by key: stars, rejection, and the little panel for those who want to see what they press. */
import { create } from "zustand";
import type { Rating } from "../../../shared/run/events";
import { lookedAt } from "../../app/looked-at";
import { rate } from "../../app/ratings";

export const useRatingPanel = create<{ readonly open: boolean }>(() => ({ open: false }));

export function showRatingPanel(open: boolean): void {
  useRatingPanel.setState({ open });
}

export const canRate = () => lookedAt().length > 0;

/** Gives everything looked at one rating; null takes theirs off. */
export function rateLookedAt(rating: Rating | null): void {
  void rate(lookedAt(), rating);
}

/** Rejects what is looked at; where all of it is rejected already, takes that back. */
export function rejectLookedAt(): void {
  const places = lookedAt();
  const all = places.every((place) => place.rating === "rejected");
  void rate(places, all ? null : "rejected");
}

/** The rating a key stands for in the panel, where digits need no Shift: undefined for other keys. */
export function ratingOfKey(key: string): Rating | null | undefined {
  if (key === "0") return null;
  if (key.toLowerCase() === "x") return "rejected";
  return ([1, 2, 3, 4, 5] as const).find((stars) => String(stars) === key);
}
