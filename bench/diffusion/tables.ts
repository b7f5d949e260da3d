/** Tables of the diffusion benchmark, as Markdown. */
import type { Compared } from "./equality";
import { LEAST_DB } from "./equality";
import type { OverheadRow } from "./overhead";
import type { SeedRow } from "./seeds";

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const distinct = (values: readonly string[]) => [...new Set(values)];
const decibels = (value: number) => (Number.isFinite(value) ? `${value.toFixed(0)} dB` : "equal");

/** Scheduler by family: the worst of the pictures, and how many there are. */
export function equalityTable(compared: readonly Compared[]): string {
  const families = distinct(compared.map(({ family }) => family));
  const schedulers = distinct(compared.map(({ scheduler }) => scheduler)).sort();
  return table(
    ["scheduler", ...families],
    schedulers.map((scheduler) => [
      scheduler.replace(/(Discrete)?Scheduler$/, ""),
      ...families.map((family) => {
        const cell = compared.filter((one) => one.family === family && one.scheduler === scheduler);
        if (cell.length === 0) return "–";
        const worst = Math.min(...cell.map(({ psnr }) => psnr));
        return `${worst >= LEAST_DB ? "✓" : "✗"} ${decibels(worst)} (${cell.length})`;
      }),
    ]),
  );
}

export function overheadTable(rows: readonly OverheadRow[]): string {
  const compares = rows.some(({ theirs }) => theirs !== null);
  const head = ["model", "pixels", "steps", "runs", "ms", "of it models", "overhead"];
  return table(
    [...head, ...(compares ? ["optimum, ms", "ours / optimum"] : [])],
    rows.map(({ name, side, steps, count, total, runs, overhead, theirs }) => [
      ...[name, `${side}²`, `${steps}`, `${count}`, total.toFixed(0), runs.toFixed(0)],
      `${(100 * overhead).toFixed(1)} %`,
      ...(compares ? [theirs?.ms.toFixed(0) ?? "–", theirs?.ratio.toFixed(2) ?? "–"] : []),
    ]),
  );
}

export function seedTable(rows: readonly SeedRow[]): string {
  const mark = (good: boolean) => (good ? "✓" : "✗");
  return table(
    ["model", "again", "in another process", "another seed differs"],
    rows.map(({ family, again, elsewhere, otherSeed }) => [
      family,
      ...[again, elsewhere, otherSeed].map(mark),
    ]),
  );
}
