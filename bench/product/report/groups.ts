/** Results by kind of fact, by how many facts a prompt holds, and by what it exercises. */
import { mean } from "../../statistics";
import type { JudgeName, Scored } from "../metrics";
import type { PolicyResult } from "./index";

export interface Group {
  readonly name: string;
  /** One for each policy, in their order; null where the policy has nothing there. */
  readonly cells: readonly (Cell | null)[];
}

export interface Cell {
  /** Atoms of a kind, prompts of a group. */
  readonly n: number;
  readonly value: number;
}

/** More distinct atomicities than this are taken two by two. */
const MOST_STEPS = 8;

/** "bySkill": mean probability of its atoms; "byAtomicity": GM of its prompts; "byTag": share of them that pass. */
export function groupsOf(results: readonly PolicyResult[], judge: JudgeName) {
  return {
    bySkill: grouped(results, (one) => atomsByKind(one, judge)),
    byAtomicity: grouped(results, (one) => {
      const { gm } = one.scores[judge] ?? {};
      return gm === undefined ? [] : [[step(one, results), gm]];
    }).sort((a, b) => Number.parseInt(a.name, 10) - Number.parseInt(b.name, 10)),
    byTag: grouped(results, (one) => {
      const score = one.scores[judge];
      return score === null ? [] : one.task.tags.map((tag) => [tag, Number(score.passed)] as const);
    }).sort((a, b) => sizeOf(b) - sizeOf(a)),
  };
}

const sizeOf = ({ cells }: Group) => Math.max(...cells.map((cell) => cell?.n ?? 0));

function grouped(
  results: readonly PolicyResult[],
  values: (one: Scored) => readonly (readonly [name: string, value: number])[],
): Group[] {
  const tables = results.map(({ all }) => {
    const found = new Map<string, number[]>();
    for (const [name, value] of all.flatMap(values)) found.set(name, [...(found.get(name) ?? []), value]);
    return found;
  });
  const names = [...new Set(tables.flatMap((table) => [...table.keys()]))];
  return names.map((name) => ({
    name,
    cells: tables.map((table) => {
      const found = table.get(name);
      return found === undefined ? null : { n: found.length, value: mean(found) };
    }),
  }));
}

function atomsByKind({ task, row }: Scored, judge: JudgeName): readonly (readonly [string, number])[] {
  const probabilities = row[judge] ?? [];
  return task.atoms.flatMap(({ kind, check }, index) => {
    const p = probabilities[index];
    const name =
      check.type === "verb" ? "verb" : check.type === "count" && check.count === 0 ? "none of" : kind;
    return p == null ? [] : [[name, p] as const];
  });
}

function step({ task: { atomicity } }: Scored, results: readonly PolicyResult[]): string {
  const all = new Set(results.flatMap((one) => one.all.map(({ task }) => task.atomicity)));
  if (all.size <= MOST_STEPS) return String(atomicity);
  const low = atomicity - ((atomicity + 1) % 2);
  return `${low}–${low + 1}`;
}
