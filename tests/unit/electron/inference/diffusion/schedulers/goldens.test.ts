/** Our schedulers against trajectories of diffusers' (training/diffusion/scheduler_goldens.py). */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ddimConfigSchema } from "../../../../../../electron/inference/diffusion/schedulers/config";
import { createScheduler } from "../../../../../../electron/inference/diffusion/schedulers/create";
import { DdimScheduler } from "../../../../../../electron/inference/diffusion/schedulers/ddim";
import type { Sample, Scheduler } from "../../../../../../electron/inference/diffusion/schedulers/scheduler";

const numbers = z.array(z.number());
const goldensSchema = z.object({
  diffusers: z.string(),
  cases: z.array(
    z.object({
      scheduler: z.string(),
      config: z.record(z.string(), z.unknown()),
      steps: z.number(),
      options: z.object({
        eta: z.number().optional(),
        strength: z.number().optional(),
        sequence: z.number().optional(),
      }),
      initNoiseSigma: z.number(),
      timesteps: numbers,
      samples: z.array(numbers),
      noised: z.object({ index: z.number(), sample: numbers }),
    }),
  ),
});
type Case = z.infer<typeof goldensSchema>["cases"][number];

const file = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../../../../fixtures/diffusion/schedulers.json",
);
const { cases } = goldensSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const SIZE = 16;

/** The generator of the goldens: float32 numbers in -2..2. */
function stream(seed: number): () => Float32Array {
  let state = seed;
  return () =>
    Float32Array.from({ length: SIZE }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 30 - 2;
    });
}

function schedulerOf({ scheduler: name, config, options }: Case): Scheduler {
  if (options.eta !== undefined) return new DdimScheduler(ddimConfigSchema.parse(config), options.eta);
  return createScheduler({ ...config, _class_name: name }).scheduler;
}

function prepared(one: Case): Scheduler {
  const { strength, sequence } = one.options;
  const scheduler = schedulerOf(one);
  scheduler.setTimesteps(one.steps, {
    ...(strength === undefined ? {} : { strength }),
    ...(sequence === undefined ? {} : { sequenceLength: sequence }),
  });
  return scheduler;
}

/** 1e-4; a unit in float32's last place of the largest number so far where schedules begin with thousands. */
function allowed(largest: number): number {
  return Math.max(1e-4, 2 ** -23 * largest);
}

const most = (sample: Sample) => Math.max(...Array.from(sample, Math.abs));

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));
}

describe("schedulers", () => {
  it("have goldens of all six", () => {
    expect(new Set(cases.map(({ scheduler }) => scheduler)).size).toBe(6);
    expect(cases.length).toBeGreaterThan(60);
  });

  it.each(
    cases.map((one) => [`${one.scheduler} ${JSON.stringify(one.config)} in ${one.steps}`, one] as const),
  )("%s", (_name, one) => {
    const scheduler = prepared(one);
    expect(furthest(scheduler.timesteps, one.timesteps)).toBeLessThan(1e-3);
    expect(Math.abs(scheduler.initNoiseSigma / one.initNoiseSigma - 1)).toBeLessThan(1e-5);
    const [answers, noises] = [stream(7), stream(99)];
    let largest = 0;
    let sample: Sample = answers().map((value) => value * scheduler.initNoiseSigma);
    for (const [index, expected] of one.samples.entries()) {
      const given = scheduler.scaleInput(sample, index);
      const drawn = answers();
      const answer = given.map((value, i) => value * 0.5 + (drawn[i] as number) * 0.5);
      largest = Math.max(largest, most(sample));
      sample = scheduler.step(answer, index, sample, noises).sample;
      expect(furthest(sample, expected), `step ${index}`).toBeLessThanOrEqual(allowed(largest));
    }
  });

  it.each(cases.map((one) => [`${one.scheduler} ${JSON.stringify(one.config)}`, one] as const))(
    "add noise in the middle of the schedule: %s",
    (_name, one) => {
      const values = stream(5);
      const [picture, noise] = [values(), values()];
      const result = prepared(one).addNoise(picture, noise, one.noised.index);
      expect(furthest(result, one.noised.sample)).toBeLessThanOrEqual(1e-4);
    },
  );
});
