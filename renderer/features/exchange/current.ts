/** Taking out what is on screen: the commands of the studio view. */
import { drawnOf } from "../../app/runs/derive";
import { currentRun } from "../../app/runs/run-store";
import { viewedNow } from "../studio/studio-actions";
import { copyImage } from "./actions";
import { openExport } from "./dialogs";
import { useExportChoices } from "./export-choices";

/** Opens the export dialog on an iteration of the current run. */
export function exportImage(iteration: number, kind: "png" | "svg"): void {
  const run = currentRun();
  if (run === null) return;
  useExportChoices.setState({ kind });
  openExport([{ runId: run.id, iteration }]);
}

/** Opens the export dialog on everything the current run has drawn, for a sheet. */
export function exportContactSheet(): void {
  const run = currentRun();
  if (run === null) return;
  const { kind } = useExportChoices.getState();
  if (!kind.startsWith("sheet")) useExportChoices.setState({ kind: "sheet-pdf" });
  openExport(drawnOf(run.state).map((it) => ({ runId: run.id, iteration: it.n })));
}

/** Puts the image on screen on the clipboard. */
export function copyViewed(): void {
  const run = currentRun();
  const iteration = viewedNow();
  if (run !== null && iteration !== null) void copyImage({ runId: run.id, iteration });
}
