/** What can be done to what is chosen. */
import type { Rating } from "../../../shared/run/events";
import { say } from "../../app/announce";
import { compare, TRAY_LIMIT } from "../../app/compare-tray";
import { queryClient } from "../../app/query";
import { type RatedPlace, rate } from "../../app/ratings";
import { showRun } from "../../app/runs/actions";
import { type NamedRun, trashRuns } from "../../app/runs/trash";
import { notify, notifyError } from "../../app/toasts";
import { t } from "../../i18n";
import { exportRuns, openExport } from "../exchange/actions";
import { select } from "../studio/selection";
import { itemOf, matchesQuery, type Thing } from "./pages";
import { type Item, keyOf, pick, pickedItems, placesOf, runsOf, unpick } from "./picked";
import { rememberQuery, searchOf, useLibrary } from "./state";

/** Titles of runs that are on screen, for notices; filled by the list. */
const titles = new Map<string, string>();

/** Tells what runs are called that may be acted on. */
export function knowTitles(things: Iterable<Thing>): void {
  if (titles.size > 5000) titles.clear();
  for (const thing of things) {
    if (thing.shelf === "runs") titles.set(thing.run.id, thing.run.title);
    else titles.set(thing.image.runId, thing.image.runTitle);
  }
}

function named(runId: string): NamedRun {
  return { id: runId, title: titles.get(runId) ?? runId };
}

/** Looks at a run, or at one image of it, in the studio. */
export async function openThing(thing: Thing): Promise<void> {
  rememberQuery(useLibrary.getState().query);
  const { runId, iteration } = itemOf(thing);
  if (iteration !== null) select(runId, { iteration });
  await showRun(runId);
}

/** Everything that the search of the moment finds. */
async function allMatches(): Promise<readonly (Item & { readonly rating: Rating | null })[]> {
  const { section } = useLibrary.getState();
  if (section === "trash") return [];
  return queryClient.fetchQuery(matchesQuery(searchOf(useLibrary.getState())));
}

export async function pickAll(): Promise<void> {
  try {
    const all = await allMatches();
    pick(all);
    say(t("library:picked", { count: all.length }));
  } catch (error) {
    notifyError(t("library:doing.pickAll"), error);
  }
}

/** Chooses everything between two places of the list, both included. */
export async function pickRange(from: number, to: number): Promise<void> {
  try {
    const all = await allMatches();
    pick(all.slice(Math.min(from, to), Math.max(from, to) + 1), { anchor: from, focus: to });
  } catch (error) {
    notifyError(t("library:doing.pickAll"), error);
  }
}

/** Rates what is chosen, of runs the image that stands for them. */
export async function ratePicked(rating: Rating | null): Promise<void> {
  const items = pickedItems();
  const known = new Map((await allMatches().catch(() => [])).map((one) => [keyOf(one), one.rating]));
  const places = items.flatMap((item): RatedPlace[] => {
    if (item.image === null) return [];
    const former = known.get(keyOf(item));
    const place = { runId: item.runId, iteration: item.image };
    return [former === undefined ? place : { ...place, rating: former }];
  });
  if (places.length === 0 && items.length > 0) notify(t("library:told.nothingDrawn"));
  else await rate(places, rating);
}

/** Rejects what is chosen; where all of it was rejected already, takes that back. */
export async function rejectPicked(): Promise<void> {
  const known = new Map((await allMatches().catch(() => [])).map((one) => [keyOf(one), one.rating]));
  const items = pickedItems();
  const all = items.length > 0 && items.every((item) => known.get(keyOf(item)) === "rejected");
  await ratePicked(all ? null : "rejected");
}

/** Moves the chosen runs, and the runs of chosen images, to the trash. */
export async function trashPicked(): Promise<void> {
  const runs = runsOf(pickedItems()).map(named);
  if (runs.length > 0 && (await trashRuns(runs))) unpick();
}

/** Lays out what is chosen, up to nine images. */
export function comparePicked(): void {
  const places = placesOf(pickedItems());
  if (places.length === 0) return;
  if (places.length > TRAY_LIMIT) notify(t("library:told.comparedFirst", { count: TRAY_LIMIT }));
  compare(places);
}

/** Opens the export dialog on what is chosen. */
export function exportPicked(): void {
  openExport(placesOf(pickedItems()));
}

/** Writes the chosen runs, with everything they hold, into one zip. */
export function exportPickedRuns(): void {
  void exportRuns(runsOf(pickedItems()));
}
