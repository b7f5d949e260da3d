/** Which side of memory is looked at, and where on the timeline. */
import { create } from "zustand";

export type MemoryTab = "run" | "all";

interface MemoryStore {
  readonly tab: MemoryTab;
  /** Key of the column chosen on the timeline, by run. */
  readonly chosen: Readonly<Record<string, string>>;
}

export const useMemory = create<MemoryStore>(() => ({ tab: "run", chosen: {} }));

export function showTab(tab: MemoryTab): void {
  useMemory.setState({ tab });
}

export function chooseColumn(runId: string, key: string): void {
  useMemory.setState(({ chosen }) => ({ chosen: { ...chosen, [runId]: key } }));
}
