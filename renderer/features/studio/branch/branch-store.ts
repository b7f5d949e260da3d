/** Which iteration a branch is being made of, and what was chosen the last time. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { Place } from "../../../../shared/ipc/domains/common";
import { watchRun } from "../../../app/runs/run-store";
import { calmStorage } from "../../../app/storage";

export const useBranchDialog = create<{ readonly from: Place | null }>(() => ({ from: null }));

/** Opens the dialog for a branch from any iteration of any run. */
export function openBranchDialog(from: Place): void {
  useBranchDialog.setState({ from });
  void watchRun(from.runId);
}

export function closeBranchDialog(): void {
  useBranchDialog.setState({ from: null });
}

/** Habits rather than facts: they fit the next branch as well as the last. */
export interface BranchHabits {
  /** "words": they are drawn as they stand; "skill": the skill writes them from the wish. */
  readonly draw: "words" | "skill";
  readonly seed: "same" | "random" | "own";
  /** null takes the settings' value. */
  readonly rounds: number | null;
  readonly keepCriteria: boolean;
  readonly keepMemory: boolean;
}

export const firstHabits: BranchHabits = {
  draw: "words",
  seed: "same",
  rounds: null,
  keepCriteria: true,
  keepMemory: true,
};

export const useBranchHabits = create<BranchHabits>()(
  persist(() => firstHabits, {
    name: "gems.branch",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);
