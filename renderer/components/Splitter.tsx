import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { panelBounds, type Side, useUi } from "../app/ui-store";

const STEP = 16;

/** The edge of a side panel: drag it, or focus it and use the arrow keys; double-click folds the panel away. */
export function Splitter({ side, width }: { side: Side; width: number }) {
  const { t } = useTranslation();
  const resize = useUi((state) => state.resizePanel);
  const toggle = useUi((state) => state.togglePanel);
  const start = useRef<{ x: number; width: number } | null>(null);
  const outward = side === "left" ? 1 : -1;

  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const drag = (event: PointerEvent) => {
    if (start.current !== null)
      resize(side, start.current.width + (event.clientX - start.current.x) * outward);
  };
  const press = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    resize(side, width + direction * outward * STEP);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter, which HTML has no element for
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t(side === "left" ? "widthLeft" : "widthRight")}
      aria-valuenow={width}
      aria-valuemin={panelBounds[side].min}
      aria-valuemax={panelBounds[side].max}
      tabIndex={0}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => toggle(side)}
      onKeyDown={press}
      className="group relative z-10 w-px shrink-0 cursor-col-resize bg-line outline-none"
    >
      <span className="absolute inset-y-0 -left-[3px] w-[7px] transition-colors duration-120 group-hover:bg-accent/40 group-focus-visible:bg-accent" />
    </div>
  );
}
