/** Zoom and pan of the tree: state, pointer, wheel and window over the maths of `graph-view.ts`. */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useSignal } from "../../app/signals";
import {
  type Area,
  comfortable,
  type Extent,
  fitted,
  type GraphView,
  held,
  revealed,
  zoomed,
} from "./graph-view";

const KEY_STEP = 1.2;
const WHEEL_SPEED = 0.0016;

export interface GraphControl {
  readonly window: RefObject<HTMLDivElement | null>;
  readonly view: GraphView;
  readonly dragging: boolean;
  readonly toFit: () => void;
  readonly zoomBy: (steps: number) => void;
  readonly panBy: (x: number, y: number) => void;
  readonly reveal: (area: Area) => void;
  readonly pointer: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
  };
}

const start: GraphView = { x: 0, y: 0, scale: 1 };

/** @param drawing size of what is drawn; it is fitted into the window until the designer moves it */
export function useGraphView(drawing: Extent): GraphControl {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(start);
  const [dragging, setDragging] = useState(false);
  const last = useRef<{ x: number; y: number } | null>(null);
  const size = useRef(drawing);
  useEffect(() => {
    size.current = drawing;
  });

  /** True until the designer moves or zooms: then the window's size no longer decides. */
  const untouched = useRef(true);
  /** What was to be in sight last. */
  const wanted = useRef<Area | null>(null);

  const place = useCallback((next: (view: GraphView, room: Extent) => GraphView) => {
    const box = ref.current;
    if (box === null) return;
    const room = { width: box.clientWidth, height: box.clientHeight };
    setView((now) => held(next(now, room), room, size.current));
  }, []);
  const change = useCallback(
    (next: (view: GraphView, room: Extent) => GraphView) => {
      untouched.current = false;
      place(next);
    },
    [place],
  );
  const toFit = useCallback(() => {
    untouched.current = true;
    place((_, room) => fitted(room, size.current));
  }, [place]);
  useSignal("tree:fit", toFit);

  const { width, height } = drawing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a drawing of another size is shown anew
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const settle = () => {
      if (!untouched.current) return;
      place((_, room) => {
        const view = comfortable(room, size.current);
        return wanted.current === null ? view : revealed(view, room, wanted.current);
      });
    };
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, width, height]);

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      if (event.ctrlKey || event.metaKey)
        change((now) => zoomed(now, Math.exp(-event.deltaY * lines * WHEEL_SPEED * 4), at));
      else {
        const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
        change((now) => ({ ...now, x: now.x - dx * lines, y: now.y - dy * lines }));
      }
    };
    // Focus must not scroll what zoom and pan move.
    const still = () => element.scrollTo(0, 0);
    // React's own wheel listener is passive and could not keep the page still.
    element.addEventListener("wheel", turn, { passive: false });
    element.addEventListener("scroll", still);
    return () => {
      element.removeEventListener("wheel", turn);
      element.removeEventListener("scroll", still);
    };
  }, [change]);

  const zoomBy = useCallback(
    (steps: number) =>
      change((now, room) => zoomed(now, KEY_STEP ** steps, { x: room.width / 2, y: room.height / 2 })),
    [change],
  );
  const panBy = useCallback(
    (x: number, y: number) => change((now) => ({ ...now, x: now.x + x, y: now.y + y })),
    [change],
  );
  const reveal = useCallback(
    (area: Area) => {
      wanted.current = area;
      place((now, room) => revealed(now, room, area));
    },
    [place],
  );
  const pointer = {
    onPointerDown(event: PointerEvent) {
      const onItem = event.target instanceof Element && event.target.closest("[role=treeitem]") !== null;
      if (event.button > 1 || (event.button === 0 && onItem)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY };
      setDragging(true);
    },
    onPointerMove(event: PointerEvent) {
      const from = last.current;
      if (from === null) return;
      last.current = { x: event.clientX, y: event.clientY };
      panBy(event.clientX - from.x, event.clientY - from.y);
    },
    onPointerUp() {
      last.current = null;
      setDragging(false);
    },
  };
  return { window: ref, view, dragging, toFit, zoomBy, panBy, reveal, pointer };
}
