import { memo } from "react";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { cx } from "../../../components/cx";
import { Mark } from "../../../components/Mark";
import { type CriterionActions, CriterionMenu } from "./CriterionMenu";
import { metaOf } from "./edits";
import { markLabel, markOf } from "./marks";

interface CriterionRowProps extends CriterionActions {
  readonly criterion: Criterion;
  readonly columns: readonly IterationState[];
  readonly selected: boolean;
  /** Number of the iteration on screen, for the one row whose mark the Tab key reaches; else null. */
  readonly stop: number | null;
  readonly onPick: (criterionId: string, iteration: number | null) => void;
}

interface CellProps {
  readonly iteration: IterationState;
  readonly criterion: Criterion;
  readonly isStop: boolean;
  readonly selected: boolean;
  readonly onPick: CriterionRowProps["onPick"];
}

const Cell = memo(function Cell({ iteration, criterion, isStop, selected, onPick }: CellProps) {
  const { state, yours } = markOf(iteration, criterion);
  const label = markLabel(iteration, criterion);
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
  const { criterion, columns, selected, stop, onPick, ...actions } = props;
  return (
    <li
      className={cx(
        "group/row relative flex items-start gap-2 border-b border-line py-2.5 last:border-b-0",
        selected &&
          "before:absolute before:inset-y-1.5 before:-left-3.5 before:w-0.5 before:rounded-full before:bg-accent",
      )}
    >
      <div className="min-w-0 flex-1">
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
          <span className="truncate">{metaOf(criterion)}</span>
          <CriterionMenu criterion={criterion} {...actions} />
        </div>
      </div>
      <div className="mt-px flex shrink-0 gap-1">
        {columns.map((iteration) => (
          <Cell
            key={iteration.n}
            iteration={iteration}
            criterion={criterion}
            isStop={iteration.n === stop}
            selected={selected && iteration.n === stop}
            onPick={onPick}
          />
        ))}
      </div>
    </li>
  );
});
