import { Gauge, Square } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  type ComputeSettings,
  type ComputeState,
  providerTitles,
} from "../../../../shared/inference/compute";
import type { Settings } from "../../../../shared/settings";
import { payloadOf } from "../../../app/ipc";
import { useEngine } from "../../../app/query";
import { Button } from "../../../components/Button";
import { ErrorCard } from "../../../components/ErrorCard";
import { Field } from "../../../components/Field";
import { Skeleton } from "../../../components/Loading";
import { Select } from "../../../components/Select";
import { LimitField } from "../LimitField";
import { Section } from "../Section";
import { comparedSide, fastestOf } from "./fastest";
import { ProviderRow } from "./ProviderRow";
import { useCompute } from "./use-compute";

interface ComputeSectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** What diffusion models of the designer's own are computed with, and what this computer has for it. */
export function ComputeSection({ settings: { compute }, onChange }: ComputeSectionProps) {
  const { t } = useTranslation("settings");
  const found = useCompute();
  const change = (part: Partial<ComputeSettings>) => onChange({ compute: { ...compute, ...part } });
  return (
    <Section id="compute" title={t("sections.compute")} about={t("compute.about")}>
      <Choice compute={compute} state={found.state} onChange={change} />
      <LimitField
        label={t("compute.graphicsLimit")}
        help={t("compute.graphicsLimitHelp")}
        value={gigabytes(compute.graphicsLimit)}
        least={0.1}
        most={4_000}
        whole={false}
        unit="GB"
        onChange={(value) => change({ graphicsLimit: megabytes(value) })}
      />
      <LimitField
        label={t("compute.processorLimit")}
        help={t("compute.processorLimitHelp")}
        value={gigabytes(compute.processorLimit)}
        least={0.1}
        most={4_000}
        whole={false}
        unit="GB"
        onChange={(value) => change({ processorLimit: megabytes(value) })}
      />
      <Providers found={found} />
    </Section>
  );
}

const gigabytes = (limit: number | null) => (limit === null ? null : limit / 1_000);
const megabytes = (limit: number | null) => (limit === null ? null : Math.round(limit * 1_000));

function Choice({
  compute,
  state,
  onChange,
}: {
  compute: ComputeSettings;
  state: ComputeState | null;
  onChange: (part: Partial<ComputeSettings>) => void;
}) {
  const { t } = useTranslation("settings");
  const here = (state?.providers ?? []).map(({ name }) => name).filter((name) => name !== "cpu");
  // One chosen on another computer stays in sight.
  const { provider } = compute;
  const offered =
    provider === "auto" || provider === "cpu" || here.includes(provider) ? here : [...here, provider];
  const options = [
    { id: "auto" as const, title: t("compute.auto") },
    ...offered.map((name) => ({ id: name, title: providerTitles[name] })),
    { id: "cpu" as const, title: t("compute.processorOnly") },
  ];
  return (
    <Field label={t("compute.provider")} help={t("compute.providerHelp")}>
      {(id) => (
        <Select
          id={id}
          label={t("compute.provider")}
          className="w-72"
          value={provider}
          options={options}
          onChange={(chosen) => onChange({ provider: chosen })}
        />
      )}
    </Field>
  );
}

function Providers({ found }: { found: ReturnType<typeof useCompute> }) {
  const { t } = useTranslation("settings");
  const { state, error, measuring } = found;
  const models = useEngine().data?.models ?? [];
  if (error !== null) {
    return (
      <div className="py-3" data-setting="">
        <ErrorCard title={t("compute.list")} error={payloadOf(error)} />
      </div>
    );
  }
  const side = state === null ? null : comparedSide(state);
  const fastest = state === null ? null : fastestOf(state);
  return (
    <section aria-label={t("compute.list")} data-setting="" className="py-2">
      <div className="flex items-center justify-between gap-8 pt-2 pb-1">
        <div className="min-w-0">
          <h4 className="text-base font-medium">{t("compute.list")}</h4>
          <p className="mt-0.5 text-sm text-mute">
            <Work state={state} />
          </p>
        </div>
        {measuring ? (
          <Button icon={<Square size={13} className="text-mute" />} onClick={found.stop}>
            {t("compute.stop")}
          </Button>
        ) : (
          <Button
            icon={<Gauge size={14} className="text-mute" />}
            disabled={state === null}
            onClick={found.measure}
          >
            {t("compute.measure")}
          </Button>
        )}
      </div>
      {state === null ? (
        <Skeleton className="my-2 h-16" />
      ) : (
        <ul className="divide-y divide-line">
          {state.providers.map((provider) => (
            <ProviderRow
              key={provider.name}
              provider={provider}
              side={side}
              fastest={provider.name === fastest}
              uses={models
                .filter((model) => model.loaded && model.provider === provider.name)
                .map((model) => model.name)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is going on, or what the button is for. */
function Work({ state }: { state: ComputeState | null }) {
  const { t } = useTranslation("settings");
  const busy = state?.busy ?? null;
  if (busy === null) return t("compute.measureHelp");
  const name = busy.provider === "cpu" ? t("compute.processor") : providerTitles[busy.provider];
  return (
    <span role="status">{t(busy.measuring ? "compute.busyMeasuring" : "compute.busyTrying", { name })}</span>
  );
}
