import { MoveHorizontal, MoveVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../components/cx";
import type { StageEngine } from "./engine";

interface DividerProps {
  readonly engine: StageEngine;
  readonly upright: boolean;
  readonly value: number;
}

const STEP = 0.01;
const LEAP = 0.1;

/** Where a key takes the divider, or null for keys that mean something else. */
export function dividerAfter(key: string, shift: boolean, now: number): number | null {
  const step = shift ? LEAP : STEP;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: now - step,
    ArrowUp: now - step,
    ArrowRight: now + step,
    ArrowDown: now + step,
    PageUp: now - LEAP,
    PageDown: now + LEAP,
    Home: 0,
    End: 1,
  };
  const to = moves[key];
  return to === undefined ? null : Math.min(1, Math.max(0, to));
}

/** The line between A and B: a slider for the pointer and for the keyboard. */
export function Divider({ engine, upright, value }: DividerProps) {
  const { t } = useTranslation("compare");
  const handle = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    engine.dividerElement = handle.current;
    engine.draw();
    return () => {
      engine.dividerElement = null;
    };
  }, [engine]);
  // Laid out anew where it turns.
  useLayoutEffect(() => {
    if (handle.current?.dataset.upright === String(upright)) engine.draw();
  }, [engine, upright]);

  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const stage = event.currentTarget.parentElement;
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || stage === null) return;
    const box = stage.getBoundingClientRect();
    const room = engine.dividerRoom;
    engine.moveDivider(
      upright
        ? (event.clientX - box.left - room.left) / Math.max(1, room.width)
        : (event.clientY - box.top - room.top) / Math.max(1, room.height),
    );
  };
  const press = (event: KeyboardEvent) => {
    const to =
      event.ctrlKey || event.metaKey || event.altKey
        ? null
        : dividerAfter(event.key, event.shiftKey, engine.divider);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    engine.moveDivider(to);
  };
  return (
    <div
      ref={handle}
      role="slider"
      tabIndex={0}
      aria-label={t("divider.label")}
      aria-orientation={upright ? "horizontal" : "vertical"}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      data-upright={upright}
      onPointerDown={grab}
      onPointerMove={drag}
      onKeyDown={press}
      className={cx(
        "group absolute top-0 left-0 z-20 touch-none outline-none will-change-transform",
        upright ? "h-(--length) w-0 cursor-ew-resize" : "h-0 w-(--length) cursor-ns-resize",
      )}
    >
      <span
        className={cx(
          "absolute bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]",
          upright ? "inset-y-0 -left-px w-0.5" : "inset-x-0 -top-px h-0.5",
        )}
      />
      <span className={cx("absolute", upright ? "inset-y-0 -left-2 w-4" : "inset-x-0 -top-2 h-4")} />
      <span className="absolute top-1/2 left-1/2 flex size-8 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full bg-white text-black shadow-[0_1px_6px_rgb(0_0_0/0.45)] group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-accent">
        {upright ? (
          <MoveHorizontal size={16} aria-hidden="true" />
        ) : (
          <MoveVertical size={16} aria-hidden="true" />
        )}
      </span>
    </div>
  );
}
