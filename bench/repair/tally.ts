/** What runs came to, added up for the tables of `npm run bench:repair`. */
import { bestOf } from "../../shared/run/ranking";
import { keptOf } from "../../shared/run/repair";
import type { RunState } from "../../shared/run/state";
import { allPassed } from "../../shared/run/verdicts";
import { mean, share } from "../statistics";

export interface Outcome {
  readonly passed: boolean;
  readonly images: number;
  readonly seconds: number;
  /** Whether the best image's scene meets every criterion; null where it carries none. */
  readonly truth: boolean | null;
  readonly repairs: readonly RepairTold[];
}

/** One image made out of another. */
interface RepairTold {
  readonly edited: boolean;
  readonly passedBefore: number;
  /** Of those, the ones that passed after it too: doubt counts as lost. */
  readonly kept: number;
  readonly toMend: number;
  readonly mended: number;
  readonly ms: number;
}

/** @param truthOf says whether an attempt's scene meets every criterion */
export async function outcomeOf(
  state: RunState,
  seconds: number,
  truthOf: (n: number) => Promise<boolean | null>,
): Promise<Outcome> {
  const best = bestOf(state);
  return {
    passed: state.iterations.some((it) => it.score !== null && allPassed(it.score)),
    images: state.iterations.filter((it) => it.image !== null).length,
    seconds,
    truth: best === null ? null : await truthOf(best),
    repairs: state.iterations.flatMap((it) => repairTold(state, it.n) ?? []),
  };
}

function repairTold(state: RunState, n: number): RepairTold | null {
  const repair = keptOf(state, n);
  const after = state.iterations.find((it) => it.n === n);
  if (repair === null || after?.edit == null) return null;
  const before = state.iterations.find((it) => it.n === repair.base);
  const { mend } = after.edit;
  return {
    edited: repair.edited,
    passedBefore: before?.score?.passed ?? 0,
    kept: repair.kept.length,
    toMend: mend.length,
    mended: repair.mended.filter((id) => mend.includes(id)).length,
    ms: after.image?.ms ?? 0,
  };
}

export function runsTable(named: ReadonlyMap<string, readonly Outcome[]>): string {
  const rows = [...named].map(([name, all]) => {
    const passed = all.filter((one) => one.passed);
    const known = passed.filter((one) => one.truth !== null);
    const honest = known.filter((one) => one.truth === true).length;
    return [
      name,
      share(passed.length, all.length),
      mean(all.map((one) => one.images)).toFixed(2),
      mean(all.map((one) => one.seconds)).toFixed(2),
      `${honest} of ${known.length} (${((100 * honest) / known.length).toFixed(1)} %)`,
    ];
  });
  return table(
    ["", "every criterion passed", "images/prompt", "s/prompt", "of those, right by the scene too"],
    rows,
  );
}

export function repairsTable(outcomes: readonly Outcome[]): string {
  const asked = outcomes.flatMap(({ repairs }) => repairs);
  const done = asked.filter((one) => one.edited);
  const sum = (of: (one: RepairTold) => number) => done.reduce((total, one) => total + of(one), 0);
  const whole = done.filter((one) => one.kept === one.passedBefore).length;
  const right = done.filter((one) => one.mended === one.toMend).length;
  const both = done.filter((one) => one.mended === one.toMend && one.kept === one.passedBefore).length;
  const [kept, passed] = [sum((one) => one.kept), sum((one) => one.passedBefore)];
  const [mended, failing] = [sum((one) => one.mended), sum((one) => one.toMend)];
  return table(
    ["repairs", ""],
    [
      ["asked for", String(asked.length)],
      ["done (the rest was drawn anew)", String(done.length)],
      ["criteria that had passed and stayed passed", `${share(kept, passed)}, ${kept} of ${passed}`],
      ["repairs that lost nothing", share(whole, done.length)],
      ["failing criteria mended", `${share(mended, failing)}, ${mended} of ${failing}`],
      ["repairs that mended everything", share(right, done.length)],
      ["repairs after which everything passed", share(both, done.length)],
      ["mean ms a repair, drawing included", mean(done.map(({ ms }) => ms)).toFixed(0)],
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}
