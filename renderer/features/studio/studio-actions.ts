/** Commands of the studio view that act on what is being looked at. */
import { bestOf } from "../../../shared/run/state";
import { startRun } from "../../app/runs/actions";
import { drawnOf, iterationOf } from "../../app/runs/derive";
import { closeRun, currentRun } from "../../app/runs/run-store";
import { togglePin } from "../../app/runs/steering";
import { signal } from "../../app/signals";
import { notifyUndo } from "../../app/toasts";
import { useUi } from "../../app/ui-store";
import { t } from "../../i18n";
import { openBranchDialog } from "./branch/branch-store";
import { changeDraft, requestOf, useDraft } from "./prompt-bar/draft";
import { neighbour, select, selectionOf, viewedIteration } from "./selection";

/** Number of the iteration on screen, or null. */
export function viewedNow(): number | null {
  const run = currentRun();
  if (run === null) return null;
  return viewedIteration(run.state, selectionOf(run.id), { live: run.live, follow: useUi.getState().follow });
}

/** Looks at an iteration. Choosing one ends following the newest. */
export function look(iteration: number | null): void {
  const run = currentRun();
  if (run === null || iteration === null) return;
  if (useUi.getState().follow && run.live) useUi.getState().toggleFollow();
  select(run.id, { iteration });
}

export function step(by: number): void {
  const run = currentRun();
  if (run !== null) look(neighbour(run.state, viewedNow(), by));
}

export function jump(n: number): void {
  const run = currentRun();
  if (run !== null && iterationOf(run.state, n) !== null) look(n);
}

export function showNewest(): void {
  const run = currentRun();
  if (run !== null) look(drawnOf(run.state).at(-1)?.n ?? null);
}

export function showBest(): void {
  const run = currentRun();
  if (run !== null) look(bestOf(run.state));
}

export function pinViewed(): void {
  const n = viewedNow();
  if (n !== null) void togglePin(n);
}

/** Starts the run the prompt bar describes. */
export async function runDraft(): Promise<void> {
  const request = requestOf(useDraft.getState());
  if (request === null) {
    signal("prompt:focus");
    return;
  }
  await startRun(request);
}

/** Puts a prompt into the bar at the designer's wish; what stood there can be taken back. */
export function intoPromptBar(change: Partial<ReturnType<typeof useDraft.getState>>): void {
  const before = useDraft.getState();
  changeDraft(change);
  signal("prompt:focus");
  if (before.text.trim() !== "" && before.text !== change.text) {
    notifyUndo(t("studio:told.replaced"), () => changeDraft(before));
  }
}

/** Opens the dialog for a branch from the iteration on screen. */
export function branchHere(): void {
  const run = currentRun();
  const n = viewedNow();
  if (run !== null && n !== null) openBranchDialog({ runId: run.id, iteration: n });
}

/** An empty studio, ready for the next words. */
export function newRun(): void {
  closeRun();
  useUi.getState().go("studio");
  signal("prompt:focus");
}
