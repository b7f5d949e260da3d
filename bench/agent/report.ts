/** The benchmark's table. */
import { randomOf } from "../prompts";
import { mean, wilson } from "../statistics";
import type { Outcome } from "./arena";
import { bootstrap, differenceOfMeans, type Interval, type Pair, ratioOfMeans } from "./compare";
import type { Policy } from "./policies";

export interface Result {
  readonly policy: Policy;
  readonly outcomes: readonly Outcome[];
}

const requestsOf = (one: Outcome) => one.imageRequests + one.chatRequests;
const tokensOf = (one: Outcome) => one.inputTokens + one.outputTokens;
const measures = [
  { name: "requests", of: requestsOf, goal: 1 / 3 },
  { name: "bytes sent", of: (one: Outcome) => one.bytes, goal: 1 / 3 },
  { name: "tokens", of: tokensOf, goal: null },
  { name: "wall time", of: (one: Outcome) => one.seconds, goal: 1 / 2 },
] as const;

const digits = (value: number, places = 1) => value.toFixed(places);
const percent = (value: number) => digits(value * 100);

/** One row a policy: what a run costs on average, and how often all questions pass in the end. */
export function costTable(results: readonly Result[]): string {
  const head =
    "| | passed | true | images | requests | of them chat | sent, MB | tokens in | tokens out | wall, s |\n|---|---|---|---|---|---|---|---|---|---|";
  const rows = results.map(({ policy, outcomes }) => {
    const rate = (hits: number) => {
      const [low, high] = wilson(hits, outcomes.length);
      return `${percent(hits / outcomes.length)} % [${percent(low)}, ${percent(high)}]`;
    };
    const passed = rate(outcomes.filter((one) => one.passed).length);
    const met = rate(outcomes.filter((one) => one.met).length);
    const average = (of: (one: Outcome) => number) => mean(outcomes.map(of));
    return `| ${policy.name} | ${passed} | ${met} | ${[
      digits(
        average((one) => one.pictures),
        2,
      ),
      digits(average(requestsOf)),
      digits(average((one) => one.chatRequests)),
      digits(average((one) => one.bytes) / 1e6, 2),
      digits(
        average((one) => one.inputTokens),
        0,
      ),
      digits(
        average((one) => one.outputTokens),
        0,
      ),
      digits(average((one) => one.seconds)),
    ].join(" | ")} |`;
  });
  return [head, ...rows].join("\n");
}

/** Each policy against the first: ratios of means and the difference in passing, with bootstrap intervals. */
export function ratioTable([base, ...others]: readonly Result[], seed: number): string {
  const head = `| against ${base?.policy.name} | ${measures.map(({ name }) => name).join(" | ")} | passed, points |\n|---|${"---|".repeat(measures.length + 1)}`;
  const rows = others.map(({ policy, outcomes }) => {
    const random = randomOf(seed);
    const cells = measures.map(({ of, goal }) => {
      const interval = bootstrap(pairsOf(outcomes, base?.outcomes ?? [], of), ratioOfMeans, random);
      const met = goal === null ? "" : interval.value <= goal ? " ✓" : " ✗";
      return `${shown(interval, 2)}${met}`;
    });
    const share = (one: Outcome) => (one.passed ? 100 : 0);
    const points = bootstrap(pairsOf(outcomes, base?.outcomes ?? [], share), differenceOfMeans, random);
    return `| ${policy.name} | ${cells.join(" | ")} | ${shown(points, 1)}${points.value >= 0 ? " ✓" : " ✗"} |`;
  });
  return [head, ...rows].join("\n");
}

function pairsOf(
  ours: readonly Outcome[],
  theirs: readonly Outcome[],
  of: (one: Outcome) => number,
): readonly Pair[] {
  return ours.flatMap((one, index) => {
    const other = theirs[index];
    return other === undefined ? [] : [[of(one), of(other)] as const];
  });
}

function shown({ value, low, high }: Interval, places: number): string {
  return `${digits(value, places)} [${digits(low, places)}, ${digits(high, places)}]`;
}

/** Where the requests go, and the tokens written for them, a run on average: "1.50 / 42". */
export function tasksTable(results: readonly Result[]): string {
  const all = results.flatMap(({ outcomes }) => outcomes.flatMap((one) => Object.keys(one.asked)));
  const names = [...new Set(all)].sort();
  const rows = results.map(({ policy, outcomes }) => {
    const cells = names.map((name) => {
      const requests = mean(outcomes.map((one) => one.asked[name]?.requests ?? 0));
      const tokens = mean(outcomes.map((one) => one.asked[name]?.tokens ?? 0));
      return `${digits(requests, 2)} / ${digits(tokens, 0)}`;
    });
    return `| ${policy.name} | ${cells.join(" | ")} |`;
  });
  const head = `| requests / tokens out to | ${names.join(" | ")} |\n|---|${"---|".repeat(names.length)}`;
  return [head, ...rows].join("\n");
}
