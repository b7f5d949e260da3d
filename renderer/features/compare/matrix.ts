/** Criteria × iterations: which question stands how under which image, and what was gained and lost on the way. */
import type { Criterion } from "../../../shared/run/criteria";
import type { RunState } from "../../../shared/run/state";
import { type MarkState, markOf } from "../studio/criteria/marks";
import { type Compared, isReady } from "./compared";

export type Change = "gained" | "regained" | "lost";

export interface MatrixCell {
  /** The question as its own run has it; null where the run does not ask it. */
  readonly criterion: Criterion | null;
  readonly state: MarkState;
  /** True when the designer's word stands over the verifier's. */
  readonly yours: boolean;
  /** Against the judged column before it. */
  readonly change: Change | null;
}

export interface MatrixRow {
  readonly key: string;
  readonly question: string;
  readonly cells: readonly MatrixCell[];
  /** Columns by their place, in order. */
  readonly story: readonly { readonly change: Change; readonly column: number }[];
  readonly differs: boolean;
  readonly fails: boolean;
}

/** Same words, whatever the capitals, spaces and the mark at their end. */
export function plainQuestion(question: string): string {
  return question
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[\s?.!]+$/, "")
    .trim();
}

/** Runs that branched from one another, as far as those laid out tell, have one name in common. */
export function treesOf(runs: readonly RunState[]): ReadonlyMap<string, string> {
  const root = new Map<string, string>();
  const find = (id: string): string => {
    const above = root.get(id) ?? id;
    return above === id ? id : find(above);
  };
  for (const run of runs) {
    const { header } = run;
    if (header === null) continue;
    if (!root.has(header.id)) root.set(header.id, header.id);
    const origin = header.branchOf?.runId;
    if (origin === undefined) continue;
    if (!root.has(origin)) root.set(origin, origin);
    root.set(find(header.id), find(origin));
  }
  return new Map([...root.keys()].map((id) => [id, find(id)]));
}

interface Question {
  readonly tree: string;
  readonly criterion: Criterion;
}

/** Within a tree of runs a question is known by its id, between strangers by its words. */
function isSame(a: Question, b: Question): boolean {
  if (a.tree === b.tree && a.criterion.id === b.criterion.id) return true;
  return plainQuestion(a.criterion.question) === plainQuestion(b.criterion.question);
}

function questionsOf(one: Compared, trees: ReadonlyMap<string, string>): readonly Question[] {
  const tree = trees.get(one.place.runId) ?? one.place.runId;
  return (one.run?.criteria ?? [])
    .filter((criterion) => criterion.enabled)
    .map((criterion) => ({ tree, criterion }));
}

function cellOf(one: Compared, criterion: Criterion | null): MatrixCell {
  if (criterion === null || !isReady(one)) return { criterion, state: "none", yours: false, change: null };
  return { criterion, ...markOf(one.iteration, criterion), change: null };
}

/** Marks every pass that follows a failure and every failure that follows a pass; the rest is passed over. */
export function withChanges(cells: readonly MatrixCell[]): readonly MatrixCell[] {
  let before: "pass" | "fail" | null = null;
  let hadPassed = false;
  return cells.map((cell) => {
    // What was not asked because something before it is missing is missing too.
    const state = cell.state === "unasked" ? "fail" : cell.state;
    if (state !== "pass" && state !== "fail") return cell;
    const change: Change | null =
      before === null || before === state
        ? null
        : state === "fail"
          ? "lost"
          : hadPassed
            ? "regained"
            : "gained";
    before = state;
    if (state === "pass") hadPassed = true;
    return { ...cell, change };
  });
}

function rowOf(
  key: string,
  group: readonly Question[],
  columns: readonly (readonly Question[])[],
  all: readonly Compared[],
): MatrixRow {
  const plain = all.map((one, column) => {
    const own = columns[column]?.find((question) => group.some((other) => isSame(other, question)));
    return cellOf(one, own?.criterion ?? null);
  });
  const cells = withChanges(plain);
  const states = new Set(cells.filter((cell) => cell.state !== "waiting").map((cell) => cell.state));
  return {
    key,
    question: group.at(-1)?.criterion.question ?? "",
    cells,
    story: cells.flatMap(({ change }, column) => (change === null ? [] : [{ change, column }])),
    differs: states.size > 1,
    fails: cells.some((cell) => cell.state === "fail" || cell.state === "unasked"),
  };
}

/** Every question asked of any of the images, in the order of the first run that asks it. */
export function matrixOf(all: readonly Compared[]): readonly MatrixRow[] {
  const trees = treesOf(all.flatMap((one) => (one.run === null ? [] : [one.run])));
  const columns = all.map((one) => questionsOf(one, trees));
  const groups: Question[][] = [];
  for (const question of columns.flat()) {
    const home = groups.find((group) => group.some((other) => isSame(other, question)));
    if (home === undefined) groups.push([question]);
    else home.push(question);
  }
  return groups.map((group, index) => rowOf(`q${index}`, group, columns, all));
}

export function filtered(
  rows: readonly MatrixRow[],
  filter: "all" | "differing" | "failing",
): readonly MatrixRow[] {
  if (filter === "differing") return rows.filter((row) => row.differs);
  if (filter === "failing") return rows.filter((row) => row.fails);
  return rows;
}
