/**
 * `npm run bench:soak`: 200 pictures in one inference process, every other one cancelled at a stage of its own; what
 * the process holds in memory meanwhile; then the same with the process killed instead. See docs/bench.md.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openEngine } from "../electron/inference/client";
import { forkInNode } from "../electron/inference/fork";
import type { WorkerProcess } from "../electron/inference/spawner";
import { soak, stages } from "./diffusion/soaking";
import { median } from "./statistics";

const root = path.resolve(import.meta.dirname, "..");
/** More is a leak. */
const MOST_GROWTH = 0.05;
/** Pictures at the end whose median is held against as many after the warm-up. */
const WINDOW = 20;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "200" },
      kills: { type: "string", default: "20" },
      warm: { type: "string", default: "60" },
    },
  });
  const [runs, kills, warm] = [Number(values.runs), Number(values.kills), Number(values.warm)];
  const { engine, current } = open();
  const sizes: number[] = [];
  const pids = new Set<number>();
  console.log(`# Soak: ${runs} pictures, every other one cancelled\n`);
  const cancelled = await soak({
    engine,
    runs,
    end: "cancel",
    kill: () => undefined,
    onRun: (done, stage, family) => {
      const { pid = 0 } = current();
      pids.add(pid);
      sizes.push(residentMegabytes(pid));
      if (done % 20 === 0)
        console.log(`${String(done).padStart(4)}  ${sizes.at(-1)?.toFixed(0)} MB  ${family}, ${stage}`);
    },
  });
  await engine.close();
  const [first, last] = [median(sizes.slice(warm, warm + WINDOW)), median(sizes.slice(-WINDOW))];
  const growth = last / first - 1;
  console.log(`\nCancelled: ${stages.map((stage) => `${cancelled[stage]} while ${stage}`).join(", ")}.`);
  console.log(
    `Processes: ${pids.size} (one is meant). Every picture after a cancelled one was the right one.`,
  );
  console.log(
    `Memory after ${warm} pictures ${first.toFixed(1)} MB, at the end ${last.toFixed(1)} MB: ${(100 * growth).toFixed(1)} % (at most ${100 * MOST_GROWTH} %).`,
  );
  const again = open();
  const killed = await soak({
    engine: again.engine,
    runs: 2 * kills,
    end: "kill",
    kill: () => again.current().kill(),
  });
  await again.engine.close();
  console.log(
    `\nKilled: ${stages.map((stage) => `${killed[stage]} while ${stage}`).join(", ")}; ${again.started()} processes. Every picture afterwards was the right one.`,
  );
  if (growth > MOST_GROWTH || pids.size !== 1) process.exitCode = 1;
}

function open() {
  const processes: WorkerProcess[] = [];
  const spawn = forkInNode(path.join(root, "out", "main", "inference-worker.cjs"));
  const engine = openEngine({
    spawn: () => {
      const started = spawn();
      processes.push(started);
      return started;
    },
    init: {
      modelsDir: path.join(root, "models"),
      assetsDir: path.join(root, "electron", "inference", "flatland", "assets"),
    },
    // A busy machine takes its time to heed a cancellation; killing over it is not what is measured here.
    graceMs: 120_000,
    backoffMs: 1,
    maxCrashes: Number.MAX_SAFE_INTEGER,
  });
  const current = (): WorkerProcess => {
    const latest = processes.at(-1);
    if (latest === undefined) throw new Error("no inference process has been started");
    return latest;
  };
  return { engine, current, started: () => processes.length };
}

/** What a process holds in memory at the moment. */
function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))?.[1]) / 1024;
  }
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
