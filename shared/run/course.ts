/** A run's way through work and rest; parts of `reduce`. */
import { type Change, scored } from "./attempts";
import { promptFor } from "./drafts";
import { isDesigners, type JournalEvent } from "./events";
import { latestRound } from "./rounds";
import type { IterationState, RunState } from "./state";

/** Nothing goes on any more: what was only news while it lasted is gone, as it will be when the journal is read. */
export function atRest(
  state: RunState,
): Pick<RunState, "stage" | "stopping" | "iterations" | "pausedBefore"> {
  const iterations = state.iterations.map((it) => (it.progress === null ? it : { ...it, progress: null }));
  return { stage: null, stopping: false, iterations, pausedBefore: null };
}

/**
 * Going on asks the latest round's unanswered questions again. Where the run had ended by passing and no
 * question was left open, the designer wants more than what passed. Where a prompt waited for the designer's
 * word, this is it; a prompt that was never there to be read needs another.
 */
export function resumed(state: RunState): Change {
  const latest = state.iterations.at(-1);
  const open = new Set(latestRound(state).filter(hasErrors));
  const passed = state.finishedBecause === "all-passed" || state.finishedBecause === "nothing-failed";
  const change = {
    status: "running",
    pausedBefore: null,
    goAhead: Math.max(state.goAhead, readPrompt(state)),
    failure: null,
    finishedBecause: null,
    stage: null,
    stopping: false,
    insistedAt: state.finishedBecause === "no-gain" ? (latest?.n ?? 0) : state.insistedAt,
  } as const;
  if (latest === undefined) return change;
  if (passed && open.size === 0) return { ...change, goOnFrom: latest.n };
  return open.size === 0
    ? change
    : { ...change, iterations: state.iterations.map((it) => (open.has(it) ? reopened(state, it) : it)) };
}

function hasErrors({ verdicts }: IterationState): boolean {
  return Object.values(verdicts).some((verdict) => verdict.state === "error");
}

function reopened(state: RunState, it: IterationState): IterationState {
  const verdicts = Object.fromEntries(
    Object.entries(it.verdicts).filter(([, verdict]) => verdict.state !== "error"),
  );
  return { ...scored(state, { ...it, verdicts }), judged: false };
}

/** The attempt whose prompt lay before the designer; 0 where none did. */
function readPrompt(state: RunState): number {
  const { pausedBefore } = state;
  return pausedBefore !== null && promptFor(state, pausedBefore) !== null ? pausedBefore : 0;
}

/**
 * Working time: what lies between signs of work. What a designer does is none (the run may long have been cut
 * off), and going on begins a new stretch.
 */
export function clocked(
  state: RunState,
  event: JournalEvent,
): Partial<Pick<RunState, "workedMs" | "clockedAt">> {
  if (event.type === "run-created" || event.type === "run-resumed") return { clockedAt: event.at };
  if (state.status !== "running" || isDesigners(event)) return {};
  return { workedMs: state.workedMs + Math.max(0, event.at - state.clockedAt), clockedAt: event.at };
}
