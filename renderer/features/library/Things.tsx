import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef, useState } from "react";
import { cx } from "../../components/cx";
import { Skeleton } from "../../components/Loading";
import { useWidth } from "../../components/use-width";
import { dragOut } from "../exchange/actions";
import { Card, Line } from "./Card";
import { renameThing } from "./dialogs";
import { startDrag } from "./drag";
import { type Layout, layoutOf, SIDE, stepOf } from "./layout";
import { itemOf, type Shelf, type Thing, useShelf } from "./pages";
import {
  focusOn,
  keyOf,
  pick,
  pickedItems,
  placesOf,
  resetPicked,
  togglePicked,
  unpick,
  usePicked,
} from "./picked";
import { knowTitles, openThing, pickRange } from "./picked-actions";
import type { Search } from "./state";
import { ThingButtons, titleOfThing } from "./ThingMenu";
import { useWords, type Words } from "./words";

function Blank({ layout }: { layout: "grid" | "list" }) {
  if (layout === "list") return <Skeleton className="my-2 h-10" />;
  return (
    <div data-unloaded="">
      <Skeleton className="aspect-square w-full rounded-xl" />
      <Skeleton className="mt-2.5 h-4 w-2/3" />
    </div>
  );
}

interface CellProps {
  readonly thing: Thing | undefined;
  readonly index: number;
  readonly layout: "grid" | "list";
  readonly words: Words;
  readonly focused: boolean;
  readonly menuOpen: boolean;
  readonly onMenu: (index: number | null) => void;
}

function nameOf(thing: Thing, { t }: Words): string {
  const { passed, total, rating } = thing.shelf === "runs" ? thing.run : thing.image;
  return [
    titleOfThing(thing),
    thing.shelf === "iterations" ? t("library:iteration", { n: thing.image.iteration }) : "",
    total === 0 ? "" : t("library:score", { passed, total }),
    rating === null
      ? ""
      : rating === "rejected"
        ? t("library:rejected")
        : t("studio:rating.stars", { count: rating }),
  ]
    .filter(Boolean)
    .join(", ");
}

function Cell({ thing, ...props }: CellProps) {
  if (thing === undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a grid of its own, not a table
      <div role="gridcell" aria-busy="true" tabIndex={-1} className="min-w-0">
        <Blank layout={props.layout} />
      </div>
    );
  }
  return <Loaded thing={thing} {...props} />;
}

/** Drawn again only when something about it changes: a list has hundreds, and scrolls. */
const Loaded = memo(function Loaded({
  thing,
  index,
  layout,
  words,
  focused,
  menuOpen,
  onMenu,
}: Omit<CellProps, "thing"> & { thing: Thing }) {
  const picked = usePicked(({ items }) => items.has(keyOf(itemOf(thing))));
  const Show = layout === "grid" ? Card : Line;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of its own, not a table
    <div
      role="gridcell"
      aria-label={nameOf(thing, words)}
      aria-selected={picked}
      tabIndex={focused ? 0 : -1}
      data-index={index}
      draggable
      className={cx(
        "group/thing relative min-w-0",
        layout === "list" ? "rounded-sm border-b border-line" : "rounded-xl",
      )}
    >
      <Show thing={thing} words={words} picked={picked} />
      <span
        className={cx(
          "flex items-center gap-1 transition-opacity duration-120",
          layout === "grid" ? "absolute top-2 right-2" : "absolute inset-y-0 right-1",
          menuOpen ? "" : "opacity-0 group-focus-within/thing:opacity-100 group-hover/thing:opacity-100",
        )}
      >
        <ThingButtons thing={thing} index={index} words={words} menuOpen={menuOpen} onMenu={onMenu} />
      </span>
    </div>
  );
});

interface ThingsProps {
  readonly search: Search;
  readonly layout: "grid" | "list";
  readonly label: string;
  readonly empty: (shelf: Shelf) => React.ReactNode;
  readonly onTotal: (total: number | null) => void;
}

/** The index that an event of the list is about, or null. */
function indexOf(target: EventTarget | null): number | null {
  if (!(target instanceof Element) || target.closest("button,[role=menu]") !== null) return null;
  const cell = target.closest<HTMLElement>("[data-index]");
  return cell?.dataset.index === undefined ? null : Number(cell.dataset.index);
}

/** Runs or images, drawn only where one looks; chosen by mouse and keyboard as files are. */
export function Things({ search: wanted, layout, label, empty, onTotal }: ThingsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const [range, setRange] = useState({ first: 0, last: 80 });
  const [menu, setMenu] = useState<number | null>(null);
  const words = useWords();
  const shelf = useShelf(wanted, range.first, range.last);
  const shape = layoutOf(width, layout, shelf.search.shelf);
  const { columns, rowHeight } = shape;
  const focus = usePicked((store) => store.focus);
  const focusRow = Math.floor(Math.min(focus, Math.max(0, shelf.total - 1)) / columns);
  const screenful = Math.ceil((scroller.current?.clientHeight ?? 800) / rowHeight);
  const rows = useVirtualizer({
    count: Math.ceil(shelf.total / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // More than a screenful either side, so that a fast wheel finds rows that are drawn already.
    overscan: Math.ceil(screenful * 1.5),
    paddingStart: 4,
    paddingEnd: 72,
    // The row with the keyboard stays, wherever one scrolls: the focus would be lost with it.
    rangeExtractor: (shown) =>
      [...new Set([focusRow, ...defaultRangeExtractor(shown)])].sort((a, b) => a - b),
  });
  const items = rows.getVirtualItems().filter((row) => row.index * columns < shelf.total);
  const seen = items.filter((row) => row.index !== focusRow || items.length === 1);
  const first = (seen[0]?.index ?? 0) * columns;
  const last = ((seen.at(-1)?.index ?? 0) + 1) * columns - 1;
  useEffect(() => setRange({ first, last }), [first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured again when their height changes
  useEffect(() => rows.measure(), [rowHeight, rows]);
  useEffect(() => onTotal(shelf.pending ? null : shelf.total), [shelf.pending, shelf.total, onTotal]);
  useNewList(shelf.search, () => rows.scrollToOffset(0));
  const returned = useRef(false);
  useEffect(() => {
    if (returned.current || shelf.total === 0 || width === 0) return;
    returned.current = true;
    // Back from the studio: where one was.
    if (focusRow > 0) rows.scrollToIndex(focusRow, { align: "center" });
  }, [shelf.total, width, focusRow, rows]);
  const things = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => shelf.at(first + n));
  useEffect(() => knowTitles(things.filter((thing) => thing !== undefined)));

  const onMenu = useCallback((index: number | null) => {
    setMenu((open) => {
      // The button that opened it is drawn anew: the focus goes to the thing it belongs to.
      if (index === null && open !== null) focusCell(scroller.current, open);
      return index;
    });
  }, []);

  if (shelf.error !== null || (!shelf.pending && shelf.total === 0)) {
    return (
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        {empty(shelf)}
      </div>
    );
  }
  const moveTo = (index: number) => {
    rows.scrollToIndex(Math.floor(index / columns), { align: "auto" });
    focusOn(index);
    focusCell(scroller.current, index);
  };
  const press = (event: React.KeyboardEvent) =>
    onPress(event, { shelf, shape, page: Math.max(1, screenful - 1), moveTo, openMenu: setMenu });
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]">
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of its own, not a table */}
      <div
        role="grid"
        aria-label={label}
        aria-multiselectable="true"
        aria-rowcount={Math.ceil(shelf.total / columns)}
        aria-colcount={columns}
        className="relative"
        style={{ height: rows.getTotalSize(), margin: `0 ${SIDE}px` }}
        onKeyDown={press}
        onClick={(event) => onClick(event, shelf)}
        onDoubleClick={(event) => {
          const thing = shelf.at(indexOf(event.target) ?? -1);
          if (thing !== undefined) void openThing(thing);
        }}
        onContextMenu={(event) => {
          const index = indexOf(event.target);
          const thing = index === null ? undefined : shelf.at(index);
          if (index === null || thing === undefined) return;
          event.preventDefault();
          if (!usePicked.getState().items.has(keyOf(itemOf(thing))))
            pick([itemOf(thing)], { anchor: index, focus: index });
          setMenu(index);
        }}
        onDragStart={(event) => onDragStart(event, shelf)}
      >
        {items.map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: a grid of its own, not a table
          <div
            key={row.key}
            role="row"
            aria-rowindex={row.index + 1}
            tabIndex={-1}
            className="absolute inset-x-0 grid"
            style={{
              top: row.start,
              height: rowHeight - (layout === "grid" ? shape.gap : 0),
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              columnGap: shape.gap,
            }}
          >
            {Array.from({ length: Math.min(columns, shelf.total - row.index * columns) }, (_, column) => {
              const index = row.index * columns + column;
              const thing = shelf.at(index);
              return (
                <Cell
                  key={thing === undefined ? index : keyOf(itemOf(thing))}
                  thing={thing}
                  index={index}
                  layout={layout}
                  words={words}
                  focused={index === Math.min(focus, shelf.total - 1)}
                  menuOpen={menu === index}
                  onMenu={onMenu}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Once it is drawn; a dialog that came up meanwhile keeps the focus. */
function focusCell(scroller: HTMLElement | null, index: number): void {
  requestAnimationFrame(() => {
    if (document.querySelector("dialog[open]") !== null) return;
    scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
  });
}

/** Another search is another list: nothing is chosen in it yet, and it is seen from its beginning. */
function useNewList(search: Search, begin: () => void): void {
  const shown = useRef(search);
  useEffect(() => {
    if (JSON.stringify(shown.current) === JSON.stringify(search)) return;
    shown.current = search;
    resetPicked();
    begin();
  });
}

function onClick(event: React.MouseEvent, shelf: Shelf): void {
  const index = indexOf(event.target);
  const thing = index === null ? undefined : shelf.at(index);
  if (index === null || thing === undefined) return;
  const onTick = event.target instanceof Element && event.target.closest("[data-tick]") !== null;
  if (event.shiftKey) void pickRange(usePicked.getState().anchor, index);
  else if (event.ctrlKey || event.metaKey || onTick) togglePicked(itemOf(thing), index);
  else pick([itemOf(thing)], { anchor: index, focus: index });
}

/** Dragged onto a board; with Alt held, an image is dragged out of the window as a file. */
function onDragStart(event: React.DragEvent, shelf: Shelf): void {
  const index = indexOf(event.target);
  const thing = index === null ? undefined : shelf.at(index);
  if (index === null || thing === undefined) return;
  const item = itemOf(thing);
  if (!usePicked.getState().items.has(keyOf(item))) pick([item], { anchor: index, focus: index });
  const [place] = placesOf([item]);
  if (event.altKey && place !== undefined) {
    event.preventDefault();
    void dragOut(place);
  } else startDrag(event.dataTransfer, pickedItems());
}

interface Keyboard {
  readonly shelf: Shelf;
  readonly shape: Layout;
  /** Rows that a page is. */
  readonly page: number;
  readonly moveTo: (index: number) => void;
  readonly openMenu: (index: number) => void;
}

function onPress(event: React.KeyboardEvent, { shelf, shape, page, moveTo, openMenu }: Keyboard): void {
  const index = indexOf(event.target);
  if (index === null || event.altKey) return;
  const to = stepOf(event.key, index, { columns: shape.columns, total: shelf.total, page });
  const thing = shelf.at(index);
  if (to !== null) {
    moveTo(to);
    const target = shelf.at(to);
    if (event.shiftKey) void pickRange(usePicked.getState().anchor, to);
    else if (!event.ctrlKey && !event.metaKey) {
      if (target !== undefined) pick([itemOf(target)], { anchor: to, focus: to });
      else void pickRange(to, to);
    }
  } else if (event.key === " " && thing !== undefined) togglePicked(itemOf(thing), index);
  else if (event.key === "Enter" && thing !== undefined) void openThing(thing);
  else if (event.key === "F2" && thing !== undefined)
    renameThing({ id: itemOf(thing).runId, title: titleOfThing(thing) });
  else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) openMenu(index);
  else if (event.key === "Escape" && pickedItems().length > 0) unpick();
  else return;
  event.preventDefault();
}
