/** Laying iterations out for comparison, from where they are looked at. */
import type { Place } from "../../../shared/ipc/domains/common";
import type { RunState } from "../../../shared/run/state";
import { compare, samePlace, TRAY_LIMIT, toggleInTray, useCompareTray } from "../../app/compare-tray";
import { drawnOf, iterationOf } from "../../app/runs/derive";
import { bestOfRound, roundOf } from "../../app/runs/rounds";
import { currentRun } from "../../app/runs/run-store";
import { notify } from "../../app/toasts";
import { useUi } from "../../app/ui-store";
import { t } from "../../i18n";
import { adjust } from "../compare/compare-store";
import { viewedNow } from "./studio-actions";

/** The image on screen, or null while there is none. */
export function viewedPlace(): Place | null {
  const run = currentRun();
  const n = viewedNow();
  if (run === null || n === null || iterationOf(run.state, n)?.image == null) return null;
  return { runId: run.id, iteration: n };
}

/** Adds an image to those laid out, or takes it away; says so, and says why not when there is no room. */
export function toggleLaidOut(place: Place): void {
  const was = useCompareTray.getState().places.some((one) => samePlace(one, place));
  if (!toggleInTray(place)) {
    notify(t("studio:compare.full", { count: TRAY_LIMIT }), openCompareAction());
    return;
  }
  const { length: count } = useCompareTray.getState().places;
  const told = was ? "studio:compare.removed" : "studio:compare.added";
  notify(t(told, { n: place.iteration, count }), count > 1 ? openCompareAction() : null);
}

function openCompareAction() {
  return {
    label: t("studio:compare.open"),
    run: () => useUi.getState().go("compare"),
    command: "go.compare",
  };
}

export function toggleViewedLaidOut(): void {
  const place = viewedPlace();
  if (place !== null) toggleLaidOut(place);
}

/** The drawn images of a round. */
export function drawnInRound(state: RunState, round: number): readonly number[] {
  return roundOf(state, round)
    .filter((it) => it.image !== null)
    .map((it) => it.n);
}

/** Lays all images of a round out, instead of what was there, and goes to look at them side by side. */
export function compareRound(runId: string, state: RunState, round: number): void {
  const numbers = drawnInRound(state, round);
  if (numbers.length < 2) return;
  const best = bestOfRound(state, round);
  const places = numbers.map((iteration) => ({ runId, iteration }));
  const others = places.find(({ iteration }) => iteration !== best) ?? null;
  adjust({
    mode: "grid",
    a: best === null ? null : { runId, iteration: best },
    b: best === null ? null : others,
  });
  compare(places);
}

/** Number of the round on screen, where it has several drawn images; else null. */
export function viewedRound(): number | null {
  const run = currentRun();
  const n = viewedNow();
  if (run === null || n === null) return null;
  const round = iterationOf(run.state, n)?.round;
  return round !== undefined && drawnInRound(run.state, round).length > 1 ? round : null;
}

export function compareViewedRound(): void {
  const run = currentRun();
  const round = viewedRound();
  if (run !== null && round !== null) compareRound(run.id, run.state, round);
}

/** A mended image over the one it was made of, with the slider between them. */
export function compareWithBase(runId: string, base: number, mended: number): void {
  const a = { runId, iteration: base };
  const b = { runId, iteration: mended };
  adjust({ mode: "slider", a, b });
  compare([a, b]);
}

/** The image drawn before the one on screen; for the first one of a branch, the image it was branched from. */
export function formerPlace(): Place | null {
  const run = currentRun();
  const place = viewedPlace();
  if (run === null || place === null) return null;
  const before = drawnOf(run.state)
    .filter((it) => it.n < place.iteration)
    .at(-1);
  if (before !== undefined) return { runId: run.id, iteration: before.n };
  return run.state.header?.branchOf ?? null;
}

/** Lays the image on screen beside the one before it and goes to look at both. */
export function compareWithFormer(): void {
  const place = viewedPlace();
  const former = formerPlace();
  if (place !== null && former !== null) compare([former, place]);
}
