/**
 * What does the skill bring? The same wish, seed and criteria once more, with another skill or none; the first
 * image of both side by side as soon as it is there, and the best of both at the end.
 */
import type { Place } from "../../../shared/ipc/domains/common";
import { bestOf } from "../../../shared/run/state";
import { compare } from "../../app/compare-tray";
import { isTyping } from "../../app/keys";
import { requestLike, showRun, startBehind } from "../../app/runs/actions";
import { drawnOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { currentRun, useRuns, watchRun } from "../../app/runs/run-store";
import { notify } from "../../app/toasts";
import { useUi } from "../../app/ui-store";
import { t } from "../../i18n";
import type { SkillChoice } from "./prompt-bar/draft";
import { selectionOf } from "./selection";

interface Rerun {
  /** The run it is held against. */
  readonly origin: string;
  readonly runId: string;
  /** What was looked at when it began. */
  readonly looked: number | null;
  /** "without a skill", "with Spatial layout" */
  readonly how: string;
}

/** True when the designer has neither gone elsewhere nor begun to write: only then may the view change. */
function stayed({ origin, looked }: Rerun): boolean {
  const here = useUi.getState().view === "studio" && currentRun()?.id === origin;
  const busy =
    isTyping(document.activeElement) || document.querySelector("dialog[open],[role=menu]") !== null;
  return here && !busy && selectionOf(origin).iteration === looked;
}

const entryOf = (id: string): RunEntry | undefined => useRuns.getState().entries[id];

/** The first image of the one beside the first image of the other. */
function firstPair(rerun: Rerun): readonly Place[] {
  const first = entryOf(rerun.origin)?.state;
  const before = first === undefined ? undefined : drawnOf(first)[0]?.n;
  const fresh = { runId: rerun.runId, iteration: 1 };
  return before === undefined ? [fresh] : [{ runId: rerun.origin, iteration: before }, fresh];
}

function bestPair(rerun: Rerun): readonly Place[] {
  return [rerun.origin, rerun.runId].flatMap((runId) => {
    const state = entryOf(runId)?.state;
    const iteration = state === undefined ? null : bestOf(state);
    return iteration === null ? [] : [{ runId, iteration }];
  });
}

function tellFirst(rerun: Rerun): void {
  if (stayed(rerun)) {
    compare(firstPair(rerun));
    return;
  }
  notify(t("studio:rerun.first", { how: rerun.how }), {
    label: t("studio:rerun.compare"),
    run: () => compare(firstPair(rerun)),
  });
}

function tellEnd(rerun: Rerun, entry: RunEntry): void {
  if (entry.state.status === "failed") {
    notify(t("studio:rerun.failed", { how: rerun.how }), {
      label: t("studio:rerun.show"),
      run: () => void showRun(rerun.runId),
    });
    return;
  }
  notify(t("studio:rerun.done", { how: rerun.how }), {
    label: t("studio:rerun.compareBest"),
    run: () => compare(bestPair(rerun)),
  });
}

/** Follows the run until it rests; calls each of the two tellers once. */
function follow(rerun: Rerun): void {
  let shown = false;
  const leave = useRuns.subscribe(() => {
    const entry = entryOf(rerun.runId);
    if (entry === undefined) return leave();
    if (entry.phase !== "ready") return;
    if (!shown && drawnOf(entry.state).length > 0) {
      shown = true;
      tellFirst(rerun);
    }
    if (["running", "new"].includes(entry.state.status)) return;
    leave();
    if (entry.state.status !== "paused") tellEnd(rerun, entry);
  });
}

/** Runs the current run's wish again with the same seed and criteria, with a skill or without. */
export async function rerunWith(skill: SkillChoice, how: string): Promise<void> {
  const run = currentRun();
  const header = run?.state.header;
  const first = run === null ? undefined : drawnOf(run.state)[0];
  if (run === null || header == null || first === undefined) return;
  const looked = selectionOf(run.id).iteration;
  const runId = await startBehind({
    ...requestLike(header, run.state),
    pace: "flow",
    seed: first.parameters.seed,
    skill,
    bannedSkills: [],
    // What was learnt since, from this very run too, would be a second difference.
    memory: false,
    branchOf: { runId: run.id, iteration: first.n },
    branch: { keepCriteria: true, keepMemory: false },
  });
  if (runId === null) return;
  notify(t("studio:rerun.started", { how }), {
    label: t("studio:rerun.show"),
    run: () => void showRun(runId),
  });
  follow({ origin: run.id, runId, looked, how });
  await watchRun(runId);
}
