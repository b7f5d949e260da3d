/** Keeps the keyboard's place when views and dialogs come and go. */
import { useEffect, useRef } from "react";
import { t } from "../i18n";
import { say } from "./announce";
import type { View } from "./ui-store";

/** Gives the focus to the view itself, so that Tab goes on from its beginning. */
export function focusView(): void {
  viewElement()?.focus({ preventScroll: true });
}

function viewElement(): HTMLElement | null {
  const main = document.querySelector<HTMLElement>("main");
  // Every view brings a `main` of its own, which takes no focus by itself.
  if (main !== null) main.tabIndex = -1;
  return main;
}

/** True when nothing on screen has the focus: what had it was taken away with its view or dialog. */
function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Hands the focus back to what had it, or to the view where that is gone. */
export function giveFocusBack(before: Element | null): void {
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
  else focusView();
}

/**
 * Says which view came up, and gives it the focus where it was lost with the one before. A field that asked
 * for the focus meanwhile keeps it, and so does the button in the rail.
 */
export function useViewFocus(view: View): void {
  const shown = useRef(view);
  useEffect(() => {
    viewElement();
    if (shown.current === view) return;
    shown.current = view;
    say(t(`app:views.${view}`));
    const frame = requestAnimationFrame(() => {
      if (isLost()) focusView();
    });
    return () => cancelAnimationFrame(frame);
  }, [view]);
}
