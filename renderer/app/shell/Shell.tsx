import { useTranslation } from "react-i18next";
import { CompareView } from "../../features/compare/CompareView";
import { LibraryView } from "../../features/library/LibraryView";
import { MemoryView } from "../../features/memory/MemoryView";
import { SettingsView } from "../../features/settings/SettingsView";
import { SkillsView } from "../../features/skills/SkillsView";
import { SlimPromptBar } from "../../features/studio/prompt-bar/PromptBar";
import { StudioView } from "../../features/studio/StudioView";
import { TreeView } from "../../features/tree/TreeView";
import { useUi, type View } from "../ui-store";
import { focusView, useViewFocus } from "../view-focus";
import { EngineNotice } from "./EngineNotice";
import { Rail } from "./Rail";
import { TitleBar } from "./TitleBar";

const pages: Record<Exclude<View, "studio">, () => React.ReactNode> = {
  compare: () => <CompareView />,
  tree: () => <TreeView />,
  library: () => <LibraryView />,
  memory: () => <MemoryView />,
  skills: () => <SkillsView />,
  settings: () => <SettingsView />,
};

/** Title bar, rail and the view between them. The prompt bar is in every view. */
export function Shell() {
  const { t } = useTranslation("app");
  const view = useUi((state) => state.view);
  useViewFocus(view);
  return (
    <div className="grid h-full grid-cols-[54px_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)]">
      <button
        type="button"
        onClick={focusView}
        className="fixed top-1.5 left-16 z-50 -translate-y-14 rounded-lg border border-line-strong bg-raised px-3 py-1.5 text-base font-medium focus:translate-y-0 focus:shadow-pop"
      >
        {t("skipLink")}
      </button>
      <TitleBar />
      <Rail />
      {view === "studio" ? (
        <StudioView />
      ) : (
        <div className="flex min-h-0 min-w-0 flex-col">
          <main className="min-h-0 flex-1">{pages[view]()}</main>
          <SlimPromptBar />
        </div>
      )}
      <EngineNotice />
    </div>
  );
}
