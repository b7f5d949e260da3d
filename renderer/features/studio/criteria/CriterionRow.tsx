import { memo } from "react";
import type { Criterion } from "../../../../shared/run/criteria";
import type { IterationState } from "../../../../shared/run/state";
import { cx } from "../../../components/cx";
import { Mark } from "../../../components/Mark";
import { CriterionMenu } from "./CriterionMenu";
import { metaOf } from "./edits";
import { markLabel, markOf } from "./marks";

interface CriterionRowProps {
  readonly criterion: Criterion;
  readonly columns: readonly IterationState[];
  /** Number of the iteration on screen. */
  readonly looked: number | null;
  readonly viewed: IterationState | null;
  readonly selected: boolean;
  /** True for the one row whose mark the Tab key reaches. */
  readonly tabStop: boolean;
  readonly onPick: (criterionId: string, iteration: number | null) => void;
  readonly onEdit: (criterion: Criterion) => void;
  readonly onToggle: (criterion: Criterion) => void;
  readonly onRemove: (criterion: Criterion) => void;
}

function Cell({
  iteration,
  criterion,
  looked,
  selected,
  tabStop,
  onPick,
}: CriterionRowProps & { iteration: IterationState }) {
  const { state, yours } = markOf(iteration, criterion);
  const here = looked === iteration.n;
  const label = markLabel(iteration, criterion);
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      tabIndex={here && tabStop ? 0 : -1}
      data-criterion={criterion.id}
      data-iteration={iteration.n}
      onClick={() => onPick(criterion.id, iteration.n)}
      className={cx(
        "block rounded-[6px]",
        here && selected && "ring-2 ring-accent ring-offset-2 ring-offset-panel",
      )}
    >
      <Mark face={state} yours={yours} />
    </button>
  );
}

/** One question and its marks, iteration by iteration. */
export const CriterionRow = memo(function CriterionRow(props: CriterionRowProps) {
  const { criterion, columns, viewed, selected, onPick, onEdit, onToggle, onRemove } = props;
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
          <CriterionMenu
            criterion={criterion}
            iteration={viewed}
            onEdit={() => onEdit(criterion)}
            onToggle={() => onToggle(criterion)}
            onRemove={() => onRemove(criterion)}
          />
        </div>
      </div>
      <div className="mt-px flex shrink-0 gap-1">
        {columns.map((iteration) => (
          <Cell key={iteration.n} {...props} iteration={iteration} />
        ))}
      </div>
    </li>
  );
});
