/**
 * How long "stop now" takes, from the command until it stands in the journal, at every stage of real runs.
 *
 *   npm run bench:stop -- [--n 40]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { RunEvent } from "../shared/run/events";
import { openBenchServices } from "./services";
import { median } from "./statistics";

const PROMPT = "four white bicycles in front of three plastic cows";
const STAGES = ["plan", "decompose", "draw", "verify", "distil", "refine"] as const;

const { values } = parseArgs({ options: { n: { type: "string", default: "42" } } });

async function main(): Promise<void> {
  const data = mkdtempSync(path.join(tmpdir(), "gems-stop-"));
  let onEvents: (runId: string, events: readonly RunEvent[]) => void = () => undefined;
  const services = await openBenchServices(data, (runId, events) => onEvents(runId, events));
  const times = new Map<string, number[]>(STAGES.map((stage) => [stage, []]));
  try {
    await services.engine.warmUp();
    for (let i = 0; i < Number(values.n); i++) {
      const stage = STAGES[i % STAGES.length] ?? "draw";
      let stopped: Promise<void> | null = null;
      onEvents = (runId, events) => {
        if (
          stopped !== null ||
          !events.some((event) => event.type === "stage-entered" && event.stage === stage)
        )
          return;
        const began = performance.now();
        stopped = services.runs.command(runId, { type: "stop", mode: "now" }).then(() => {
          times.get(stage)?.push(performance.now() - began);
        });
      };
      const { ended } = await services.runs.start({ prompt: PROMPT, seed: i, rounds: 5, keepGoing: true });
      await ended;
      await stopped;
    }
  } finally {
    await services.close();
    rmSync(data, { recursive: true, force: true });
  }
  console.log("| stopped while | n | median ms | longest ms |\n|---|---|---|---|");
  for (const [stage, all] of times) {
    console.log(`| ${stage} | ${all.length} | ${median(all).toFixed(1)} | ${Math.max(...all).toFixed(1)} |`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
