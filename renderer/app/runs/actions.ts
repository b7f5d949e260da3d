/** What a designer can do to a run. Each asks the main side and tells of failure; results come back as events. */
import { StudioError } from "../../../shared/errors";
import type { StartRequest } from "../../../shared/ipc/contract";
import type { Criterion } from "../../../shared/run/criteria";
import { MAX_SEED } from "../../../shared/run/settings";
import { ask } from "../ipc";
import { keys, queryClient } from "../query";
import { dismiss, notify, notifyError, notifyUndo } from "../toasts";
import { useUi } from "../ui-store";
import type { StopMode } from "./entry";
import { closeRun, currentRun, dropRun, openRun, setLive, setStopping } from "./run-store";

/** A seed nobody chose, from the platform's random source. */
export function randomSeed(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % (MAX_SEED + 1);
}

/** Starts a run and shows it. False when it could not be started. */
export async function startRun(request: StartRequest): Promise<boolean> {
  try {
    const { runId } = await ask("runs:start", request);
    setLive(runId, true);
    useUi.getState().go("studio");
    await openRun(runId);
    return true;
  } catch (error) {
    notifyError("start the run", error, () => void startRun(request));
    return false;
  }
}

/** The same request again with another seed: what would have come out by another throw of the dice? */
export async function runAgain(): Promise<void> {
  const header = currentRun()?.state.header;
  if (header == null) return;
  const { prompt, settings } = header;
  const { rounds, temperature, keepGoing, skill } = settings;
  await startRun({ prompt, rounds, temperature, keepGoing, skill, seed: randomSeed() });
}

export async function stopRun(mode: StopMode): Promise<void> {
  const run = currentRun();
  if (run === null || !run.live) return;
  setStopping(run.id, mode);
  try {
    await ask("runs:stop", { runId: run.id, mode });
  } catch (error) {
    setStopping(run.id, null);
    notifyError("stop the run", error, () => void stopRun(mode));
  }
}

/** Goes on with the current run; `more` adds rounds, for runs that used theirs up. */
export async function resumeRun(more = 0): Promise<void> {
  const run = currentRun();
  if (run === null || run.live) return;
  const rounds = run.state.rounds + more;
  try {
    await ask("runs:resume", more > 0 ? { runId: run.id, rounds } : { runId: run.id });
    setLive(run.id, true);
  } catch (error) {
    notifyError("resume the run", error, () => void resumeRun(more));
  }
}

/** Pins an iteration as best, or takes the pin off when it is there already. */
export async function togglePin(iteration: number): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  const pinned = run.state.pinned === iteration ? null : iteration;
  try {
    await ask("runs:pin", { runId: run.id, iteration: pinned });
  } catch (error) {
    notifyError("pin the iteration", error);
  }
}

export async function overrideVerdict(
  iteration: number,
  criterionId: string,
  state: "pass" | "fail" | "unclear" | null,
): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  try {
    await ask("runs:override", { runId: run.id, iteration, criterionId, state });
  } catch (error) {
    notifyError("change the verdict", error);
  }
}

/** Replaces the criteria. False when the change was refused. */
export async function editCriteria(criteria: readonly Criterion[]): Promise<boolean> {
  const run = currentRun();
  if (run === null) return false;
  try {
    await ask("runs:editCriteria", { runId: run.id, criteria: [...criteria] });
    return true;
  } catch (error) {
    notifyError("change the criteria", error);
    return false;
  }
}

export async function renameRun(runId: string, title: string): Promise<void> {
  try {
    await ask("runs:rename", { runId, title });
  } catch (error) {
    notifyError("rename the run", error);
  }
}

/** Moves a run to the trash and offers the way back. */
export async function trashRun(runId: string, title: string): Promise<void> {
  const wasOpen = currentRun()?.id === runId;
  try {
    await ask("runs:trash", { runId });
    dropRun(runId);
    await queryClient.invalidateQueries({ queryKey: keys.runs });
    notifyUndo(`“${title}” was moved to the trash.`, () => void restoreRun(runId, wasOpen));
  } catch (error) {
    notifyError(`delete “${title}”`, error);
  }
}

async function restoreRun(runId: string, open: boolean): Promise<void> {
  try {
    await ask("runs:restore", { runId });
    await queryClient.invalidateQueries({ queryKey: keys.runs });
    if (open) await openRun(runId);
  } catch (error) {
    notifyError("bring the run back", error, () => void restoreRun(runId, open));
  }
}

export async function exportImage(iteration: number, format: "png" | "svg"): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  try {
    const { path } = await ask("runs:export", { runId: run.id, iteration, format });
    if (path !== null) notify(`Saved ${path}`);
  } catch (error) {
    notifyError(`export the ${format.toUpperCase()}`, error);
  }
}

export async function exportContactSheet(): Promise<void> {
  const run = currentRun();
  if (run === null) return;
  const working = notify("Making the contact sheet…");
  try {
    const { path } = await ask("runs:contactSheet", { runId: run.id });
    if (path !== null) notify(`Saved ${path}`);
  } catch (error) {
    notifyError("make the contact sheet", error);
  } finally {
    dismiss(working);
  }
}

export async function revealRun(runId: string): Promise<void> {
  try {
    await ask("runs:reveal", { runId });
  } catch (error) {
    notifyError("show the folder", error);
  }
}

/** Opens a run from the library; one that is gone is reported and not shown. */
export async function showRun(runId: string): Promise<void> {
  useUi.getState().go("studio");
  await openRun(runId);
}

/** Restores what was open when the studio was closed. A run that is gone is simply not there. */
export async function reopenLastRun(): Promise<void> {
  const { lastRun } = useUi.getState();
  if (lastRun === null) return;
  await openRun(lastRun);
  const run = currentRun();
  if (run?.phase !== "missing") return;
  closeRun();
  if (run.error !== null && run.error.code !== "not-found") {
    notifyError("open the last run", StudioError.fromPayload(run.error));
  }
}
