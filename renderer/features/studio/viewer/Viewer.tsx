import { useMemo } from "react";
import { imageUrl } from "../../../../shared/ipc/channels";
import type { Criterion } from "../../../../shared/run/criteria";
import { iterationOf, stageOf } from "../../../app/runs/derive";
import type { RunEntry } from "../../../app/runs/entry";
import { useUi } from "../../../app/ui-store";
import { cx } from "../../../components/cx";
import { StudioImage } from "../../../components/StudioImage";
import { select, useSelection } from "../selection";
import { EvidenceLayer } from "./EvidenceLayer";
import { Placeholder } from "./Placeholder";
import { Toolbar } from "./Toolbar";
import { useViewport } from "./use-viewport";

const none: readonly Criterion[] = [];

/** From this many device pixels an image pixel on, pixels are shown as squares. */
const PIXEL_ART = 3;

/** The image that is looked at, with zoom, pan and evidence. */
export function Viewer({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const iteration = iterationOf(run.state, viewed);
  const image = iteration?.image ?? null;
  const width = image?.width ?? 0;
  const height = image?.height ?? 0;
  const size = useMemo(() => (width > 0 ? { width, height } : null), [width, height]);
  const control = useViewport(size);
  const evidence = useUi((ui) => ui.evidence);
  const selection = useSelection(run.id);
  const { view, pixelRatio } = control;
  return (
    <section aria-label="Image" className="relative min-h-0 flex-1 overflow-hidden bg-stage">
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
          <Placeholder iteration={iteration} stage={stageOf(run.state)} live={run.live} />
        ) : (
          <div
            className="absolute"
            data-testid="canvas"
            style={{ left: view.x, top: view.y, width: width * view.scale, height: height * view.scale }}
          >
            <StudioImage
              key={iteration.n}
              src={imageUrl(run.id, image.ref.file)}
              alt={`Iteration ${iteration.n}: ${iteration.prompt}`}
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
      <Toolbar control={control} live={run.live} />
    </section>
  );
}
