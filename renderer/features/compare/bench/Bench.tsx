import { ChevronDown, ChevronUp, ListFilter, Plus, Trash2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../../../../shared/ipc/domains/common";
import { TRAY_LIMIT } from "../../../app/compare-tray";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import { Segmented } from "../../../components/Segmented";
import { useWidth } from "../../../components/use-width";
import { adjust, matrixFilters, matrixHeights, type Pair, useComparison } from "../compare-store";
import { type Compared, ofSeveralRuns } from "../compared";
import { openDialog } from "../dialogs";
import { filtered, type MatrixRow } from "../matrix";
import { longName } from "../naming";
import { TrayHead } from "../tray/TrayHead";
import { clearTray, lay, move } from "../tray/tray-actions";
import { MatrixRows } from "./MatrixRows";

interface BenchProps {
  readonly all: readonly Compared[];
  readonly rows: readonly MatrixRow[];
  readonly pair: Pair | null;
  readonly fresh: readonly Place[];
}

const STEP = 24;
/** Columns in CSS pixels: of an image, narrower where there are many; of the questions at least; of the tools. */
const COLUMN = 72;
const NARROW_COLUMN = 58;
const QUESTION_MIN = 168;
const TOOLS = 44;
/** With less room than this the three filters become one button. */
const FILTERS_MIN = 380;

const nextFilter = { all: "differing", differing: "failing", failing: "all" } as const;

/** Which criteria are listed. */
function Filter({ roomy }: { roomy: boolean }) {
  const { t } = useTranslation("compare");
  const filter = useComparison((state) => state.filter);
  if (roomy) {
    return (
      <Segmented
        label={t("matrix.filter")}
        value={filter}
        onChange={(next) => adjust({ filter: next })}
        options={matrixFilters.map((id) => ({ id, title: t(`matrix.${id}`) }))}
      />
    );
  }
  return (
    <Button
      size="sm"
      icon={<ListFilter size={12} className="text-mute" />}
      aria-label={`${t("matrix.filter")}: ${t(`matrix.${filter}`)}`}
      onClick={() => adjust({ filter: nextFilter[filter] })}
    >
      {t(`matrix.${filter}`)}
    </Button>
  );
}

function Height({ height }: { height: number }) {
  const { t } = useTranslation("compare");
  const start = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const put = (value: number) =>
    adjust({ matrixHeight: Math.round(Math.min(matrixHeights.max, Math.max(matrixHeights.min, value))) });
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.clientY, height };
  };
  const drag = (event: PointerEvent) => {
    if (start.current !== null) put(start.current.height + start.current.y - event.clientY);
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? STEP : event.key === "ArrowDown" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    put(height + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a window splitter, which HTML has no element for
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t("matrix.height")}
      aria-valuenow={height}
      aria-valuemin={matrixHeights.min}
      aria-valuemax={matrixHeights.max}
      tabIndex={0}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => adjust({ matrixOpen: false })}
      onKeyDown={press}
      className="group relative z-10 h-px shrink-0 cursor-row-resize bg-line outline-none"
    >
      <span className="absolute inset-x-0 -top-[3px] h-[7px] transition-colors duration-120 group-hover:bg-accent/40 group-focus-visible:bg-accent" />
    </div>
  );
}

/** The row of images and, beneath each, how it answers the criteria. */
export function Bench({ all, rows, pair, fresh }: BenchProps) {
  const { t } = useTranslation("compare");
  const { filter, matrixOpen, matrixHeight } = useComparison();
  const [dragged, setDragged] = useState<number | null>(null);
  const titled = ofSeveralRuns(all);
  const bench = useRef<HTMLElement>(null);
  const width = useWidth(bench);
  const column = width - TOOLS - all.length * COLUMN < 2 * QUESTION_MIN ? NARROW_COLUMN : COLUMN;
  const questionWidth = Math.max(QUESTION_MIN, width - TOOLS - all.length * column);
  const shown = filtered(rows, filter);
  const drop = (to: number) => {
    const one = dragged === null ? undefined : all[dragged];
    if (dragged !== null && one !== undefined) move(dragged, to, longName(one, all, t));
    setDragged(null);
  };
  const sideOf = (index: number) => (index === pair?.a ? "A" : index === pair?.b ? "B" : null);
  return (
    <>
      {matrixOpen ? <Height height={matrixHeight} /> : <div className="h-px shrink-0 bg-line" />}
      <section
        ref={bench}
        aria-label={t("matrix.label")}
        className="max-h-[42%] shrink-0 overflow-auto bg-bg px-2"
        style={matrixOpen ? { height: matrixHeight } : {}}
      >
        <table
          className="w-full table-fixed border-separate border-spacing-0"
          style={{ minWidth: QUESTION_MIN + all.length * column + TOOLS }}
        >
          <colgroup>
            <col />
            {all.map((one) => (
              <col key={one.key} style={{ width: column }} />
            ))}
            <col style={{ width: TOOLS }} />
          </colgroup>
          <thead className="sticky top-0 z-20 bg-bg">
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 border-b border-line bg-bg px-2 pt-2 pb-2 text-left align-bottom font-normal"
              >
                <div className="flex flex-wrap items-center gap-2">
                  <IconButton
                    label={matrixOpen ? t("matrix.hide") : t("matrix.show")}
                    command="compare.matrix"
                    size="xs"
                    aria-expanded={matrixOpen}
                    icon={matrixOpen ? <ChevronDown size={14} /> : <ChevronUp size={14} />}
                    onClick={() => adjust({ matrixOpen: !matrixOpen })}
                  />
                  <span className="text-sm text-mute">{t("matrix.criterion")}</span>
                  {matrixOpen && rows.length > 0 ? <Filter roomy={questionWidth >= FILTERS_MIN} /> : null}
                  {fresh.length === 0 ? null : (
                    <Button
                      size="sm"
                      pill
                      className="animate-arrive"
                      aria-label={t("tray.freshLabel", { count: fresh.length })}
                      title={t("tray.freshLabel", { count: fresh.length })}
                      icon={<Plus size={12} className="text-accent" />}
                      onClick={() => lay(fresh)}
                    >
                      <span className="tabular">{t("tray.fresh", { count: fresh.length })}</span>
                    </Button>
                  )}
                </div>
              </th>
              {all.map((one, index) => (
                <th
                  key={one.key}
                  scope="col"
                  className="border-b border-line pt-2 pb-1.5 align-top font-normal"
                >
                  <TrayHead
                    one={one}
                    index={index}
                    count={all.length}
                    name={longName(one, all, t)}
                    side={sideOf(index)}
                    titled={titled}
                    onDragFrom={setDragged}
                    onDropAt={drop}
                  />
                </th>
              ))}
              <th scope="col" className="border-b border-line pt-2 align-top font-normal">
                <div className="flex flex-col items-center gap-0.5">
                  <IconButton
                    label={all.length >= TRAY_LIMIT ? t("tray.full") : t("tray.add")}
                    command="compare.images"
                    side="left"
                    size="xs"
                    disabled={all.length >= TRAY_LIMIT}
                    icon={<Plus size={14} />}
                    onClick={() => openDialog("add")}
                  />
                  <IconButton
                    label={t("tray.clearLabel")}
                    side="left"
                    size="xs"
                    icon={<Trash2 size={13} />}
                    onClick={clearTray}
                  />
                </div>
              </th>
            </tr>
          </thead>
          {matrixOpen ? <MatrixRows rows={shown} all={all} /> : null}
        </table>
        {matrixOpen && shown.length === 0 ? (
          <p className="px-2 py-4 text-base text-mute">
            {rows.length === 0
              ? t("matrix.empty")
              : filter === "failing"
                ? t("matrix.noneFail")
                : t("matrix.noneDiffer")}
          </p>
        ) : null}
      </section>
    </>
  );
}
