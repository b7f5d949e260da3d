/**
 * What the local decomposer finds of what a prompt asks for.
 *
 *   node scripts/bench.mjs decompose                     Studio-300: recall and precision by kind of atom
 *   node scripts/bench.mjs decompose --held-out          forty free phrasings nothing was tuned against
 *   node scripts/bench.mjs decompose QUESTIONS.jsonl     a reference list of questions, as in GenEval2
 *
 * With `--show` every prompt that is not read as it should be is printed with what is missing and what too much.
 */
import { readFileSync } from "node:fs";
import { decompose } from "../electron/agent/local/decomposer";
import type { Check } from "../shared/run/criteria";
import { factsOf } from "./decompose/facts";
import { heldOut } from "./decompose/held-out";
import { againstQuestions } from "./decompose/questions";
import { linesOf, type Task, table } from "./decompose/table";
import { studio300 } from "./product/suites/studio";

const args = process.argv.slice(2);
const file = args.find((argument) => !argument.startsWith("--"));
const show = args.includes("--show");

const checksOf = (prompt: string): readonly Check[] =>
  decompose(prompt).flatMap(({ check }) => (check === undefined ? [] : [check]));

if (file !== undefined) console.log(againstQuestions(readFileSync(file, "utf8"), checksOf));
else if (args.includes("--held-out")) heldOutReport();
else {
  const suite = studio300(undefined);
  const tasks: readonly Task[] = suite.tasks.map(({ prompt, atoms }) => ({
    prompt,
    wanted: atoms.map(({ check }) => check),
    found: checksOf(prompt),
  }));
  if (show) console.log(linesOf(tasks).join("\n"));
  console.log(`${suite.name}\n\n${table(tasks)}`);
}

function heldOutReport(): void {
  let [same, found, wanted, extra] = [0, 0, 0, 0];
  for (const [prompt, facts] of heldOut) {
    const asked = new Set(facts.split("; "));
    const own = factsOf(checksOf(prompt));
    const missing = [...asked].filter((fact) => !own.has(fact));
    const more = [...own].filter((fact) => !asked.has(fact));
    if (missing.length + more.length === 0) same++;
    else if (show) console.log(`${prompt}\n  - ${missing.join("; ")}\n  + ${more.join("; ")}`);
    wanted += asked.size;
    found += asked.size - missing.length;
    extra += more.length;
  }
  console.log(
    `${same} of ${heldOut.length} phrasings read as they should be; ${found} of ${wanted} facts found, ${extra} too many.`,
  );
}
