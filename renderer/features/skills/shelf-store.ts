/** What the skills view shows, kept while the designer is elsewhere. */
import { create } from "zustand";

interface ShelfStore {
  /** The skill that is read; null for the first. */
  readonly chosen: string | null;
  readonly search: string;
}

export const useShelfStore = create<ShelfStore>(() => ({ chosen: null, search: "" }));

export function chooseSkill(name: string | null): void {
  useShelfStore.setState({ chosen: name });
}
