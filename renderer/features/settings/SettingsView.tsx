import { payloadOf } from "../../app/ipc";
import { useAppInfo, useSetSettings, useSettings } from "../../app/query";
import { Button } from "../../components/Button";
import { ErrorCard } from "../../components/ErrorCard";
import { Skeleton } from "../../components/Loading";
import { About } from "./About";
import { EngineSection } from "./EngineSection";
import { GeneratorSection } from "./GeneratorSection";
import { RolesSection } from "./RolesSection";
import { Appearance, RunDefaults } from "./RunDefaults";

function Body() {
  const settings = useSettings();
  const info = useAppInfo().data;
  const set = useSetSettings();
  if (settings.error !== null) {
    return (
      <ErrorCard
        title="The settings could not be read"
        error={payloadOf(settings.error)}
        action={
          <Button size="sm" variant="primary" onClick={() => void settings.refetch()}>
            Retry
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
  const change = set.mutate;
  const safe = info?.keysAreSafe ?? true;
  return (
    <>
      <GeneratorSection settings={settings.data} safe={safe} onChange={change} />
      <RolesSection settings={settings.data} safe={safe} onChange={change} />
      <RunDefaults settings={settings.data} onChange={change} />
      <Appearance settings={settings.data} onChange={change} />
      <EngineSection />
      <About info={info} />
    </>
  );
}

/** The studio's own settings. Every change is kept at once. */
export function SettingsView() {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[46rem] flex-col gap-4 px-7 py-6">
        <div>
          <h2 className="text-xl font-semibold">Settings</h2>
          <p className="mt-1 text-base text-mute">Changes are kept as you make them.</p>
        </div>
        <Body />
      </div>
    </div>
  );
}
