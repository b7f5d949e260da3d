/** What a reader must know before believing a number. */
import { mean } from "../../statistics";
import type { Figures } from "./index";

/** Below this many prompts an interval says more than the value. */
const SMALL = 100;

export function honesty(figures: Figures): readonly string[] {
  return [...judgeNotes(figures), ...sizeNotes(figures), ...suiteNotes(figures)];
}

function judgeNotes({ judge, header, results }: Figures): readonly string[] {
  const shares = results.flatMap(({ summaries }) => summaries[judge]?.judged ?? []);
  const judged = shares.length === 0 ? 0 : mean(shares);
  const unjudged =
    judged > 0.999
      ? []
      : [
          `The judge could tell ${(judged * 100).toFixed(1)} % of what was asked; the rest is left out, not failed.`,
        ];
  if (judge === "independent") {
    return [`Judged by ${header.judge}, which the loop never asks.`, ...unjudged];
  }
  return [
    "**NOT INDEPENDENT: the judge is the loop's own eyes** (the bundled detector and reader). Policies that look at their pictures are favoured by it: compare with the scene's column.",
    ...unjudged,
  ];
}

function sizeNotes({ tasks, suite, faults, results }: Figures): readonly string[] {
  const small =
    tasks.length < SMALL ? [`Small: ${tasks.length} of ${suite.tasks.length} prompts, spread evenly.`] : [];
  const missing = results.filter(({ all }) => all.length < tasks.length);
  const gaps = missing.map(
    ({ name, all }) => `Not finished: ${name} has ${all.length} of ${tasks.length} prompts.`,
  );
  const faulty =
    faults.length === 0
      ? []
      : [
          `${faults.length === 1 ? "1 fault is no result" : `${faults.length} faults are no results`}: ${faults.slice(0, 3).join("; ")}`,
        ];
  return [...small, ...gaps, ...faulty];
}

function suiteNotes({ suite, tasks }: Figures): readonly string[] {
  const unexpressed = tasks.filter((task) => task.unexpressed.length > 0).length;
  const silent =
    unexpressed === 0
      ? []
      : [
          `${unexpressed === 1 ? "1 prompt wishes" : `${unexpressed} prompts wish`} for something no check can express yet; that part is drawn but not judged.`,
        ];
  return [...suite.notes, ...silent];
}
