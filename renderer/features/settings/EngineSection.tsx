import { RotateCcw } from "lucide-react";
import type { EngineStatus } from "../../../shared/ipc/contract";
import { useEngine } from "../../app/query";
import { formatDuration } from "../../app/runs/clock";
import { restartEngine } from "../../app/shell/EngineNotice";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Skeleton } from "../../components/Loading";
import { Section } from "./Section";

const words: Record<EngineStatus["state"], { text: string; tone: "accent" | "fail" | "quiet" | "unsure" }> = {
  starting: { text: "Starting", tone: "unsure" },
  ready: { text: "Ready", tone: "accent" },
  restarting: { text: "Restarting", tone: "unsure" },
  failed: { text: "Failed", tone: "fail" },
  stopped: { text: "Resting", tone: "quiet" },
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
  const { data } = useEngine();
  return (
    <Section
      title="Engine"
      about="The bundled models run in a process of their own, so that a crash never takes a run with it."
    >
      <div className="flex items-center justify-between gap-4 py-3">
        {data === undefined ? (
          <Skeleton className="h-5 w-40" />
        ) : (
          <p className="flex flex-wrap items-center gap-2.5 text-base">
            <Badge tone={words[data.state].tone}>{words[data.state].text}</Badge>
            <span>{providers[data.provider] ?? data.provider}</span>
            {data.restarts === 0 ? null : (
              <span className="text-mute">
                restarted {data.restarts === 1 ? "once" : `${data.restarts} times`}
              </span>
            )}
          </p>
        )}
        <Button icon={<RotateCcw size={14} className="text-mute" />} onClick={() => void restartEngine()}>
          Restart
        </Button>
      </div>
      {data?.error == null ? null : (
        <p role="alert" className="selectable py-3 text-base text-fail-text">
          {data.error.message} {data.error.remedy}
        </p>
      )}
      {data === undefined || data.models.length === 0 ? null : (
        <ul aria-label="Models" className="py-2">
          {data.models.map((model) => (
            <li key={model.name} className="flex justify-between gap-4 py-1 text-base">
              <span className="selectable truncate">{model.name}</span>
              <span className="tabular shrink-0 text-mute">
                {model.loaded
                  ? model.ms === null
                    ? "loaded"
                    : `loaded in ${formatDuration(model.ms)}`
                  : "loaded when needed"}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
