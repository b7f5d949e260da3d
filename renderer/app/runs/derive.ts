/** Questions the screens ask about a run, answered from its state alone. */

import type { Criterion } from "../../../shared/run/criteria";
import { promptFor } from "../../../shared/run/drafts";
import { type Stage, stages } from "../../../shared/run/events";
import {
  bestOf,
  type IterationState,
  leaders,
  type Refinement,
  type RunState,
} from "../../../shared/run/state";
import { t } from "../../i18n";
import type { RunEntry } from "./entry";
import { limitReached } from "./limits";

export type RunPhase =
  | "loading"
  | "missing"
  | "running"
  | "paused"
  | "interrupted"
  | "stopped"
  | "failed"
  | "finished";

/**
 * A run whose journal says "running" while nobody works on it was cut off: the app was closed or killed. One
 * that waits for the designer's word waits, whether or not the loop still stands by.
 */
export function phaseOf(entry: RunEntry): RunPhase {
  if (entry.phase !== "ready" && entry.state.header === null) return entry.phase;
  const { status } = entry.state;
  if (status === "paused") return "paused";
  if (entry.live) return "running";
  if (status === "running" || status === "new") return "interrupted";
  return status;
}

export function drawnOf(state: RunState): readonly IterationState[] {
  return state.iterations.filter((it) => it.image !== null);
}

export function iterationOf(state: RunState, n: number | null): IterationState | null {
  return state.iterations.find((it) => it.n === n) ?? null;
}

/** The stage at work. News of stages is not journaled, so a run opened midway is read from what it has. */
export function stageOf(state: RunState): Stage {
  if (state.stage !== null) return state.stage;
  if (state.enhanced === null) return "plan";
  if (state.criteria === null) return "decompose";
  const last = state.iterations.at(-1);
  if (last === undefined || last.image === null) return "draw";
  if (!last.judged) return "verify";
  return last.experience === null ? "distil" : "refine";
}

export type StepMark = "done" | "live" | "todo";

/** Marks of the six stages for a run at work. */
export function stepMarks(state: RunState): readonly { stage: Stage; mark: StepMark }[] {
  const at = stages.indexOf(stageOf(state));
  return stages.map((stage, index) => ({
    stage,
    mark: index === at ? "live" : index < at ? "done" : "todo",
  }));
}

/** What the live stage has to tell: `5/7` verdicts, `40 %` drawn; empty when there is nothing to count. */
export function stageDetail(state: RunState): string {
  const last = state.iterations.at(-1);
  if (last === undefined) return "";
  const stage = stageOf(state);
  if (stage === "verify") {
    const enabled = enabledOf(state);
    const judged = enabled.filter((criterion) => last.verdicts[criterion.id] !== undefined).length;
    return enabled.length === 0 ? "" : `${judged}/${enabled.length}`;
  }
  if (stage === "draw" && last.progress !== null) return `${Math.round(last.progress.fraction * 100)} %`;
  return "";
}

export function enabledOf(state: RunState): readonly Criterion[] {
  return (state.criteria ?? []).filter((criterion) => criterion.enabled);
}

export type Standing = "pinned" | "best" | "tie" | null;

/** The badge of an iteration: the designer's pin, the best, or one of several equals. */
export function standingOf(state: RunState, n: number): Standing {
  if (state.pinned === n) return "pinned";
  const first = leaders(state);
  if (first.length === 0 || !first.includes(n)) return null;
  if (state.pinned === null && bestOf(state) === n) return "best";
  return first.length > 1 || state.pinned !== null ? "tie" : null;
}

/** `6/7`, with an ellipsis while the verifier is still looking; a dash before there is anything to count. */
export function scoreText(iteration: IterationState): string {
  const { score, judged } = iteration;
  if (score === null || score.total === 0) return "–";
  return `${score.passed}/${score.total}${judged ? "" : "…"}`;
}

/** One sentence on how a run ended, for title bar and announcements. */
export function outcomeOf(state: RunState): string {
  const best = bestOf(state);
  const at = best === null ? "" : ` ${t("studio:outcome.best", { n: best })}`;
  if (state.finishedBecause === "all-passed") return `${t("studio:outcome.allPassed")}${at}`;
  if (state.finishedBecause === "nothing-failed") return `${t("studio:outcome.nothingFailed")}${at}`;
  if (state.finishedBecause === "budget") return `${spent(state)}${at}`;
  if (state.finishedBecause === "no-gain") return `${t("studio:outcome.noGain")}${at}`;
  if (state.status === "stopped") return `${t("studio:outcome.stopped")}${at}`;
  if (state.failure !== null) return state.failure.message;
  return "";
}

function spent(state: RunState): string {
  switch (limitReached(state)) {
    case "images":
      return t("studio:outcome.imagesDrawn", { count: state.budget.images ?? 0 });
    case "seconds":
      return t("studio:outcome.timeUp");
    case "tokens":
      return t("studio:outcome.tokensSpent");
    case "money":
      return t("studio:outcome.moneySpent");
    case "rounds":
      return t("studio:outcome.roundsDrawn", { count: state.rounds });
  }
}

/** The words that will be drawn next, and what they are drawn with. */
export type NextPrompt = Refinement;

/**
 * The prompt that is drawn next, be it that of an attempt which was begun and has no picture yet; null while it
 * is still to be written.
 */
export function nextPromptOf(state: RunState): NextPrompt | null {
  const latest = state.iterations.at(-1);
  const begun = latest !== undefined && latest.image === null && !latest.skipped;
  return promptFor(state, begun ? latest.n : (latest?.n ?? 0) + 1);
}
