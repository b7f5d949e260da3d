import { SearchX } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/settings";
import { payloadOf } from "../../app/ipc";
import { useAppInfo, useSetSettings, useSettings } from "../../app/query";
import type { SettingsSection } from "../../app/settings-link";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { ErrorCard } from "../../components/ErrorCard";
import { Skeleton } from "../../components/Loading";
import { About } from "./About";
import { ComputeSection } from "./compute/ComputeSection";
import { EngineSection } from "./EngineSection";
import { FilesSection } from "./FilesSection";
import { GeneralSection } from "./GeneralSection";
import { GeneratorSection } from "./GeneratorSection";
import { KeyboardSection } from "./keyboard/KeyboardSection";
import { PricesSection } from "./prices/PricesSection";
import { PrivacySection } from "./privacy/PrivacySection";
import { RolesSection } from "./RolesSection";
import { RunDefaults } from "./RunDefaults";
import { SettingsIndex } from "./SettingsIndex";
import { filterSections } from "./search";
import { ShelfSection } from "./shelf/ShelfSection";
import { useSections } from "./use-sections";

function Sections({ settings }: { settings: Settings }) {
  const info = useAppInfo().data;
  const change = useSetSettings().mutate;
  const safe = info?.keysAreSafe ?? true;
  return (
    <>
      <GeneralSection settings={settings} onChange={change} />
      <RunDefaults settings={settings} onChange={change} />
      <GeneratorSection settings={settings} safe={safe} onChange={change} />
      <ShelfSection settings={settings} safe={safe} />
      <RolesSection settings={settings} safe={safe} onChange={change} />
      <PricesSection settings={settings} onChange={change} />
      <PrivacySection settings={settings} safe={safe} onChange={change} />
      <KeyboardSection />
      <FilesSection info={info} />
      <ComputeSection settings={settings} onChange={change} />
      <EngineSection />
      <About info={info} />
    </>
  );
}

function Body() {
  const { t } = useTranslation("settings");
  const settings = useSettings();
  if (settings.error !== null) {
    return (
      <ErrorCard
        title={t("unreadable")}
        error={payloadOf(settings.error)}
        action={
          <Button size="sm" variant="primary" onClick={() => void settings.refetch()}>
            {t("retryShort", { ns: "common" })}
          </Button>
        }
      />
    );
  }
  if (settings.data === undefined) {
    return ["h-36", "h-40", "h-56"].map((height) => (
      <Skeleton key={height} className={`${height} rounded-xl`} />
    ));
  }
  return <Sections settings={settings.data} />;
}

/** The studio's own settings. Every change is kept at once. */
export function SettingsView() {
  const { t } = useTranslation("settings");
  const page = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(true);
  const ready = useSettings().data !== undefined;
  const { here, go } = useSections(page, ready);

  // After every drawing: sections may have gained rows since the last one.
  useLayoutEffect(() => {
    if (body.current !== null && ready) setFound(filterSections(body.current, query) > 0);
  });
  const goTo = (section: SettingsSection) => {
    setQuery("");
    requestAnimationFrame(() => go(section));
  };
  return (
    <div className="flex h-full min-w-0 justify-center gap-7 px-7 max-[1100px]:gap-4 max-[1100px]:px-4">
      <div className="flex min-h-0 flex-col pt-6 pb-3">
        <h2 className="mb-1 px-2.5 text-xl font-semibold">{t("title")}</h2>
        <p className="mb-4 max-w-48 px-2.5 text-sm text-mute max-[1100px]:max-w-40">{t("about")}</p>
        <SettingsIndex here={here} query={query} onQuery={setQuery} onGo={goTo} />
      </div>
      <div ref={page} className="relative min-w-0 max-w-[46rem] flex-1 overflow-y-auto">
        <div ref={body} className="flex flex-col gap-4 py-6 pr-2">
          <Body />
        </div>
        {found ? null : (
          <div className="h-64">
            <EmptyState icon={<SearchX size={28} />} title={t("noMatch")}>
              {t("noMatchHint")}
            </EmptyState>
          </div>
        )}
      </div>
    </div>
  );
}
