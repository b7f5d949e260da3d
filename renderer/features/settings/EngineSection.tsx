import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EngineStatus } from "../../../shared/ipc/domains/studio";
import { useEngine } from "../../app/query";
import { restartEngine } from "../../app/shell/EngineNotice";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { ErrorWords } from "../../components/ErrorWords";
import { Skeleton } from "../../components/Loading";
import { formatDuration } from "../../i18n/format";
import { Section } from "./Section";

const tones: Record<EngineStatus["state"], "accent" | "fail" | "quiet" | "unsure"> = {
  starting: "unsure",
  ready: "accent",
  restarting: "unsure",
  failed: "fail",
  stopped: "quiet",
};

/** Names of execution providers as people write them. */
const providers: Readonly<Record<string, string>> = {
  cpu: "CPU",
  cuda: "CUDA",
  coreml: "Core ML",
  dml: "DirectML",
  webgpu: "WebGPU",
};

/** The process that runs the bundled models. */
export function EngineSection() {
  const { t } = useTranslation("settings");
  const { data } = useEngine();
  return (
    <Section id="engine" title={t("sections.engine")} about={t("engine.about")}>
      <div className="flex items-center justify-between gap-4 py-3" data-setting="">
        {data === undefined ? (
          <Skeleton className="h-5 w-40" />
        ) : (
          <p className="flex flex-wrap items-center gap-2.5 text-base">
            <Badge tone={tones[data.state]}>{t(`engine.states.${data.state}`)}</Badge>
            <span>{providers[data.provider] ?? data.provider}</span>
            {data.restarts === 0 ? null : (
              <span className="text-mute">{t("engine.restarted", { count: data.restarts })}</span>
            )}
          </p>
        )}
        <Button icon={<RotateCcw size={14} className="text-mute" />} onClick={() => void restartEngine()}>
          {t("engine.restart")}
        </Button>
      </div>
      {data?.error == null ? null : (
        <div role="alert" className="py-3 text-fail-text">
          <ErrorWords error={data.error} />
        </div>
      )}
      {data === undefined || data.models.length === 0 ? null : (
        <ul aria-label={t("engine.models")} className="py-2" data-setting="">
          {data.models.map((model) => (
            <li key={model.folder ?? model.name} className="flex justify-between gap-4 py-1 text-base">
              <span className="selectable truncate">{model.name}</span>
              <span className="tabular shrink-0 text-mute">
                {model.loaded
                  ? model.ms === null
                    ? t("engine.loaded")
                    : t("engine.loadedIn", { time: formatDuration(model.ms) })
                  : t("engine.whenNeeded")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
