/** Where the designer is and how the room is arranged; kept between starts. */
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { calmStorage } from "./storage";

export const views = ["studio", "compare", "library", "tree", "memory", "skills", "settings"] as const;
export type View = (typeof views)[number];
export const inspectorTabs = ["prompt", "verdicts", "thought", "details"] as const;
export type InspectorTab = (typeof inspectorTabs)[number];
export type Side = "left" | "right";

export interface PanelShape {
  readonly open: boolean;
  /** In CSS pixels. */
  readonly width: number;
}

export const panelBounds = { left: { min: 220, max: 460 }, right: { min: 260, max: 560 } } as const;

interface Arrangement {
  readonly view: View;
  readonly left: PanelShape;
  readonly right: PanelShape;
  readonly tab: InspectorTab;
  readonly evidence: boolean;
  readonly follow: boolean;
  readonly libraryLayout: "grid" | "list";
  /** The run that was open last, opened again at the next start. */
  readonly lastRun: string | null;
}

interface Overlays {
  readonly palette: boolean;
  readonly cheatSheet: boolean;
  readonly stopMenu: boolean;
}

interface UiActions {
  readonly go: (view: View) => void;
  readonly setTab: (tab: InspectorTab) => void;
  readonly togglePanel: (side: Side) => void;
  readonly resizePanel: (side: Side, width: number) => void;
  readonly toggleEvidence: () => void;
  readonly toggleFollow: () => void;
  readonly setLibraryLayout: (layout: "grid" | "list") => void;
  readonly rememberRun: (id: string | null) => void;
  readonly show: (overlay: keyof Overlays, open: boolean) => void;
}

export type UiState = Arrangement & Overlays & UiActions;

/** Keeps a panel's width within what its contents can bear. */
export function clampWidth(side: Side, width: number): number {
  const { min, max } = panelBounds[side];
  return Math.round(Math.min(max, Math.max(min, width)));
}

export const useUi = create<UiState>()(
  persist(
    (set) => ({
      view: "studio",
      left: { open: true, width: 282 },
      right: { open: true, width: 332 },
      tab: "prompt",
      evidence: true,
      follow: false,
      libraryLayout: "grid",
      lastRun: null,
      palette: false,
      cheatSheet: false,
      stopMenu: false,
      go: (view) => set({ view }),
      setTab: (tab) => set({ tab }),
      togglePanel: (side) => set((state) => ({ [side]: { ...state[side], open: !state[side].open } })),
      resizePanel: (side, width) =>
        set((state) => ({ [side]: { ...state[side], width: clampWidth(side, width) } })),
      toggleEvidence: () => set((state) => ({ evidence: !state.evidence })),
      toggleFollow: () => set((state) => ({ follow: !state.follow })),
      setLibraryLayout: (libraryLayout) => set({ libraryLayout }),
      rememberRun: (lastRun) => set({ lastRun }),
      show: (overlay, open) => set({ [overlay]: open }),
    }),
    {
      name: "gems.arrangement",
      version: 1,
      storage: createJSONStorage(() => calmStorage),
      partialize: ({ view, left, right, tab, evidence, follow, libraryLayout, lastRun }) => ({
        view,
        left,
        right,
        tab,
        evidence,
        follow,
        libraryLayout,
        lastRun,
      }),
    },
  ),
);
