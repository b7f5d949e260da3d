/** What the system is told about runs: how far they are, and a word when one ends unseen. Pure; see attention.ts. */

import { awaitsAnswer, bestOf, type IterationState, type RunState } from "../../shared/run/state";
import type { Language } from "../../shared/settings";
import { fill, shellTexts } from "./texts";

export interface Notice {
  readonly title: string;
  readonly body: string;
}

/** How much of a round is done when its image is drawn; checking it is the rest. */
const DRAWN = 0.6;

/**
 * How far a run is, 0 to 1: its rounds, and within the round under way the images, their drawing and their
 * verdicts. A run may end sooner, when everything passes; it never goes backwards.
 */
export function fractionOf(state: RunState): number {
  const { iterations, rounds, criteria, candidates } = state;
  if (rounds === 0) return 0;
  const enabled = (criteria ?? []).filter((criterion) => criterion.enabled).length;
  const latest = iterations.at(-1)?.round;
  const done = [...new Set(iterations.map((it) => it.round))].reduce((sum, round) => {
    const members = iterations.filter((it) => it.round === round);
    const size = round === latest ? Math.max(members.length, candidates) : members.length;
    return sum + members.reduce((part, it) => part + doneOf(it, enabled), 0) / size;
  }, 0);
  return Math.min(1, done / rounds);
}

function doneOf({ judged, skipped, image, progress, verdicts }: IterationState, enabled: number): number {
  if (judged || skipped) return 1;
  if (image === null) return DRAWN * (progress?.fraction ?? 0);
  const told = enabled === 0 ? 0 : Math.min(1, Object.keys(verdicts).length / enabled);
  return DRAWN + (1 - DRAWN) * told;
}

/** What a run came to, in words; null for ends that need none: the designer stopped it, or it goes on. */
export function noticeOf(state: RunState, language: Language): Notice | null {
  const words = shellTexts(language).notice;
  const title = state.header?.title ?? "";
  switch (state.status) {
    case "finished":
      return { title: fill(words.finished, { title }), body: resultOf(state, language) };
    case "failed":
      return { title: fill(words.failed, { title }), body: state.failure?.message ?? "" };
    case "paused":
      // The question is what there is to know; answering it is why to come back.
      if (awaitsAnswer(state))
        return { title: fill(words.asks, { title }), body: state.clarification?.question ?? "" };
      return {
        title: fill(words.paused, { title }),
        body: fill(words.next, { n: state.pausedBefore ?? state.iterations.length + 1 }),
      };
    default:
      return null;
  }
}

/** "6 of 7 passed after 4 images". */
function resultOf(state: RunState, language: Language): string {
  const words = shellTexts(language).notice;
  const images = state.iterations.filter((iteration) => iteration.image !== null).length;
  const best = state.iterations.find((iteration) => iteration.n === bestOf(state));
  if (best?.score == null) return words.noImage;
  const { passed, total } = best.score;
  return fill(images === 1 ? words.passedAfterOne : words.passedAfter, { passed, total, images });
}

export type BarMode = "normal" | "paused" | "error";

/** What the taskbar shows; `value` below 0 takes it away. */
export interface Bar {
  readonly value: number;
  readonly mode: BarMode;
}

export const noBar: Bar = { value: -1, mode: "normal" };

/**
 * The taskbar's progress of all runs at work; with none at work, how the last unseen one ended.
 * @param fractions of the runs at work
 * @param ended status of the run that ended last and was not looked at yet
 */
export function barOf(fractions: readonly number[], ended: RunState["status"] | null): Bar {
  if (fractions.length > 0) {
    const mean = fractions.reduce((sum, one) => sum + one, 0) / fractions.length;
    // A bar that has begun is seen: an empty one looks like none.
    return { value: Math.max(0.02, mean), mode: "normal" };
  }
  if (ended === "failed") return { value: 1, mode: "error" };
  if (ended === "paused") return { value: 1, mode: "paused" };
  return noBar;
}
