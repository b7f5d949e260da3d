/** Small things worth keeping between starts: panel sizes, the view, the draft. Never secrets, never data. */
import type { StateStorage } from "zustand/middleware";

/** A `localStorage` that forgets instead of failing when the system refuses it or it is full. */
export const calmStorage: StateStorage = {
  getItem(name) {
    try {
      return window.localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  setItem(name, value) {
    try {
      window.localStorage.setItem(name, value);
    } catch {
      // Full or forbidden: the studio works without its memory of panel sizes.
      return;
    }
  },
  removeItem(name) {
    try {
      window.localStorage.removeItem(name);
    } catch {
      return;
    }
  },
};
