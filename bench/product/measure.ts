/** The whole of a benchmark: opens what it needs, plays what is missing, writes the report. */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import type { Spawner } from "../../electron/inference/spawner";
import { MAX_SEED } from "../../shared/run/settings";
import { spread } from "../prompts";
import type { Arguments } from "./arguments";
import { contest } from "./contest";
import { judgeFor } from "./judging/independent";
import { Eta, inLanes, type Job, spoken } from "./lanes";
import { scoreOf } from "./metrics";
import { policiesOf } from "./policies";
import type { Policy } from "./policies/policy";
import { reportOf } from "./report";
import { writeReport } from "./report/write";
import { openResults, type Results, type Row } from "./results";
import { type Lane, openLanes } from "./rooms";
import { openSuite } from "./suites";
import type { Suite, Task } from "./task";

/** Between the seeds of two prompts: a prime, so that no two share a picture's seed. */
const SEED_STEP = 7_919;

type Turn = Job & { readonly player: Policy; readonly about: Task };

/**
 * @param spawn starts the inference processes; the built one where absent
 * @throws Error when the suite, a policy or the folder is not what it must be, or when nothing can be drawn
 */
export async function measure(asked: Arguments, spawn?: Spawner): Promise<void> {
  const suite = openSuite(asked.suite, asked.file);
  const policies = policiesOf(asked.policy);
  const tasks = spread(suite.tasks, asked.n ?? suite.tasks.length);
  const out = path.resolve(asked.out ?? path.join("bench-out", `${asked.suite}-seed${asked.seed}`));
  const independent = await judgeFor(asked.judge, (text) => console.error(text));
  const data = mkdtempSync(path.join(tmpdir(), "gems-bench-"));
  try {
    const lanes = await openLanes(asked, data, independent, spawn);
    try {
      const [first] = lanes;
      if (first === undefined) throw new RangeError("at least one lane");
      const { names } = first.room;
      const header = {
        v: 1 as const,
        suite: suite.name,
        digest: suite.digest,
        seed: asked.seed,
        rounds: asked.rounds,
        generator:
          asked.layout === undefined
            ? names.generator
            : `${names.generator}, ${path.basename(path.resolve(asked.layout))}`,
        roles: names.roles,
        lessons: asked.lessons,
        judge: independent?.name ?? null,
      };
      const results = openResults(out, header, asked.resume);
      try {
        const faults = await play(suite, tasks, policies, lanes, results, asked);
        const command = commandOf(asked);
        const cores = `${cpus().length} cores, ${lanes.length} engine process${lanes.length === 1 ? "" : "es"}`;
        const report = reportOf({
          header,
          suite,
          tasks,
          policies,
          rows: results.rows,
          faults,
          command,
          cores,
        });
        await writeReport(report, out);
        console.log(report.markdown);
        console.error(`\nsaved      ${path.join(out, "report.html")}`);
      } finally {
        results.close();
      }
    } finally {
      for (const lane of lanes) await lane.close();
    }
  } finally {
    await independent?.close?.();
    rmSync(data, { recursive: true, force: true });
  }
}

/** What still is to be done, prompt by prompt: policies share a prompt's turn, so that a part is comparable too. */
export function turnsOf(tasks: readonly Task[], policies: readonly Policy[], rows: readonly Row[]): Turn[] {
  const done = new Set(rows.map(({ policy, task }) => `${policy}\n${task}`));
  return tasks
    .flatMap((about) => policies.map((player) => ({ player, about, policy: player.name, task: about.id })))
    .filter(({ policy, task }) => !done.has(`${policy}\n${task}`));
}

/** A prompt's seed depends on its place in the suite alone: the same for every policy and every n. */
export function seedOf(suite: Suite, task: Task, seed: number): number {
  return (seed + suite.tasks.indexOf(task) * SEED_STEP) % (MAX_SEED + 1);
}

async function play(
  suite: Suite,
  tasks: readonly Task[],
  policies: readonly Policy[],
  lanes: readonly Lane[],
  results: Results,
  asked: Arguments,
): Promise<readonly string[]> {
  const turns = turnsOf(tasks, policies, results.rows);
  const all = tasks.length * policies.length;
  if (turns.length < all) console.error(`${all - turns.length} of ${all} were finished before.`);
  if (turns.some(({ player }) => player.warm === true)) await lanes[0]?.room.lessons();
  const left = new Set(turns);
  const eta = new Eta();
  const faults: string[] = [];
  await inLanes(
    lanes,
    turns,
    async ({ room, panel }, turn) => {
      const { player, about } = turn;
      const began = performance.now();
      const row = await contest(room, panel, player, about, seedOf(suite, about, asked.seed), results.folder);
      results.add(row);
      left.delete(turn);
      eta.add(turn.policy, (performance.now() - began) / 1000);
      const seconds = eta.left([...left], lanes.length);
      const rest = seconds === null || left.size === 0 ? "" : ` · ${spoken(seconds)} left`;
      console.error(`${all - left.size}/${all}${rest}  ${told(row, about)}`);
    },
    (turn, error) => {
      left.delete(turn);
      const message = error instanceof Error ? error.message : String(error);
      faults.push(`${turn.policy} on ${turn.task}: ${message}`);
      console.error(`fault      ${faults.at(-1)}`);
    },
  );
  return faults;
}

function told(row: Row, { atoms, prompt }: Task): string {
  const score = scoreOf(
    row.independent ?? row.eyes,
    atoms.map(({ weight }) => weight),
  );
  const mark = score === null ? "·" : score.passed ? "✓" : "✗";
  return `${row.policy} ${mark} ${row.images} images ${row.seconds.toFixed(1)} s  ${prompt.slice(0, 70)}`;
}

function commandOf(asked: Arguments): string {
  const { suite, policy, n, seed, rounds, lessons } = asked;
  const some = n === undefined ? "" : ` --n ${n}`;
  const file = asked.file === undefined ? "" : " --file FILE";
  const warm = policy.includes("ours-warm") ? ` --lessons ${lessons}` : "";
  const layout = asked.layout === undefined ? "" : " --layout FOLDER";
  return `npm run bench -- --suite ${suite}${file} --policy ${policy}${some} --seed ${seed} --rounds ${rounds}${warm}${layout}`;
}
