import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../../shared/run/criteria";
import { cx } from "../../../components/cx";
import type { CriterionActions } from "./CriterionMenu";
import { CriterionRow } from "./CriterionRow";
import type { Columns } from "./use-columns";

interface CriteriaGridProps extends CriterionActions {
  readonly criteria: readonly Criterion[];
  readonly columns: Columns;
  /** Number of the iteration on screen. */
  readonly looked: number | null;
  readonly selectedId: string | null;
  readonly onPick: (criterionId: string, iteration: number | null) => void;
  readonly onStep: (by: number) => void;
}

/** The numbers over the marks; the one looked at stands out. */
export function ColumnHeads({ columns, looked }: { columns: Columns; looked: number | null }) {
  const { t } = useTranslation("studio");
  const arrow =
    "flex size-[18px] items-center justify-center rounded-sm text-mute hover:bg-hover hover:text-text";
  return (
    <div className="tabular flex items-center gap-1 text-xs font-semibold text-mute">
      {columns.hiddenBefore > 0 ? (
        <button
          type="button"
          aria-label={t("criteria.earlier", { count: columns.hiddenBefore })}
          className={arrow}
          onClick={() => columns.move(-1)}
        >
          <ChevronLeft size={12} />
        </button>
      ) : null}
      {columns.hiddenAfter > 0 ? (
        <button
          type="button"
          aria-label={t("criteria.later", { count: columns.hiddenAfter })}
          className={arrow}
          onClick={() => columns.move(1)}
        >
          <ChevronRight size={12} />
        </button>
      ) : null}
      {columns.shown.map((it) => (
        <span key={it.n} className={cx("w-[18px] text-center", it.n === looked && "text-text")}>
          {it.n}
        </span>
      ))}
    </div>
  );
}

/**
 * Rows of questions, columns of iterations. Arrow keys walk the marks; each step looks at what it lands on. With
 * Alt held, up and down move the criterion itself.
 */
export function CriteriaGrid(props: CriteriaGridProps) {
  const { t } = useTranslation("studio");
  const { criteria, columns, looked, selectedId, onPick, onStep, ...actions } = props;
  const grid = useRef<HTMLUListElement>(null);
  const stop = useMemo(
    () =>
      criteria.some((criterion) => criterion.id === selectedId) ? selectedId : (criteria[0]?.id ?? null),
    [criteria, selectedId],
  );
  const focusMark = useCallback((criterionId: string | null) => {
    requestAnimationFrame(() => {
      const mark = grid.current?.querySelector<HTMLElement>(`[tabindex="0"][data-criterion]`);
      if (criterionId !== null) mark?.focus();
    });
  }, []);
  const walk = (event: KeyboardEvent) => {
    const rows = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const onMark = event.target instanceof Element && event.target.closest("[data-criterion]") !== null;
    if (!onMark || (rows === undefined && sideways === undefined)) return;
    event.preventDefault();
    const at = criteria.findIndex((criterion) => criterion.id === stop);
    const here = criteria[at];
    if (event.altKey && rows !== undefined) {
      if (here !== undefined && criteria[at + rows] !== undefined) actions.onMove(here, rows);
      focusMark(here?.id ?? null);
      return;
    }
    if (sideways !== undefined) onStep(sideways);
    const next = criteria[Math.min(criteria.length - 1, Math.max(0, at + (rows ?? 0)))];
    if (next !== undefined) onPick(next.id, null);
    focusMark(next?.id ?? null);
  };
  return (
    <ul ref={grid} aria-label={t("criteria.title")} onKeyDown={walk} onWheel={columns.onWheel}>
      {criteria.map((criterion, index) => (
        <CriterionRow
          key={criterion.id}
          criterion={criterion}
          criteria={criteria}
          columns={columns.shown}
          selected={criterion.id === selectedId}
          stop={criterion.id === stop ? looked : null}
          first={index === 0}
          last={index === criteria.length - 1}
          onPick={onPick}
          {...actions}
        />
      ))}
    </ul>
  );
}
