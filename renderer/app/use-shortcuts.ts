/** Connects the keyboard to the commands. */
import { useEffect } from "react";
import { commandFor } from "./commands";
import { combosOf, isTyping } from "./keys";

/** A dialog owns the whole keyboard; menus and popovers own what is pressed in them without Ctrl. */
function ownsKeys(event: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]") !== null) return true;
  if (event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return false;
  return event.target.closest("[role=menu],[role=listbox],[data-own-keys]") !== null;
}

export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ownsKeys(event)) return;
      const typing = isTyping(event.target);
      // AltGr writes characters, though some systems report it as Ctrl and Alt.
      if (typing && event.getModifierState("AltGraph")) return;
      const command = combosOf(event)
        .map((combo) => commandFor(combo, typing))
        .find((found) => found !== null);
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
