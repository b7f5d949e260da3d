/**
 * The designer's words for a prompt that waits, while they are being written. Only the designer writes here: what
 * the agent proposes meanwhile stands beside it, never in its place. Kept between starts.
 */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { NextPrompt } from "../../../app/runs/derive";
import { calmStorage } from "../../../app/storage";

export interface NextDraft {
  readonly iteration: number;
  readonly prompt: string;
  readonly seed: number;
  readonly temperature: number;
}

/** Runs remembered; older ones start from the proposal again. */
const REMEMBERED = 20;

export const useNextDrafts = create<{ readonly runs: Readonly<Record<string, NextDraft>> }>()(
  persist(() => ({ runs: {} }), {
    name: "gems.next-prompt",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

/** What stands in the editor: the designer's own words for this iteration, else those that wait. */
export function draftFor(kept: NextDraft | undefined, next: NextPrompt): NextDraft {
  if (kept?.iteration === next.iteration) return kept;
  const { iteration, prompt, parameters } = next;
  return { iteration, prompt, seed: parameters.seed, temperature: parameters.temperature };
}

/** What of a draft differs from what waits; null when nothing does, or when there are no words left. */
export function changesOf(
  draft: NextDraft,
  next: NextPrompt,
): { prompt: string; seed: number; temperature: number } | null {
  const prompt = draft.prompt.trim();
  const { seed, temperature } = draft;
  const same =
    prompt === next.prompt && seed === next.parameters.seed && temperature === next.parameters.temperature;
  return same || prompt === "" ? null : { prompt, seed, temperature };
}

export function writeNext(runId: string, draft: NextDraft): void {
  useNextDrafts.setState(({ runs }) => {
    const { [runId]: _former, ...others } = runs;
    const kept = Object.entries(others).slice(-(REMEMBERED - 1));
    return { runs: { ...Object.fromEntries(kept), [runId]: draft } };
  });
}

/** Goes back to what waits. */
export function dropNext(runId: string): void {
  useNextDrafts.setState(({ runs }) => {
    const { [runId]: _gone, ...others } = runs;
    return { runs: others };
  });
}
