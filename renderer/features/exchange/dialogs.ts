/** Which of the exchange's dialogs is open, and on what. */
import { create } from "zustand";
import type { Place } from "../../../shared/ipc/domains/common";
import type { Find } from "../../../shared/ipc/domains/exchange";

interface ExchangeDialogs {
  /** What the export dialog is about; null while it is closed. */
  readonly exporting: readonly Place[] | null;
  /** Finds that wait for the designer's choice; null while nothing was dropped. */
  readonly finds: readonly Find[] | null;
  /** True while dropped files are being looked into. */
  readonly looking: boolean;
  /** True while an image is being dragged out of the window: it is not to be caught again at once. */
  readonly leaving: boolean;
}

export const useExchange = create<ExchangeDialogs>(() => ({
  exporting: null,
  finds: null,
  looking: false,
  leaving: false,
}));

/** Opens the export dialog on these iterations; nothing happens without any. */
export function openExport(places: readonly Place[]): void {
  if (places.length > 0) useExchange.setState({ exporting: places });
}

export function closeExport(): void {
  useExchange.setState({ exporting: null });
}

/** Says that an image leaves the window, until the pointer moves without it again. */
export function markLeaving(): void {
  useExchange.setState({ leaving: true });
  window.addEventListener("pointermove", () => useExchange.setState({ leaving: false }), { once: true });
}
