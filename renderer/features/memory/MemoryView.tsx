import { Waypoints } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { compressionOf } from "../../../shared/run/compression";
import { useCurrentRun } from "../../app/runs/run-store";
import { EmptyState } from "../../components/EmptyState";
import { Segmented } from "../../components/Segmented";
import { LessonsTab } from "./lessons/LessonsTab";
import { MemorySwitch } from "./lessons/MemorySwitch";
import { type MemoryTab, showTab, useMemory } from "./memory-store";
import { Savings } from "./timeline/Savings";
import { Timeline } from "./timeline/Timeline";

/** What the studio remembers: of this run as a timeline, of all runs as a list. */
export function MemoryView() {
  const { t } = useTranslation("memory");
  const tab = useMemory((store) => store.tab);
  const options: readonly { id: MemoryTab; title: string }[] = [
    { id: "run", title: t("tabs.run") },
    { id: "all", title: t("tabs.all") },
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center gap-5 border-b border-line px-5">
        <h2 className="text-xl font-semibold">{t("title")}</h2>
        <Segmented label={t("tabs.label")} value={tab} onChange={showTab} options={options} />
        {tab === "run" ? <RunSavings /> : <AboutAll />}
      </div>
      {tab === "run" ? <OfThisRun /> : <LessonsTab />}
    </div>
  );
}

function AboutAll() {
  const { t } = useTranslation("memory");
  return (
    <div className="ml-auto flex min-w-0 items-center gap-6">
      <p className="line-clamp-2 max-w-[27rem] min-w-0 text-sm text-mute">{t("all.about")}</p>
      <MemorySwitch />
    </div>
  );
}

function RunSavings() {
  const state = useCurrentRun()?.state ?? null;
  const compression = useMemo(() => (state === null ? null : compressionOf(state)), [state]);
  return compression === null || state?.iterations.length === 0 ? null : (
    <Savings compression={compression} />
  );
}

function OfThisRun() {
  const { t } = useTranslation("memory");
  const run = useCurrentRun();
  const { iterations = [], inherited = [], recalled = [] } = run?.state ?? {};
  if (run === null || iterations.length + inherited.length + recalled.length === 0) {
    return (
      <EmptyState icon={<Waypoints size={30} strokeWidth={1.5} />} title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  return <Timeline key={run.id} run={run} />;
}
