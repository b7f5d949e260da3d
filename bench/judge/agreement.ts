/**
 * Where the loop's own eyes and the independent judge part, in the results of `npm run bench`. A loop that has learnt
 * to please its eyes shows as facts that its eyes see and the judge does not, more of them the longer it worked.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { headerSchema, type Row, rowSchema } from "../product/results";
import { openSuite } from "../product/suites";

interface Tally {
  asked: number;
  agreed: number;
  /** Seen by the loop's eyes, not by the judge. */
  pleased: number;
  /** … and the scene sides with the judge. */
  fooled: number;
  /** Seen by the judge alone. */
  missed: number;
}

const blank = (): Tally => ({ asked: 0, agreed: 0, pleased: 0, fooled: 0, missed: 0 });
const percent = (part: number, of: number) => (of === 0 ? "–" : `${((100 * part) / of).toFixed(1)} %`);

/** Prints agreement by policy and by sort of fact. Throws Error when the folder holds no results of both. */
export function printAgreement(folder: string): void {
  const files = ["bench.json", "results.jsonl"].map((name) => path.resolve(folder, name));
  const [head = "", lines = ""] = files;
  if (!existsSync(head) || !existsSync(lines))
    throw new Error(`${folder} holds no results of npm run bench.`);
  const { suite } = headerSchema.parse(JSON.parse(readFileSync(head, "utf8")));
  const rows = readFileSync(lines, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => rowSchema.parse(JSON.parse(line)));
  const sorts = sortsOf(suite);
  const byPolicy = new Map<string, Tally>();
  const bySort = new Map<string, Tally>();
  for (const row of rows) add(row, sorts.get(row.task) ?? [], byPolicy, bySort);
  if (byPolicy.size === 0) throw new Error("These results were not judged by the independent judge.");
  console.log("| | facts | agreed | eyes alone say yes | … and the scene says no | judge alone says yes |");
  console.log("|---|---|---|---|---|---|");
  for (const [name, tally] of [...byPolicy, ...bySort]) {
    const { asked, agreed, pleased, fooled, missed } = tally;
    const shares = [agreed, pleased, fooled, missed].map((part) => percent(part, asked));
    console.log(`| ${name} | ${asked} | ${shares.join(" | ")} |`);
  }
}

/** Sort of each atom of each task; empty for suites whose file is not at hand. */
function sortsOf(suite: string): ReadonlyMap<string, readonly string[]> {
  try {
    const { tasks } = openSuite(suite, undefined);
    return new Map(tasks.map(({ id, atoms }) => [id, atoms.map(({ check }) => check.type)]));
  } catch {
    return new Map();
  }
}

function add(
  row: Row,
  sorts: readonly string[],
  ...[byPolicy, bySort]: [Map<string, Tally>, Map<string, Tally>]
) {
  if (row.independent === null) return;
  for (const [index, judged] of row.independent.entries()) {
    const seen = row.eyes[index] ?? null;
    if (judged === null || seen === null) continue;
    const scene = row.scene?.[index] ?? null;
    const [yes, truly] = [seen > 0.5, judged > 0.5];
    for (const [map, name] of [
      [byPolicy, row.policy],
      [bySort, sorts[index] ?? "other"],
    ] as const) {
      const tally = map.get(name) ?? blank();
      map.set(name, tally);
      tally.asked += 1;
      tally.agreed += yes === truly ? 1 : 0;
      tally.pleased += yes && !truly ? 1 : 0;
      tally.fooled += yes && !truly && scene === 0 ? 1 : 0;
      tally.missed += !yes && truly ? 1 : 0;
    }
  }
}
