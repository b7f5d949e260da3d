/** Which of the library's dialogs is open, and on what. */
import { create } from "zustand";
import type { NamedRun } from "../../app/runs/trash";
import { pickedItems } from "./picked";

interface Dialogs {
  readonly boardPicker: boolean;
  readonly renaming: NamedRun | null;
  readonly saving: boolean;
}

export const useDialogs = create<Dialogs>(() => ({ boardPicker: false, renaming: null, saving: false }));

/** Asks for a board to put what is chosen on. */
export function openBoardPicker(): void {
  if (pickedItems().length > 0) useDialogs.setState({ boardPicker: true });
}

export function renameThing(run: NamedRun): void {
  useDialogs.setState({ renaming: run });
}

/** Asks for a name for the search of the moment. */
export function openSaveSearch(): void {
  useDialogs.setState({ saving: true });
}

export function closeDialogs(): void {
  useDialogs.setState({ boardPicker: false, renaming: null, saving: false });
}
