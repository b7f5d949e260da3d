/** Throwing runs away and bringing them back. */
import { StudioError } from "../../../shared/errors";
import type { BulkReport } from "../../../shared/ipc/domains/library";
import { t } from "../../i18n";
import { ask } from "../ipc";
import { keys, queryClient } from "../query";
import { notify, notifyError, notifyUndo } from "../toasts";
import { currentRun, dropRun, openRun } from "./run-store";

/** As much of a run as its notice needs. */
export interface NamedRun {
  readonly id: string;
  readonly title: string;
}

async function fresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.runs });
}

async function moveOut(runIds: readonly string[]): Promise<BulkReport> {
  const report = await ask("library:trash", { runIds: [...runIds] });
  for (const runId of report.done) dropRun(runId);
  await fresh();
  return report;
}

/** Brings runs back. @throws StudioError when not one of them came back. */
async function bringBack(runIds: readonly string[], open: string | null): Promise<void> {
  const report = await ask("library:restore", { runIds: [...runIds] });
  await fresh();
  tellMissed(report);
  if (report.done.length === 0) throw nothingDone(report);
  if (open !== null && report.done.includes(open)) await openRun(open);
}

/** Some could not be moved: how many, and why the first could not. */
function tellMissed({ done, failed }: BulkReport): void {
  const [first] = failed;
  if (first === undefined || done.length === 0) return;
  notify(t("library:told.missed", { count: failed.length, why: first.reason }));
}

function nothingDone({ failed }: BulkReport): StudioError {
  return new StudioError("not-found", failed[0]?.reason ?? t("library:told.gone"), {
    remedy: t("library:told.goneRemedy"),
  });
}

/** Moves runs to the trash and offers the way back. False when none could be moved. */
export async function trashRuns(runs: readonly NamedRun[]): Promise<boolean> {
  const [first] = runs;
  if (first === undefined) return false;
  const what =
    runs.length === 1
      ? t("library:told.oneRun", { title: first.title })
      : t("library:told.runs", { count: runs.length });
  const open = currentRun()?.id ?? null;
  try {
    const report = await moveOut(runs.map((run) => run.id));
    if (report.done.length === 0) throw nothingDone(report);
    tellMissed(report);
    const text =
      runs.length === 1
        ? t("library:told.trashedOne", { title: first.title })
        : t("library:told.trashed", { count: report.done.length });
    notifyUndo(
      text,
      () => bringBack(report.done, open),
      () => moveOut(report.done),
      ...(runs.length === 1 ? [first.id] : []),
    );
    return true;
  } catch (error) {
    notifyError(t("library:doing.trash", { what }), error, () => void trashRuns(runs));
    return false;
  }
}

/** Brings runs back from the trash, to where they were. */
export async function restoreRuns(runs: readonly NamedRun[]): Promise<void> {
  const runIds = runs.map((run) => run.id);
  try {
    await bringBack(runIds, null);
    const [first] = runs;
    notifyUndo(
      runs.length === 1 && first !== undefined
        ? t("library:told.restoredOne", { title: first.title })
        : t("library:told.restored", { count: runs.length }),
      () => moveOut(runIds),
      () => bringBack(runIds, null),
    );
  } catch (error) {
    notifyError(t("library:doing.restore"), error, () => void restoreRuns(runs));
  }
}
