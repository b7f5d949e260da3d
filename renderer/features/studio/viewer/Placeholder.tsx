import type { Stage } from "../../../../shared/run/events";
import type { IterationState } from "../../../../shared/run/state";

const sentences: Record<Stage, string> = {
  plan: "Choosing a skill",
  decompose: "Turning your words into criteria",
  draw: "Drawing",
  verify: "Checking",
  distil: "Noting what was learnt",
  refine: "Rewriting the prompt",
};

interface PlaceholderProps {
  readonly iteration: IterationState | null;
  readonly stage: Stage;
  readonly live: boolean;
}

/** A blank canvas where the image will be, in its final place, with what is going on. */
export function Placeholder({ iteration, stage, live }: PlaceholderProps) {
  const progress = iteration?.progress ?? null;
  const label = progress !== null && progress.label !== "" ? progress.label : sentences[stage];
  return (
    <div className="absolute inset-x-6 top-[54px] bottom-[22px] flex items-center justify-center">
      <div className="relative flex aspect-square h-full max-w-full flex-col items-center justify-center rounded-lg border border-dashed border-line-strong">
        <p className="text-md text-mute">{live ? `${label}…` : "Nothing was drawn here."}</p>
        {live ? (
          <div
            role="progressbar"
            aria-label={label}
            {...(progress === null ? {} : { "aria-valuenow": Math.round(progress.fraction * 100) })}
            className="mt-3 h-[3px] w-44 overflow-hidden rounded-full bg-raised"
          >
            <div
              className={
                progress === null
                  ? "h-full w-1/3 animate-breathe rounded-full bg-accent/60"
                  : "h-full rounded-full bg-accent"
              }
              style={progress === null ? {} : { width: `${progress.fraction * 100}%` }}
            />
          </div>
        ) : null}
      </div>
    </div>
  );
}
