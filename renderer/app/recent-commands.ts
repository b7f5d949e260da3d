/** Commands used lately, newest first: what the palette offers before anything is typed. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { calmStorage } from "./storage";

const KEPT = 6;

export const useRecentCommands = create<{ readonly ids: readonly string[] }>()(
  persist(() => ({ ids: [] as readonly string[] }), {
    name: "gems.recent-commands",
    version: 1,
    storage: createJSONStorage(() => calmStorage),
  }),
);

export function rememberUse(id: string): void {
  useRecentCommands.setState(({ ids }) => ({ ids: [id, ...ids.filter((one) => one !== id)].slice(0, KEPT) }));
}
