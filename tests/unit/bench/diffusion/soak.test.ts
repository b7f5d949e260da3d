/** The soak of `npm run bench:soak`, a few pictures long: every stage cancelled and killed once, the next one whole. */
import { afterEach, expect, test } from "vitest";
import { soak, stages } from "../../../../bench/diffusion/soaking";
import { openRealEngine, type RealEngine } from "../../electron/inference/real-worker";

let real: RealEngine;
afterEach(() => real.engine.close());

const once = Object.fromEntries(stages.map((stage) => [stage, 1]));

test("cancelled at every stage, the same process draws the right picture next", async () => {
  // However busy the machine is, it is not killed for being slow to stop.
  real = openRealEngine({ graceMs: 600_000 });
  const ended = await soak({
    engine: real.engine,
    kill: () => undefined,
    end: "cancel",
    runs: 2 * stages.length,
  });
  expect(ended).toEqual(once);
  expect(real.processes).toHaveLength(1);
}, 120_000);

test("killed at every stage, the next process draws the right picture", async () => {
  real = openRealEngine({ maxCrashes: 1_000 });
  const ended = await soak({
    engine: real.engine,
    kill: () => real.processes.at(-1)?.kill(),
    end: "kill",
    runs: 2 * stages.length,
  });
  expect(ended).toEqual(once);
  expect(real.processes).toHaveLength(stages.length + 1);
}, 240_000);
