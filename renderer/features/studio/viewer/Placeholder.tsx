import { useTranslation } from "react-i18next";
import type { Stage } from "../../../../shared/run/events";
import type { IterationState } from "../../../../shared/run/state";
import { Preview } from "./Preview";

interface PlaceholderProps {
  readonly iteration: IterationState | null;
  readonly stage: Stage;
  readonly live: boolean;
  /** True while the next prompt waits for the designer's word. */
  readonly waiting: boolean;
}

/** A blank canvas where the image will be, in its final place, with what is going on. */
export function Placeholder({ iteration, stage, live, waiting }: PlaceholderProps) {
  const { t } = useTranslation("studio");
  const progress = iteration?.progress ?? null;
  const label = progress !== null && progress.label !== "" ? progress.label : t(`viewer.stages.${stage}`);
  return (
    <div className="absolute inset-x-6 top-[54px] bottom-[22px] flex items-center justify-center overflow-hidden">
      <div className="relative flex aspect-square h-full max-w-full flex-col items-center justify-center rounded-lg border border-dashed border-line-strong">
        {live && progress?.preview != null ? (
          <Preview
            bytes={progress.preview}
            alt={t("viewer.preview")}
            className="absolute inset-0 size-full rounded-lg object-contain"
          />
        ) : null}
        <p className="relative rounded-lg bg-panel px-4 py-2 text-center text-md text-mute">
          {live ? `${label}…` : t(waiting ? "viewer.waiting" : "viewer.nothing")}
        </p>
        {live ? (
          <div
            role="progressbar"
            aria-label={label}
            {...(progress === null ? {} : { "aria-valuenow": Math.round(progress.fraction * 100) })}
            className="relative mt-3 h-[3px] w-44 overflow-hidden rounded-full bg-raised"
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
