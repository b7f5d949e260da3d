import { type KeyboardEvent, memo, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../shared/ipc/domains/common";
import { cx } from "../../components/cx";
import { type Edge, NODE_HEIGHT, NODE_WIDTH, type Placed, type TreeLayout } from "./layout";
import { RunNode } from "./RunNode";
import { openActive } from "./tree-actions";
import { setActive, toggleChosen, useTree } from "./tree-store";
import type { GraphControl } from "./use-graph-view";
import { type Direction, steppedIteration, walked } from "./walk";

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Home: "first",
  End: "newest",
};

const PAN = 80;

/** The iteration of a run that is meant when nobody says which: its best, else its last. */
export function usualIteration({ node }: Placed): number {
  return node.run.best ?? node.iterations.find((it) => it.best)?.n ?? node.iterations.at(-1)?.n ?? 1;
}

const Lines = memo(function Lines({ layout, active }: { layout: TreeLayout; active: string | null }) {
  const lit = (edge: Edge) => edge.from === active || edge.to === active;
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute top-0 left-0 overflow-visible"
      width={layout.width}
      height={layout.height}
    >
      {layout.edges.map((edge) => (
        <path
          key={edge.to}
          d={edge.path}
          data-edge={`${edge.from}/${edge.iteration}/${edge.to}`}
          fill="none"
          strokeWidth={lit(edge) ? 2 : 1.5}
          className={lit(edge) ? "stroke-accent" : "stroke-line-strong"}
        />
      ))}
    </svg>
  );
});

interface TreeCanvasProps {
  readonly layout: TreeLayout;
  readonly control: GraphControl;
  readonly active: Place | null;
  /** The run that is open in the studio. */
  readonly openId: string | null;
}

/** The family as a drawing to walk, zoom and move. */
export function TreeCanvas({ layout, control, active, openId }: TreeCanvasProps) {
  const { t } = useTranslation("tree");
  const chosen = useTree((tree) => tree.chosen);
  const root = useRef<HTMLDivElement>(null);
  const { view, reveal } = control;

  const activate = useCallback(
    (runId: string, iteration: number | null) => {
      const one = layout.placed.find((placed) => placed.id === runId);
      if (one === undefined) return;
      setActive({ runId, iteration: iteration ?? usualIteration(one) });
    },
    [layout],
  );
  const open = useCallback(
    (runId: string, iteration: number | null) => {
      activate(runId, iteration);
      openActive();
    },
    [activate],
  );
  const choose = useCallback(
    (runId: string) => {
      const { active: now, chosen: before } = useTree.getState();
      const one = layout.placed.find((placed) => placed.id === runId);
      if (one === undefined || one.node.iterations.length === 0) return;
      const taken = before.find((place) => place.runId === runId);
      const iteration = now?.runId === runId ? now.iteration : usualIteration(one);
      toggleChosen(taken ?? { runId, iteration });
    },
    [layout],
  );

  const here = active === null ? undefined : layout.placed.find((one) => one.id === active.runId);
  const walk = (to: string | null) => {
    if (to === null) return;
    const item = root.current?.querySelector<HTMLElement>(`[data-run="${to}"]`);
    item?.focus({ preventScroll: true });
    activate(to, null);
  };
  const spot = useRef(here);
  useEffect(() => {
    spot.current = here;
  });
  const activeId = active?.runId ?? null;
  useEffect(() => {
    // Only when another run is meant: news of the library must not move what is looked at.
    const one = activeId === null ? undefined : spot.current;
    if (one !== undefined) reveal({ x: one.x, y: one.y, width: NODE_WIDTH, height: NODE_HEIGHT });
  }, [activeId, reveal]);

  const press = (event: KeyboardEvent) => {
    if (event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    const done = () => event.preventDefault();
    if (direction !== undefined && event.ctrlKey) {
      done();
      control.panBy(
        { left: PAN, right: -PAN, up: 0, down: 0, first: 0, newest: 0 }[direction],
        { up: PAN, down: -PAN, left: 0, right: 0, first: 0, newest: 0 }[direction],
      );
    } else if (event.ctrlKey) return;
    else if (direction !== undefined && event.shiftKey && here !== undefined && active !== null) {
      done();
      const by = { left: -1, right: 1, up: 0, down: 0, first: 0, newest: 0 }[direction];
      setActive({ ...active, iteration: steppedIteration(here, active.iteration, by) });
    } else if (direction !== undefined) {
      done();
      walk(walked(layout, active?.runId ?? null, direction));
    } else if (event.key === "Enter") {
      done();
      openActive();
    } else if (event.key === " ") {
      done();
      if (active !== null) choose(active.runId);
    } else if (["+", "="].includes(event.key)) {
      done();
      control.zoomBy(1);
    } else if (event.key === "-") {
      done();
      control.zoomBy(-1);
    }
  };
  return (
    <div
      ref={control.window}
      {...control.pointer}
      className={cx(
        "relative min-h-0 flex-1 touch-none overflow-hidden bg-stage",
        control.dragging ? "cursor-grabbing" : "cursor-grab",
      )}
    >
      <div
        ref={root}
        role="tree"
        aria-label={t("title")}
        aria-multiselectable="true"
        tabIndex={-1}
        onKeyDown={press}
        className="absolute top-0 left-0 origin-top-left cursor-default outline-none"
        style={{
          width: layout.width,
          height: layout.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      >
        <Lines layout={layout} active={active?.runId ?? null} />
        {layout.placed.map((placed) => (
          <RunNode
            key={placed.id}
            placed={placed}
            active={active?.runId === placed.id ? active.iteration : null}
            chosen={chosen.find((place) => place.runId === placed.id)?.iteration ?? null}
            open={placed.id === openId}
            onActive={activate}
            onOpen={open}
            onChoose={choose}
          />
        ))}
      </div>
    </div>
  );
}
