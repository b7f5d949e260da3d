import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cx } from "../../../components/cx";
import { type Mode, useComparison } from "../compare-store";
import { engine } from "./current";
import { Divider } from "./Divider";
import type { Size } from "./lens";
import { isOverlaid, planOf } from "./modes";
import { Pane } from "./Pane";
import { useGestures } from "./use-gestures";
import { usePixelRatio, useRoom } from "./use-room";

/** One picture on the stage, known by a name that tells nothing of it. */
export interface Picture {
  readonly key: string;
  readonly url: string;
  readonly size: Size;
  readonly alt: string;
  readonly label: ReactNode;
  /** Drawn over the picture, in its own coordinates on screen. */
  readonly overlay?: (shown: Size & { readonly left: number; readonly top: number }) => ReactNode;
}

interface StageProps {
  readonly name: string;
  readonly pictures: readonly Picture[];
  readonly mode: Mode;
  readonly a: string | null;
  readonly b: string | null;
  /** Which of A and B is seen while they flicker. */
  readonly front: "a" | "b";
  readonly onMissing: (key: string) => void;
  readonly children?: ReactNode;
}

/** The largest sides among the pictures. */
export function largestOf(pictures: readonly { readonly size: Size }[]): Size {
  return {
    width: Math.max(1, ...pictures.map((one) => one.size.width)),
    height: Math.max(1, ...pictures.map((one) => one.size.height)),
  };
}

/** An overlay that follows its picture; drawn anew only while there is one. */
function Overlay({ name, render }: { name: string; render: NonNullable<Picture["overlay"]> }) {
  const [, redraw] = useState(0);
  useEffect(() => engine.subscribe(() => redraw((count) => count + 1)), []);
  const shot = engine.shotOf(name);
  if (shot === null) return null;
  const { x, y, scale } = shot.placement;
  const { width, height } = shot.setting.image;
  return render({ left: x, top: y, width: width * scale, height: height * scale });
}

function Label({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div
      ref={(element) => {
        engine.putLabel(name, element);
        return () => engine.putLabel(name, null);
      }}
      className="group/label pointer-events-none absolute top-0 left-0 z-10 p-2.5"
    >
      {children}
    </div>
  );
}

/** The pictures under one look, in the mode the designer chose. */
export function Stage({ name, pictures, mode, a, b, front, onMissing, children }: StageProps) {
  const stage = useRef<HTMLElement>(null);
  const room = useRoom(stage);
  const pixelRatio = usePixelRatio();
  const { fit, linked, divide, divider, opacity, gain } = useComparison();
  const size = room?.size ?? null;
  const plan = useMemo(
    () => (size === null ? null : planOf({ mode, divide, items: pictures, a, b, stage: size })),
    [mode, divide, pictures, a, b, size],
  );
  const overlaid = isOverlaid(mode) && plan?.panes.length === 2 && pictures.length > 1;
  const gestures = useGestures(stage, engine, overlaid);
  useLayoutEffect(() => {
    if (plan === null || room === null) return;
    engine.arrange({
      fit,
      linked: linked || overlaid,
      stacked: overlaid,
      cuts: plan.cuts,
      labelEnds: plan.labelEnds,
      origin: room.origin,
      largest: largestOf(pictures),
      pixelRatio,
    });
  }, [plan, room, fit, linked, overlaid, pictures, pixelRatio]);
  const byKey = new Map(pictures.map((one) => [one.key, one]));
  const difference = overlaid && mode === "difference";
  return (
    <section
      ref={stage}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the stage takes the keys that pan and zoom
      tabIndex={0}
      data-testid="compare-stage"
      data-mode={mode}
      {...gestures}
      className="relative min-h-0 flex-1 touch-none overflow-hidden bg-stage outline-none focus-visible:shadow-[inset_0_0_0_2px_var(--accent)] data-[dragging=true]:cursor-grabbing"
    >
      <div
        data-testid="compare-panes"
        className={cx("absolute inset-0", difference && "isolate bg-black")}
        style={difference && gain > 1 ? { filter: `brightness(${gain})` } : {}}
      >
        {plan?.panes.map((pane) => {
          const picture = byKey.get(pane.key);
          if (picture === undefined) return null;
          const flickering = overlaid && mode === "flicker";
          return (
            <Pane
              key={pane.key}
              name={pane.key}
              engine={engine}
              room={pane.room}
              size={picture.size}
              url={picture.url}
              alt={picture.alt}
              above={pane.above}
              hidden={flickering && pane.key !== (front === "a" ? a : b)}
              opacity={overlaid && mode === "onion" && pane.above ? opacity : 1}
              difference={difference && pane.above}
              ghost={!overlaid && pictures.length > 1}
              onMissing={() => onMissing(pane.key)}
            >
              {picture.overlay === undefined ? null : <Overlay name={pane.key} render={picture.overlay} />}
            </Pane>
          );
        })}
      </div>
      {plan?.panes.map((pane) => {
        const flickedAway = overlaid && mode === "flicker" && pane.key !== (front === "a" ? a : b);
        return flickedAway ? null : (
          <Label key={pane.key} name={pane.key}>
            {byKey.get(pane.key)?.label}
          </Label>
        );
      })}
      {overlaid && mode === "slider" ? (
        <Divider engine={engine} upright={divide === "upright"} value={divider} />
      ) : null}
      {children}
    </section>
  );
}
