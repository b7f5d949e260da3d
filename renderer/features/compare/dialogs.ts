/** Which of the view's own dialogs is open, and the blind comparison under way. */
import { create } from "zustand";
import type { Place } from "../../../shared/ipc/domains/common";
import type { BlindSession } from "./blind/session";

export type CompareDialog = "add" | "rate";

interface Dialogs {
  readonly open: CompareDialog | null;
  readonly blind: BlindSession<Place> | null;
}

export const useDialogs = create<Dialogs>(() => ({ open: null, blind: null }));

export const openDialog = (open: CompareDialog): void => useDialogs.setState({ open });
export const closeDialog = (): void => useDialogs.setState({ open: null });
export const isBlind = (): boolean => useDialogs.getState().blind !== null;
