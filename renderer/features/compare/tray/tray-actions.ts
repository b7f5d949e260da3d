/** What can be done to the row of images: taking out, moving, adding, clearing, opening. */
import type { Place } from "../../../../shared/ipc/domains/common";
import { say } from "../../../app/announce";
import {
  addToTray,
  layOut,
  moveInTray,
  samePlace,
  TRAY_LIMIT,
  useCompareTray,
} from "../../../app/compare-tray";
import { ask } from "../../../app/ipc";
import { openRun } from "../../../app/runs/run-store";
import { notify, notifyError, notifyUndo } from "../../../app/toasts";
import { useUi } from "../../../app/ui-store";
import { t } from "../../../i18n";
import { jump } from "../../studio/studio-actions";

const placesNow = () => useCompareTray.getState().places;

export function takeOut(place: Place, name: string): void {
  const before = placesNow();
  layOut(before.filter((one) => !samePlace(one, place)));
  notifyUndo(t("compare:tray.removed", { name }), () => layOut(before));
}

export function clearTray(): void {
  const before = placesNow();
  if (before.length === 0) return;
  layOut([]);
  notifyUndo(t("compare:tray.cleared"), () => layOut(before));
}

/** Adds images, and says when there was no room for all of them. */
export function lay(places: readonly Place[]): void {
  const missed = addToTray(places);
  if (missed > 0) notify(t("compare:tray.left", { count: missed }));
}

export function move(from: number, to: number, name: string): void {
  const count = placesNow().length;
  if (to < 0 || to >= count) return;
  moveInTray(from, to);
  say(t("compare:tray.moved", { name, at: to + 1, count }));
}

export const trayIsFull = (): boolean => placesNow().length >= TRAY_LIMIT;

/** Shows an iteration where it was made. */
export async function openInStudio({ runId, iteration }: Place): Promise<void> {
  useUi.getState().go("studio");
  await openRun(runId);
  jump(iteration);
}

/** Pins an iteration as its run's best, or takes the pin off. */
export async function pin(place: Place, pinned: boolean): Promise<void> {
  try {
    await ask("runs:pin", { runId: place.runId, iteration: pinned ? place.iteration : null });
  } catch (error) {
    notifyError(t("compare:rate.save"), error);
  }
}
