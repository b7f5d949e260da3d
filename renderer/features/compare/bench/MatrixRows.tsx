import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../components/cx";
import { Mark } from "../../../components/Mark";
import { type Compared, isReady } from "../compared";
import type { MatrixCell, MatrixRow } from "../matrix";
import { longName, shortName } from "../naming";
import { lookAt, nowhere } from "./spot";

interface RowsProps {
  readonly rows: readonly MatrixRow[];
  readonly all: readonly Compared[];
}

/** Arrow keys walk the cells; what lies beyond the table keeps its own. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
  };
  const step = by[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [row, column] = (event.currentTarget.dataset.cell ?? "0.0").split(".").map(Number);
  const body = event.currentTarget.closest("tbody");
  const next = body?.querySelector<HTMLElement>(
    `[data-cell="${(row ?? 0) + step[0]}.${(column ?? 0) + step[1]}"]`,
  );
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

interface CellProps {
  readonly cell: MatrixCell;
  readonly row: MatrixRow;
  readonly rowIndex: number;
  readonly column: number;
  readonly one: Compared;
  readonly name: string;
}

function Turn({ change }: { change: MatrixCell["change"] }) {
  if (change === null) return <span className="w-3" />;
  return change === "lost" ? (
    <ArrowDownRight size={12} strokeWidth={2.5} aria-hidden="true" className="w-3 text-fail" />
  ) : (
    <ArrowUpRight size={12} strokeWidth={2.5} aria-hidden="true" className="w-3 text-pass" />
  );
}

function Cell({ cell, row, rowIndex, column, one, name }: CellProps) {
  const { t } = useTranslation("compare");
  const verdict =
    cell.criterion === null || !isReady(one) ? undefined : one.iteration.verdicts[cell.criterion.id];
  const label = t("matrix.cell", {
    where: name,
    state: t(`matrix.states.${cell.state}`),
    yours: cell.yours ? t("matrix.yours") : "",
    change: cell.change === null ? "" : t(`matrix.changes.${cell.change}`),
    answer: verdict?.answer ?? "",
  }).trim();
  const here = { row: row.key, column };
  return (
    <button
      type="button"
      data-cell={`${rowIndex}.${column}`}
      data-state={cell.state}
      data-change={cell.change ?? undefined}
      aria-label={`${row.question} ${label}`}
      title={label}
      tabIndex={rowIndex === 0 && column === 0 ? 0 : -1}
      onKeyDown={walk}
      onFocus={() => lookAt(here)}
      onBlur={() => lookAt(nowhere)}
      onPointerEnter={() => lookAt(here)}
      onPointerLeave={() => lookAt(nowhere)}
      className="mx-auto flex h-7 items-center justify-center gap-0.5 rounded-md px-1 hover:bg-hover"
    >
      <span className="w-3" />
      <Mark face={cell.state} yours={cell.yours} />
      <Turn change={cell.change} />
    </button>
  );
}

function tint(row: MatrixRow): string {
  if (row.story.some((turn) => turn.change === "lost")) return "bg-fail-soft/45";
  if (row.story.length > 0) return "bg-pass-soft/45";
  return "";
}

const Row = memo(function Row({
  row,
  rowIndex,
  all,
}: {
  row: MatrixRow;
  rowIndex: number;
  all: readonly Compared[];
}) {
  const { t } = useTranslation("compare");
  const nameAt = (column: number) => {
    const one = all[column];
    return one === undefined ? "" : shortName(one, all, t);
  };
  const story = row.story.map(({ change, column }) => t(`matrix.${change}`, { where: nameAt(column) }));
  const edge = "border-b border-line";
  return (
    <tr data-testid="matrix-row" className={tint(row)}>
      <th scope="row" className={cx("px-2 py-1 text-left align-middle font-normal break-words", edge)}>
        <span className="text-base break-words">{row.question}</span>
        {story.length === 0 ? null : <span className="ml-1.5 text-sm text-mute">{story.join(", ")}</span>}
      </th>
      {row.cells.map((cell, column) => {
        const one = all[column];
        return one === undefined ? null : (
          <td key={one.key} className={cx("text-center align-middle", edge)}>
            <Cell
              cell={cell}
              row={row}
              rowIndex={rowIndex}
              column={column}
              one={one}
              name={longName(one, all, t)}
            />
          </td>
        );
      })}
      <td className={edge} />
    </tr>
  );
});

/** Questions by images. */
export function MatrixRows({ rows, all }: RowsProps) {
  return (
    <tbody>
      {rows.map((row, index) => (
        <Row key={row.key} row={row} rowIndex={index} all={all} />
      ))}
    </tbody>
  );
}
