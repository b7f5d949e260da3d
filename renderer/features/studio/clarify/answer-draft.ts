/** The designer's answer in the making, a run each, so that looking elsewhere loses nothing. */
import { create } from "zustand";
import type { Clarification } from "../../../../shared/run/events";

export interface AnswerDraft {
  /** Index of the reading chosen; as many as there are readings: the designer's own words. */
  readonly choice: number;
  readonly own: string;
}

interface AnswerDrafts {
  readonly runs: Readonly<Record<string, AnswerDraft>>;
}

export const useAnswers = create<AnswerDrafts>(() => ({ runs: {} }));

export function writeAnswer(runId: string, draft: AnswerDraft): void {
  useAnswers.setState(({ runs }) => ({ runs: { ...runs, [runId]: draft } }));
}

export function dropAnswer(runId: string): void {
  useAnswers.setState(({ runs: { [runId]: _gone, ...runs } }) => ({ runs }));
}

/** The wish that an answer amounts to; empty while the designer's own words are. */
export function wishIn({ options }: Pick<Clarification, "options">, { choice, own }: AnswerDraft): string {
  return options[choice]?.prompt ?? own.trim();
}
