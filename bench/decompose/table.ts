/** Recall and precision of what was found, by kind of check. */
import type { Check } from "../../shared/run/criteria";
import { factOf } from "./facts";

export interface Task {
  readonly prompt: string;
  readonly wanted: readonly Check[];
  readonly found: readonly Check[];
}

interface Tally {
  wanted: number;
  hit: number;
  found: number;
  right: number;
}

/** Kinds the suite's notation has; what else is asked ("in a row") cannot be held against it, nor for it. */
const expressible = ["object", "count", "attribute", "relation", "verb", "text"] as const;

export function table(tasks: readonly Task[]): string {
  const tallies = new Map<string, Tally>();
  const tally = (type: string) => {
    const known = tallies.get(type) ?? { wanted: 0, hit: 0, found: 0, right: 0 };
    tallies.set(type, known);
    return known;
  };
  let whole = 0;
  for (const { wanted, found } of tasks) {
    const [asked, own] = [unique(wanted), unique(found)];
    for (const [fact, check] of asked) {
      tally(check.type).wanted++;
      if (own.has(fact)) tally(check.type).hit++;
    }
    for (const [fact, check] of own) {
      tally(check.type).found++;
      if (asked.has(fact)) tally(check.type).right++;
    }
    if ([...asked.keys()].every((fact) => own.has(fact))) whole++;
  }
  const rows = expressible.map((type) => row(type, tally(type)));
  const beyond = [...tallies].filter(([type]) => !expressible.some((one) => one === type));
  return [
    "| atoms | in the suite | recall, % | asked | precision, % |",
    "|---|---|---|---|---|",
    ...rows,
    row("all", sumOf(expressible.map(tally))),
    "",
    `Every atom found: ${whole} of ${tasks.length} prompts.`,
    `Asked beyond the suite's notation: ${beyond.map(([type, { found }]) => `${type} ${found}`).join(", ") || "nothing"}.`,
  ].join("\n");
}

function unique(checks: readonly Check[]): Map<string, Check> {
  return new Map(checks.map((check) => [factOf(check), check]));
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = { wanted: 0, hit: 0, found: 0, right: 0 };
  for (const { wanted, hit, found, right } of tallies) {
    sum.wanted += wanted;
    sum.hit += hit;
    sum.found += found;
    sum.right += right;
  }
  return sum;
}

function row(name: string, { wanted, hit, found, right }: Tally): string {
  return `| ${name} | ${wanted} | ${share(hit, wanted)} | ${found} | ${share(right, found)} |`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : ((100 * part) / whole).toFixed(1);
}

/** The prompts that were not read whole, with what is missing and what too much. */
export function linesOf(tasks: readonly Task[]): string[] {
  return tasks.flatMap(({ prompt, wanted, found }) => {
    const [asked, own] = [unique(wanted), unique(found)];
    const missing = [...asked.keys()].filter((fact) => !own.has(fact));
    const more = [...own.keys()].filter((fact) => !asked.has(fact) && fact !== "?");
    if (missing.length + more.length === 0) return [];
    return [`${prompt}\n  - ${missing.join("; ")}\n  + ${more.join("; ")}`];
  });
}
