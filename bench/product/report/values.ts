/** The report's numbers as comma-separated values: one file of policies, one of every prompt. */
import type { Interval } from "../metrics";
import { csvLine } from "../suites/csv";
import type { Figures } from "./index";

const bounds = (name: string) => [name, `${name}_low`, `${name}_high`];
const values = (interval: Interval | undefined) =>
  interval === undefined ? [null, null, null] : [interval.value, interval.low, interval.high];

export function policiesCsv({ results, judge }: Figures): string {
  const head = [
    "policy",
    "n",
    "judge",
    ...["am", "gm", "passed", "scene_passed", "images", "seconds"].flatMap(bounds),
  ];
  const rows = results.map(({ name, all, summaries, images, seconds }) => {
    const summary = summaries[judge] ?? undefined;
    const scores = [summary?.am, summary?.gm, summary?.passed, summaries.scene?.passed, images, seconds];
    return [name, all.length, judge, ...scores.flatMap(values)];
  });
  return `${[head, ...rows].map(csvLine).join("\n")}\n`;
}

export function promptsCsv({ results, judge }: Figures): string {
  const head = ["policy", "task", "prompt", "atomicity", "tags", "seed", "images", "seconds", "claimed"];
  const scores = ["am", "gm", "passed", "judged", "scene_passed", "failed_atoms"];
  const rows = results.flatMap(({ name, all }) =>
    all.map(({ task, row, scores: by }) => {
      const score = by[judge];
      const failed = task.atoms.filter((_, index) => {
        const p = row[judge]?.[index];
        return p != null && p <= 0.5;
      });
      return [
        ...[
          name,
          task.id,
          task.prompt,
          task.atomicity,
          task.tags.join(" "),
          row.seed,
          row.images,
          row.seconds,
        ],
        ...[row.claimed, score?.am ?? null, score?.gm ?? null, score?.passed ?? null, score?.judged ?? null],
        ...[by.scene?.passed ?? null, failed.map(({ question }) => question).join(" | ")],
      ];
    }),
  );
  return `${[[...head, ...scores], ...rows].map(csvLine).join("\n")}\n`;
}
