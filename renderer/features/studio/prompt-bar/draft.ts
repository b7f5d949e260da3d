/**
 * The designer's next run: words and choices. Only the designer writes here; the agent's rewritten prompts
 * live in the run and never come back into this box by themselves.
 */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { StartRequest } from "../../../../shared/ipc/contract";
import { defaultRunSettings } from "../../../../shared/run/settings";
import type { Settings } from "../../../../shared/settings";
import { calmStorage } from "../../../app/storage";

export type SkillChoice = NonNullable<StartRequest["skill"]>;

export interface Branch {
  readonly runId: string;
  readonly iteration: number;
  /** Title of the run it leaves from, for people. */
  readonly title: string;
}

export interface Draft {
  readonly text: string;
  readonly seed: number;
  readonly skill: SkillChoice;
  /** null takes the settings' value. */
  readonly rounds: number | null;
  readonly temperature: number | null;
  readonly keepGoing: boolean | null;
  readonly branch: Branch | null;
}

export const emptyDraft: Draft = {
  text: "",
  seed: defaultRunSettings.seed,
  skill: { mode: "auto" },
  rounds: null,
  temperature: null,
  keepGoing: null,
  branch: null,
};

export const useDraft = create<Draft>()(
  persist(() => emptyDraft, {
    name: "gems.draft",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(change);
}

/** The request a draft stands for; null while there is nothing to ask for. */
export function requestOf(draft: Draft): StartRequest | null {
  const prompt = draft.text.trim();
  if (prompt === "") return null;
  return {
    prompt,
    seed: draft.seed,
    skill: draft.skill,
    ...(draft.rounds === null ? {} : { rounds: draft.rounds }),
    ...(draft.temperature === null ? {} : { temperature: draft.temperature }),
    ...(draft.keepGoing === null ? {} : { keepGoing: draft.keepGoing }),
    ...(draft.branch === null
      ? {}
      : { branchOf: { runId: draft.branch.runId, iteration: draft.branch.iteration } }),
  };
}

/** What the run will really use: the draft's own choices over the settings' defaults. */
export function effective(draft: Draft, settings: Settings | undefined) {
  return {
    rounds: draft.rounds ?? settings?.rounds ?? defaultRunSettings.rounds,
    temperature: draft.temperature ?? settings?.temperature ?? defaultRunSettings.temperature,
    keepGoing: draft.keepGoing ?? settings?.keepGoing ?? defaultRunSettings.keepGoing,
  };
}
