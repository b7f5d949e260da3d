import { CornerDownRight, Lock } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { cx } from "../../../components/cx";
import { Mark } from "../../../components/Mark";
import { type CriterionActions, CriterionMenu } from "./CriterionMenu";
import { markOf } from "./marks";
import { markLabel, metaOf, needsText } from "./words";

interface CriterionRowProps extends CriterionActions {
  readonly criterion: Criterion;
  readonly criteria: readonly Criterion[];
  readonly columns: readonly IterationState[];
  readonly selected: boolean;
  /** Number of the iteration on screen, for the one row whose mark the Tab key reaches; else null. */
  readonly stop: number | null;
  /** Whether it stands at an end of the list. */
  readonly first: boolean;
  readonly last: boolean;
  readonly onPick: (criterionId: string, iteration: number | null) => void;
}

interface CellProps {
  readonly iteration: IterationState;
  readonly criterion: Criterion;
  readonly criteria: readonly Criterion[];
  readonly isStop: boolean;
  readonly selected: boolean;
  readonly onPick: CriterionRowProps["onPick"];
}

const Cell = memo(function Cell({ iteration, criterion, criteria, isStop, selected, onPick }: CellProps) {
  // Hears of another language, which the words below are then in.
  useTranslation("studio");
  const { state, yours } = markOf(iteration, criterion);
  const label = markLabel(iteration, criterion, criteria);
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      tabIndex={isStop ? 0 : -1}
      data-criterion={criterion.id}
      data-iteration={iteration.n}
      onClick={() => onPick(criterion.id, iteration.n)}
      className={cx("block rounded-[6px]", selected && "ring-2 ring-accent ring-offset-2 ring-offset-panel")}
    >
      <Mark face={state} yours={yours} />
    </button>
  );
});

/** One question and its marks, iteration by iteration. */
export const CriterionRow = memo(function CriterionRow(props: CriterionRowProps) {
  const { criterion, criteria, columns, selected, stop, onPick, first, last, ...actions } = props;
  const { t } = useTranslation("studio");
  const needs = needsText(criterion, criteria);
  return (
    <li
      className={cx(
        "group/row relative flex items-start gap-2 border-b border-line py-2.5 last:border-b-0",
        selected &&
          "before:absolute before:inset-y-1.5 before:-left-3.5 before:w-0.5 before:rounded-full before:bg-accent",
      )}
    >
      <div className={cx("min-w-0 flex-1", needs !== "" && "pl-1.5")}>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onPick(criterion.id, null)}
          className={cx(
            "block w-full rounded-sm text-left text-base break-words hover:text-text",
            criterion.enabled ? "text-text" : "text-mute line-through decoration-faint",
          )}
        >
          {criterion.question}
        </button>
        <div className="flex h-[18px] items-center gap-1 text-xs text-mute">
          {needs === "" ? null : (
            <span role="img" aria-label={needs} title={needs} data-testid="needs" className="shrink-0">
              <CornerDownRight size={11} aria-hidden="true" />
            </span>
          )}
          {criterion.locked === true ? (
            <span role="img" aria-label={t("criteria.locked")} title={t("criteria.locked")}>
              <Lock size={10} strokeWidth={2.5} className="shrink-0 text-accent" />
            </span>
          ) : null}
          <span className="truncate">{metaOf(criterion)}</span>
          <CriterionMenu criterion={criterion} first={first} last={last} {...actions} />
        </div>
      </div>
      <div className="mt-px flex shrink-0 gap-1">
        {columns.map((iteration) => (
          <Cell
            key={iteration.n}
            iteration={iteration}
            criterion={criterion}
            criteria={criteria}
            isStop={iteration.n === stop}
            selected={selected && iteration.n === stop}
            onPick={onPick}
          />
        ))}
      </div>
    </li>
  );
});
