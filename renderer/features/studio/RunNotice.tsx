import { CirclePause, Play, RotateCcw } from "lucide-react";
import type { RoleName } from "../../../shared/run/events";
import { resumeRun } from "../../app/runs/actions";
import { phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { Button } from "../../components/Button";
import { ErrorCard } from "../../components/ErrorCard";

const actions: Record<RoleName, string> = {
  planner: "The planner could not choose a skill",
  decomposer: "The criteria could not be written",
  generator: "The image could not be drawn",
  verifier: "The image could not be checked",
  compressor: "What was learnt could not be noted",
  refiner: "The prompt could not be refined",
};

/** Over the image's lower edge: why a run stands still, and the one button that helps. */
export function RunNotice({ run }: { run: RunEntry }) {
  const phase = phaseOf(run);
  const { failure } = run.state;
  if (phase === "failed" && failure !== null) {
    const where = failure.iteration === null ? "" : ` in iteration ${failure.iteration}`;
    return (
      <ErrorCard
        className="pointer-events-auto w-full max-w-[33rem] animate-arrive"
        title={`${actions[failure.role]}${where}`}
        error={failure}
        action={
          <Button size="sm" variant="primary" icon={<RotateCcw size={13} />} onClick={() => void resumeRun()}>
            Retry
          </Button>
        }
      />
    );
  }
  if (phase !== "interrupted") return null;
  return (
    <div
      role="status"
      className="pointer-events-auto flex animate-arrive items-center gap-3 rounded-xl border border-line-strong bg-panel py-2 pr-2 pl-3.5 shadow-pop"
    >
      <CirclePause size={15} className="shrink-0 text-unsure" aria-hidden="true" />
      <p className="text-base">
        This run was cut short when the studio closed.{" "}
        <span className="text-mute">Everything finished is here.</span>
      </p>
      <Button size="sm" variant="primary" icon={<Play size={12} />} onClick={() => void resumeRun()}>
        Resume
      </Button>
    </div>
  );
}
