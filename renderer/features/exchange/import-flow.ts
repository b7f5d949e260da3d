/** Taking in what was found: one find after the other, then on to what came in. */
import type { Place } from "../../../shared/ipc/domains/common";
import type { Find, ImportChoice } from "../../../shared/ipc/domains/exchange";
import { compare } from "../../app/compare-tray";
import { ask } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { showRun } from "../../app/runs/actions";
import { currentRun, dropRun } from "../../app/runs/run-store";
import { notifyUndo } from "../../app/toasts";
import { t } from "../../i18n";
import { previewSkills } from "../skills/drop";
import { viewedNow } from "../studio/studio-actions";
import { useExchange } from "./dialogs";

/** How a find is to be taken in; "skip" leaves it out. */
export type Plan = ImportChoice | { readonly mode: "skip" };

/** What the dialog proposes for a find before the designer has said anything. */
export function firstPlan(find: Find): Plan {
  if (find.kind === "picture") return { mode: "reference", iteration: null };
  return find.kind === "trajectory" ? { mode: "all", present: "copy" } : { mode: "skip" };
}

/** Lets everything that waits go. */
export async function dismissFinds(): Promise<void> {
  const tokens = (useExchange.getState().finds ?? []).map((find) => find.token);
  useExchange.setState({ finds: null });
  if (tokens.length > 0) await ask("exchange:forget", { tokens });
}

/**
 * Takes a find in and offers the way back. It is let go of when it is in.
 * @returns where to look at it: the iterations, and whether it is a picture to compare with
 */
export async function takeIn(
  find: Find,
  choice: ImportChoice,
): Promise<{ readonly places: readonly Place[]; readonly reference: boolean }> {
  const { runId, iterations, replaced } = await ask("exchange:import", { token: find.token, choice });
  dropRun(runId);
  await queryClient.invalidateQueries({ queryKey: keys.runs });
  const name = find.run?.title ?? find.name;
  const text = replaced
    ? t("exchange:import.replacedToast", { name })
    : t("exchange:import.doneToast", { name });
  notifyUndo(text, () => takeBack(runId));
  await ask("exchange:forget", { tokens: [find.token] });
  useExchange.setState(({ finds }) => ({ finds: (finds ?? []).filter((one) => one.token !== find.token) }));
  return {
    places: iterations.map((iteration) => ({ runId, iteration })),
    reference: choice.mode === "reference",
  };
}

async function takeBack(runId: string): Promise<void> {
  const open = currentRun()?.id === runId;
  await ask("exchange:undo", { runId });
  dropRun(runId);
  await queryClient.invalidateQueries({ queryKey: keys.runs });
  if (open) await reopen(runId);
}

/** What was replaced has the id again; what was only brought in is gone. */
async function reopen(runId: string): Promise<void> {
  try {
    await ask("runs:get", { runId });
  } catch {
    // It is in the trash now: the studio stays empty.
    return;
  }
  await showRun(runId);
}

/** Shows what came in: a run in the studio, a picture beside the one that is being looked at. */
export async function showImported(
  came: readonly { readonly places: readonly Place[]; readonly reference: boolean }[],
): Promise<void> {
  const references = came.filter((one) => one.reference).flatMap((one) => one.places);
  const [run] = came.filter((one) => !one.reference);
  if (references.length > 0 && run === undefined) {
    const iteration = viewedNow();
    const current = currentRun();
    const beside = current === null || iteration === null ? [] : [{ runId: current.id, iteration }];
    compare([...beside, ...references]);
    return;
  }
  const [first] = run?.places ?? [];
  if (first !== undefined) await showRun(first.runId);
}

/** Hands skill packs that were dropped along with other things to the skills view. */
export function showPacks(finds: readonly Find[]): void {
  const paths = finds.flatMap((find) => (find.kind === "skills" && find.path !== null ? [find.path] : []));
  if (paths.length > 0) previewSkills(paths);
}
