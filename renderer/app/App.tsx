import { QueryClientProvider } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { useEffect } from "react";
import { EmptyState } from "../components/EmptyState";
import { TooltipProvider } from "../components/Tooltip";
import { Announcer } from "./Announcer";
import { CheatSheet } from "./CheatSheet";
import { CommandPalette } from "./CommandPalette";
import { Faults } from "./Faults";
import { hasBridge } from "./ipc";
import { followNews } from "./news";
import { queryClient, useSettings } from "./query";
import { reopenLastRun } from "./runs/actions";
import { Shell } from "./shell/Shell";
import { Toasts } from "./Toasts";
import { useTheme } from "./theme";
import { useUi } from "./ui-store";
import { useShortcuts } from "./use-shortcuts";

function Studio() {
  const settings = useSettings();
  useTheme(settings.data?.theme ?? "system");
  useShortcuts();
  useEffect(() => {
    const leave = followNews();
    void reopenLastRun();
    return leave;
  }, []);
  const palette = useUi((state) => state.palette);
  const cheatSheet = useUi((state) => state.cheatSheet);
  return (
    <>
      <Shell />
      {palette ? <CommandPalette /> : null}
      {cheatSheet ? <CheatSheet /> : null}
      <Toasts />
      <Announcer />
    </>
  );
}

function NoBridge() {
  useTheme("system");
  return (
    <EmptyState icon={<Unplug size={32} />} title="The studio's page has no connection to its engine room">
      This page only works inside GEMS Studio. Close it and start the studio with <code>npm start</code>.
    </EmptyState>
  );
}

/** The whole studio. */
export function App() {
  return (
    <Faults>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider>{hasBridge() ? <Studio /> : <NoBridge />}</TooltipProvider>
      </QueryClientProvider>
    </Faults>
  );
}
