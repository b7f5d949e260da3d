import { CirclePause, Play, RotateCcw, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import type { RoleName } from "../../../shared/run/events";
import type { Failure } from "../../../shared/run/state";
import { resumeRun } from "../../app/runs/actions";
import { phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { Button } from "../../components/Button";
import { CopyButton } from "../../components/CopyButton";
import { reportOf } from "../../components/ErrorCard";
import { IconButton } from "../../components/IconButton";

const actions: Record<RoleName, string> = {
  planner: "The planner could not choose a skill",
  decomposer: "The criteria could not be written",
  generator: "The image could not be drawn",
  verifier: "The image could not be checked",
  compressor: "What was learnt could not be noted",
  refiner: "The prompt could not be refined",
};

const frame =
  "pointer-events-auto flex animate-arrive gap-3 rounded-xl border border-line-strong bg-panel shadow-pop";

/** What failed, why, what to do, and the button that tries only the failed step again. */
function Failed({ failure, onHide }: { failure: Failure; onHide: () => void }) {
  const title = `${actions[failure.role]}${failure.iteration === null ? "" : ` in iteration ${failure.iteration}`}`;
  return (
    <div role="alert" className={`${frame} w-full max-w-[40rem] items-start py-3 pr-2.5 pl-3.5`}>
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-fail" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <h3 className="text-base font-semibold">{title}</h3>
        <p className="selectable mt-0.5 text-base break-words">
          {failure.message} <span className="text-mute">{failure.remedy}</span>
        </p>
        {failure.detail === undefined ? null : (
          <details className="mt-1.5 text-sm text-mute">
            <summary className="w-fit rounded-sm hover:text-text">Details</summary>
            <pre className="selectable prose-plain mt-1.5 max-h-28 overflow-y-auto rounded-md bg-bg p-2.5 font-mono text-xs">
              {failure.detail}
            </pre>
          </details>
        )}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        <CopyButton text={reportOf(title, failure)} label="Copy error details" />
        <IconButton label="Hide this notice" size="xs" icon={<X size={14} />} onClick={onHide} />
        <Button
          size="sm"
          variant="primary"
          className="ml-1"
          icon={<RotateCcw size={13} />}
          onClick={() => void resumeRun()}
        >
          Retry
        </Button>
      </div>
    </div>
  );
}

function CutShort() {
  return (
    <div role="status" className={`${frame} items-center py-2 pr-2 pl-3.5`}>
      <CirclePause size={15} className="shrink-0 text-unsure" aria-hidden="true" />
      <p className="text-base">
        Cut short when the studio closed. <span className="text-mute">Everything finished is here.</span>
      </p>
      <Button size="sm" variant="primary" icon={<Play size={12} />} onClick={() => void resumeRun()}>
        Resume
      </Button>
    </div>
  );
}

/** Over the image's lower edge: why a run stands still, and the one button that helps. */
export function RunNotice({ run }: { run: RunEntry }) {
  const [hidden, setHidden] = useState<number | null>(null);
  const phase = phaseOf(run);
  const { failure } = run.state;
  if (phase === "interrupted") return <CutShort />;
  if (phase !== "failed" || failure === null || hidden === failure.at) return null;
  return <Failed failure={failure} onHide={() => setHidden(failure.at)} />;
}
