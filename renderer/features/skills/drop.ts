/** Skill packs that were dropped on the window and wait to be looked at. */
import { create } from "zustand";
import { useUi } from "../../app/ui-store";

interface PendingPacks {
  /** Files and folders to preflight; empty when none wait. */
  readonly paths: readonly string[];
}

/** The skills view takes the paths, preflights them and empties the list. */
export const usePendingPacks = create<PendingPacks>(() => ({ paths: [] }));

/** Goes to the skills view, which shows what these files and folders would install. */
export function previewSkills(paths: readonly string[]): void {
  usePendingPacks.setState(({ paths: before }) => ({ paths: [...new Set([...before, ...paths])] }));
  useUi.getState().go("skills");
}
