/** Stars and rejections, for one image or a thousand; every change can be taken back. */
import type { Place } from "../../shared/ipc/domains/common";
import type { Rating } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { t } from "../i18n";
import { ask } from "./ipc";
import { useRuns } from "./runs/run-store";
import { notifyError, notifyUndo } from "./toasts";

/** An iteration with the rating it has now, where the asker knows it; otherwise its run is read. */
export interface RatedPlace extends Place {
  readonly rating?: Rating | null;
}

/** Iterations that get the same rating in one question. */
export interface RatingGroup {
  readonly items: readonly Place[];
  readonly rating: Rating | null;
}

/** The contract takes this many places at a time. */
const AT_ONCE = 1000;

async function ratingsOf(runId: string): Promise<ReadonlyMap<number, Rating | null>> {
  const known = useRuns.getState().entries[runId];
  const state = known?.phase === "ready" ? known.state : reduceAll((await ask("runs:get", { runId })).events);
  return new Map(state.iterations.map((it) => [it.n, it.rating]));
}

/** What takes a rating back: the iterations grouped by the rating they had. */
export function formerRatings(
  places: readonly RatedPlace[],
  read: (place: Place) => Rating | null,
): readonly RatingGroup[] {
  const groups = new Map<Rating | null, Place[]>();
  for (const { runId, iteration, rating } of places) {
    const former = rating === undefined ? read({ runId, iteration }) : rating;
    groups.set(former, [...(groups.get(former) ?? []), { runId, iteration }]);
  }
  return [...groups].map(([rating, items]) => ({ rating, items }));
}

async function readFormer(places: readonly RatedPlace[]): Promise<readonly RatingGroup[]> {
  const unread = new Set(places.filter((one) => one.rating === undefined).map((one) => one.runId));
  const read = new Map<string, ReadonlyMap<number, Rating | null>>();
  for (const runId of unread) read.set(runId, await ratingsOf(runId));
  return formerRatings(places, ({ runId, iteration }) => read.get(runId)?.get(iteration) ?? null);
}

async function put(groups: readonly RatingGroup[]): Promise<void> {
  for (const { items, rating } of groups) {
    for (let from = 0; from < items.length; from += AT_ONCE) {
      await ask("runs:rate", { items: items.slice(from, from + AT_ONCE), rating });
    }
  }
}

function sentence(places: readonly Place[], rating: Rating | null): string {
  const count = places.length;
  const first = places[0]?.iteration ?? 1;
  const of = count === 1 ? t("studio:rating.ofOne", { n: first }) : t("studio:rating.of", { count });
  if (rating === null) return t("studio:rating.cleared", { of });
  if (rating === "rejected") return t("studio:rating.wasRejected", { of });
  return t("studio:rating.wasRated", { of, stars: t("studio:rating.stars", { count: rating }) });
}

/**
 * Rates iterations, in any runs; null takes their rating off. Ctrl+Z brings every one's former rating back.
 * False when it could not be done, which the designer has then been told.
 */
export async function rate(places: readonly RatedPlace[], rating: Rating | null): Promise<boolean> {
  if (places.length === 0) return true;
  try {
    const former = await readFormer(places);
    const given = [{ items: places.map(({ runId, iteration }) => ({ runId, iteration })), rating }];
    await put(given);
    notifyUndo(
      sentence(places, rating),
      () => put(former),
      () => put(given),
    );
    return true;
  } catch (error) {
    notifyError(t("studio:rating.rate"), error, () => void rate(places, rating));
    return false;
  }
}
