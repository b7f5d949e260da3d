/** How long "stop now" takes, from the command until it stands in the journal, at every stage of real runs. */
import type { Services } from "../../electron/services";
import type { RunEvent } from "../../shared/run/events";
import { median } from "../statistics";

const PROMPT = "four white bicycles in front of three plastic cows";
const STAGES = ["plan", "decompose", "draw", "verify", "distil", "refine"] as const;

/** Hears every event of every run. */
type Listen = (hear: (runId: string, events: readonly RunEvent[]) => void) => void;

/** Stops `n` runs, the stages in turn. @returns the table, in Markdown */
export async function measureSpeed(
  { runs }: Pick<Services, "runs">,
  listen: Listen,
  n: number,
): Promise<string> {
  const times = new Map<string, number[]>(STAGES.map((stage) => [stage, []]));
  for (let i = 0; i < n; i++) {
    const stage = STAGES[i % STAGES.length] ?? "draw";
    let stopped: Promise<void> | null = null;
    listen((runId, events) => {
      const entered = events.some((event) => event.type === "stage-entered" && event.stage === stage);
      if (stopped !== null || !entered) return;
      const began = performance.now();
      stopped = runs.command(runId, { type: "stop", mode: "now" }).then(() => {
        times.get(stage)?.push(performance.now() - began);
      });
    });
    const { ended } = await runs.start({ prompt: PROMPT, seed: i, rounds: 5, keepGoing: true });
    await ended;
    await stopped;
  }
  listen(() => undefined);
  const rows = [...times].map(
    ([stage, all]) =>
      `| ${stage} | ${all.length} | ${median(all).toFixed(1)} | ${Math.max(...all).toFixed(1)} |`,
  );
  return ["| stopped while | n | median ms | longest ms |", "|---|---|---|---|", ...rows].join("\n");
}
