/** Adds up what runs say about skills. Where there is nothing to say, nothing is said. */
import type { SkillUsage } from "../../shared/skills";
import type { RunFacts } from "./usage-facts";

/** @param names skills to report on besides those that runs name */
export function usageOf(facts: readonly RunFacts[], names: readonly string[]): SkillUsage[] {
  const without = facts.filter((one) => one.skill === null);
  const bare = byPair(without);
  const baseline = {
    baselineFirstScore: mean(without.flatMap((one) => one.first ?? [])),
    baselineRuns: without.length,
    baselinePassRate: shareOfPasses(without),
  };
  const bySkill = new Map<string, RunFacts[]>(names.map((name) => [name, []]));
  for (const one of facts) {
    if (one.skill === null) continue;
    const list = bySkill.get(one.skill);
    if (list === undefined) bySkill.set(one.skill, [one]);
    else list.push(one);
  }
  return [...bySkill]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, runs]) => ({
      name,
      runs: runs.length,
      lastUsed: runs.length === 0 ? null : Math.max(...runs.map((one) => one.at)),
      passRate: shareOfPasses(runs),
      ...pairsOf(byPair(runs), bare),
      firstScore: mean(runs.flatMap((one) => one.first ?? [])),
      ...baseline,
    }));
}

/** Runs that asked for the same thing in the same way; several of a kind count as one, with their mean. */
function byPair(runs: readonly RunFacts[]): ReadonlyMap<string, number> {
  const passes = new Map<string, number[]>();
  for (const { pair, passed } of runs) {
    if (pair === null) continue;
    const list = passes.get(pair);
    if (list === undefined) passes.set(pair, [passed ? 1 : 0]);
    else list.push(passed ? 1 : 0);
  }
  return new Map([...passes].map(([pair, list]) => [pair, mean(list) ?? 0]));
}

function pairsOf(
  aided: ReadonlyMap<string, number>,
  bare: ReadonlyMap<string, number>,
): Pick<SkillUsage, "pairs" | "pairPassWith" | "pairPassWithout"> {
  const shared = [...aided.keys()].filter((pair) => bare.has(pair));
  return {
    pairs: shared.length,
    pairPassWith: mean(shared.map((pair) => aided.get(pair) ?? 0)),
    pairPassWithout: mean(shared.map((pair) => bare.get(pair) ?? 0)),
  };
}

function shareOfPasses(runs: readonly RunFacts[]): number | null {
  return mean(runs.map((one) => (one.passed ? 1 : 0)));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
