import { LibraryView } from "../../features/library/LibraryView";
import { MemoryView } from "../../features/memory/MemoryView";
import { SettingsView } from "../../features/settings/SettingsView";
import { SkillsView } from "../../features/skills/SkillsView";
import { PromptBar } from "../../features/studio/prompt-bar/PromptBar";
import { StudioView } from "../../features/studio/StudioView";
import { useUi, type View } from "../ui-store";
import { EngineNotice } from "./EngineNotice";
import { Rail } from "./Rail";
import { TitleBar } from "./TitleBar";

const pages: Record<Exclude<View, "studio">, () => React.ReactNode> = {
  library: () => <LibraryView />,
  memory: () => <MemoryView />,
  skills: () => <SkillsView />,
  settings: () => <SettingsView />,
};

/** Title bar, rail and the view between them. The prompt bar is in every view. */
export function Shell() {
  const view = useUi((state) => state.view);
  return (
    <div className="grid h-full grid-cols-[54px_minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)]">
      <TitleBar />
      <Rail />
      {view === "studio" ? (
        <StudioView />
      ) : (
        <div className="flex min-h-0 min-w-0 flex-col">
          <main className="min-h-0 flex-1">{pages[view]()}</main>
          <div className="border-t border-line bg-bg">
            <div className="mx-auto max-w-[60rem]">
              <PromptBar />
            </div>
          </div>
        </div>
      )}
      <EngineNotice />
    </div>
  );
}
