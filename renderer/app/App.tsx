import { QueryClientProvider } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../components/EmptyState";
import { TooltipProvider } from "../components/Tooltip";
import { ExchangeHost } from "../features/exchange/ExchangeHost";
import { Announcer } from "./Announcer";
import { CheatSheet } from "./CheatSheet";
import { Faults } from "./Faults";
import { hasBridge } from "./ipc";
import { applyKeymap } from "./keymap";
import { useLanguage } from "./language";
import { followNews } from "./news";
import { CommandPalette } from "./palette/CommandPalette";
import { queryClient, useAppInfo, useSettings } from "./query";
import { reopenLastRun } from "./runs/actions";
import { Shell } from "./shell/Shell";
import { Toasts } from "./Toasts";
import { useTheme } from "./theme";
import { useUi } from "./ui-store";
import { useShortcuts } from "./use-shortcuts";

function Studio() {
  const settings = useSettings();
  const info = useAppInfo();
  useTheme(settings.data?.theme ?? "system");
  useLanguage(settings.data?.language, info.data?.locale);
  const keymap = settings.data?.keymap;
  useEffect(() => applyKeymap(keymap ?? {}), [keymap]);
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
      <ExchangeHost />
      <Toasts />
      <Announcer />
    </>
  );
}

function NoBridge() {
  useTheme("system");
  const { t } = useTranslation("app");
  return (
    <EmptyState icon={<Unplug size={32} />} title={t("faults.noBridge")}>
      {t("faults.noBridgeHelp")} <code>npm start</code>
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
