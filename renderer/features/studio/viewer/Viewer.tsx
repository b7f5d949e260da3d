import { Ban } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { Criterion } from "../../../../shared/run/criteria";
import { useLookedAt } from "../../../app/looked-at";
import { iterationOf, phaseOf, stageOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { useUi } from "../../../app/ui-store";
import { cx } from "../../../components/cx";
import { EvidenceLayer } from "../../../components/EvidenceLayer";
import { StudioImage } from "../../../components/StudioImage";
import { select, useSelection } from "../selection";
import { Placeholder } from "./Placeholder";
import { Toolbar } from "./Toolbar";
import { useViewport } from "./use-viewport";

const none: readonly Criterion[] = [];

/** From this many device pixels an image pixel on, pixels are shown as squares. */
const PIXEL_ART = 3;

/** Says over a rejected image that it is one. */
function Rejected() {
  const { t } = useTranslation("studio");
  return (
    <span className="pointer-events-none absolute bottom-3 left-3 z-10 flex items-center gap-1.5 rounded-md border border-line-strong bg-panel/95 px-2.5 py-1 text-sm font-medium">
      <Ban size={13} className="text-mute" aria-hidden="true" />
      {t("rating.rejected")}
    </span>
  );
}

/** The image that is looked at, with zoom, pan and evidence. */
export function Viewer({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const iteration = iterationOf(run.state, viewed);
  const image = iteration?.image ?? null;
  const width = image?.width ?? 0;
  const height = image?.height ?? 0;
  const size = useMemo(() => (width > 0 ? { width, height } : null), [width, height]);
  const control = useViewport(size);
  const evidence = useUi((ui) => ui.evidence);
  const selection = useSelection(run.id);
  const { view, pixelRatio } = control;
  const rating = iteration?.rating ?? null;
  const place = iteration === null || image === null ? null : { runId: run.id, iteration: iteration.n };
  useLookedAt("studio", () => (place === null ? [] : [{ ...place, rating }]));
  return (
    <section aria-label={t("viewer.image")} className="relative min-h-0 flex-1 overflow-hidden bg-stage">
      <div
        ref={control.stage}
        data-testid="stage"
        {...control.pointer}
        className={cx(
          "absolute inset-0 touch-none",
          control.dragging ? "cursor-grabbing" : image !== null && "cursor-grab",
        )}
      >
        {image === null || view === null || iteration === null ? (
          <Placeholder
            iteration={iteration}
            stage={stageOf(run.state)}
            live={phaseOf(run) === "running"}
            waiting={phaseOf(run) === "paused"}
          />
        ) : (
          <div
            className="absolute"
            data-testid="canvas"
            style={{ left: view.x, top: view.y, width: width * view.scale, height: height * view.scale }}
          >
            <StudioImage
              key={iteration.n}
              src={imageUrl(run.id, image.ref.file)}
              alt={t("viewer.alt", { n: iteration.n, prompt: iteration.prompt })}
              className={cx(
                "transparency block size-full rounded-[3px] shadow-image",
                view.scale * pixelRatio >= PIXEL_ART && "[image-rendering:pixelated]",
              )}
            />
            {evidence ? (
              <EvidenceLayer
                iteration={iteration}
                criteria={run.state.criteria ?? none}
                selected={selection.criterion}
                width={width * view.scale}
                height={height * view.scale}
                onPick={(criterion) => select(run.id, { criterion })}
              />
            ) : null}
          </div>
        )}
      </div>
      {rating === "rejected" ? <Rejected /> : null}
      <Toolbar control={control} live={run.live} place={place} rating={rating} />
    </section>
  );
}
