/** What can be done with the run that has the focus in the tree. */
import { compare } from "../../app/compare-tray";
import { showRun } from "../../app/runs/actions";
import { signal } from "../../app/signals";
import { openBranchDialog } from "../studio/branch/branch-store";
import { toggleLaidOut } from "../studio/compare-actions";
import { select } from "../studio/selection";
import { clearChosen, useTree } from "./tree-store";

/** Goes to the studio, to the run and the iteration that have the focus. */
export function openActive(): void {
  const { active } = useTree.getState();
  if (active === null) return;
  select(active.runId, { iteration: active.iteration });
  void showRun(active.runId);
}

export function layOutActive(): void {
  const { active } = useTree.getState();
  if (active !== null) toggleLaidOut(active);
}

export function branchActive(): void {
  const { active } = useTree.getState();
  if (active !== null) openBranchDialog(active);
}

/** True when there is something to compare: two images chosen. */
export const canCompareChosen = () => useTree.getState().chosen.length > 1;

export function compareChosen(): void {
  const { chosen } = useTree.getState();
  if (chosen.length < 2) return;
  compare(chosen);
  clearChosen();
}

export const fitTree = () => signal("tree:fit");
