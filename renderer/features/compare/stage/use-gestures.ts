/** Pointer and wheel over the stage, turned into movements of the lens. */
import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { StageEngine } from "./engine";
import { type Point, wheelFactor } from "./lens";

/** The pane under a pointer, and the pointer's place in it. */
function paneUnder(stage: HTMLElement, at: Point, overlaid: boolean): { key: string; at: Point } | null {
  for (const pane of stage.querySelectorAll<HTMLElement>("[data-pane]")) {
    const box = pane.getBoundingClientRect();
    const inside = at.x >= box.left && at.x < box.right && at.y >= box.top && at.y < box.bottom;
    if ((inside || overlaid) && pane.dataset.pane !== undefined) {
      return { key: pane.dataset.pane, at: { x: at.x - box.left, y: at.y - box.top } };
    }
  }
  return null;
}

const onControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest("button,input,[role=slider],[role=radio]") !== null;

export function useGestures(stage: RefObject<HTMLElement | null>, engine: StageEngine, overlaid: boolean) {
  const drag = useRef<{ readonly last: Point; readonly key: string | null } | null>(null);

  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const found = paneUnder(element, { x: event.clientX, y: event.clientY }, overlaid);
      if (event.shiftKey) {
        const by = { x: -(event.deltaX || event.deltaY), y: event.deltaX === 0 ? 0 : -event.deltaY };
        engine.panBy(by, found?.key ?? null);
      } else engine.zoomBy(wheelFactor(event.deltaY, event.deltaMode), found?.key ?? null, found?.at);
    };
    // React's own wheel listener is passive and could not keep the page still.
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [stage, engine, overlaid]);

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button > 1 || onControl(event.target)) return;
      event.preventDefault();
      event.currentTarget.focus({ preventScroll: true });
      event.currentTarget.setPointerCapture(event.pointerId);
      const last = { x: event.clientX, y: event.clientY };
      drag.current = { last, key: paneUnder(event.currentTarget, last, overlaid)?.key ?? null };
      event.currentTarget.dataset.dragging = "true";
      engine.point(null);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = { x: event.clientX, y: event.clientY };
      const from = drag.current;
      if (from === null) {
        if (!overlaid) engine.point(paneUnder(event.currentTarget, now, false));
        return;
      }
      drag.current = { ...from, last: now };
      engine.panBy({ x: now.x - from.last.x, y: now.y - from.last.y }, from.key);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      drag.current = null;
      delete event.currentTarget.dataset.dragging;
    },
    onPointerLeave: () => engine.point(null),
    onDoubleClick(event: React.MouseEvent<HTMLElement>) {
      if (onControl(event.target)) return;
      const found = paneUnder(event.currentTarget, { x: event.clientX, y: event.clientY }, overlaid);
      if (engine.isWhole()) engine.toActual(found?.key ?? null, found?.at);
      else engine.reset();
    },
  };
}
