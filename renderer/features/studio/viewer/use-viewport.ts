/** Zoom and pan of the stage: state, pointer, wheel and keys over the maths of `viewport.ts`. */
import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSignal } from "../../../app/signals";
import {
  actualScale,
  carriedOver,
  fitted,
  type Point,
  panned,
  type Size,
  snapped,
  type Viewport,
  wheelFactor,
  zoomedTo,
} from "./viewport";

const KEY_STEP = 1.25;

/** Fitted, whatever the stage's size; or free, as it was left for an image of a certain size. */
type Mode = { readonly free: false } | { readonly free: true; readonly view: Viewport; readonly image: Size };

export interface ViewportControl {
  readonly stage: RefObject<HTMLDivElement | null>;
  /** null until the stage has a size. */
  readonly view: Viewport | null;
  readonly fitted: boolean;
  readonly dragging: boolean;
  readonly pixelRatio: number;
  readonly toFit: () => void;
  readonly actual: () => void;
  readonly pointer: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: () => void;
    readonly onDoubleClick: () => void;
  };
}

function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

function usePixelRatio(): number {
  const [ratio, setRatio] = useState(() => window.devicePixelRatio || 1);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const change = () => setRatio(window.devicePixelRatio || 1);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [ratio]);
  return ratio;
}

export function useViewport(image: Size | null): ViewportControl {
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const pixelRatio = usePixelRatio();
  const [mode, setMode] = useState<Mode>({ free: false });
  const [dragging, setDragging] = useState(false);
  const last = useRef<Point | null>(null);

  const view = useMemo(() => {
    if (size === null || image === null) return null;
    const raw = mode.free ? carriedOver(mode.view, size, mode.image, image) : fitted(size, image);
    return snapped(raw, pixelRatio);
  }, [size, image, mode, pixelRatio]);

  const change = useCallback(
    (next: (view: Viewport, size: Size, image: Size) => Viewport) => {
      if (view === null || size === null || image === null) return;
      setMode({ free: true, view: next(view, size, image), image });
    },
    [view, size, image],
  );
  const zoom = useCallback(
    (factor: number, at?: Point) =>
      change((now, room, picture) => {
        const point = at ?? { x: room.width / 2, y: room.height / 2 };
        return zoomedTo(now, now.scale * factor, point, room, picture, pixelRatio);
      }),
    [change, pixelRatio],
  );
  const toFit = useCallback(() => setMode({ free: false }), []);
  const actual = useCallback(
    () =>
      change((now, room, picture) => {
        const centre = { x: room.width / 2, y: room.height / 2 };
        return zoomedTo(now, actualScale(pixelRatio), centre, room, picture, pixelRatio);
      }),
    [change, pixelRatio],
  );
  useSignal("viewer:fit", toFit);
  useSignal("viewer:actual", actual);
  useSignal(
    "viewer:in",
    useCallback(() => zoom(KEY_STEP), [zoom]),
  );
  useSignal(
    "viewer:out",
    useCallback(() => zoom(1 / KEY_STEP), [zoom]),
  );

  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      zoom(wheelFactor(event.deltaY, event.deltaMode), at);
    };
    // React's own wheel listener is passive and could not keep the page still.
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [zoom]);

  const pointer = {
    onPointerDown(event: PointerEvent) {
      if (event.button > 1 || (event.target instanceof Element && event.target.closest("button") !== null))
        return;
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY };
      setDragging(true);
    },
    onPointerMove(event: PointerEvent) {
      const from = last.current;
      if (from === null) return;
      last.current = { x: event.clientX, y: event.clientY };
      const by = { x: event.clientX - from.x, y: event.clientY - from.y };
      change((now, room, picture) => panned(now, by, room, picture));
    },
    onPointerUp() {
      last.current = null;
      setDragging(false);
    },
    onDoubleClick: () => (mode.free ? toFit() : actual()),
  };
  return { stage, view, fitted: !mode.free, dragging, pixelRatio, toFit, actual, pointer };
}
