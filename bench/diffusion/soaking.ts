/**
 * Draws again and again in one inference process, cancelled or killed at every stage, with a whole picture after each:
 * it must be, to the last bit, the one drawn at the beginning.
 */
import path from "node:path";
import type { Engine } from "../../electron/inference/client";
import type { DiffuseRequest } from "../../electron/inference/protocol";
import { isCancelled, StudioError } from "../../shared/errors";
import { models } from "../../tests/unit/electron/inference/diffusion/support";

export const stages = ["loading", "encoding", "first step", "later step", "decoding"] as const;
export type Stage = (typeof stages)[number];

/** What ends a picture before its time. */
export type End = "cancel" | "kill";

export interface SoakOptions {
  readonly engine: Pick<Engine, "diffuse" | "forgetModel" | "onStatus">;
  /** Ends the inference process from outside. */
  readonly kill: () => void;
  readonly end: End;
  /** Pictures asked for; every other one is ended early. */
  readonly runs: number;
  readonly onRun?: (done: number, stage: Stage | "whole", family: string) => void;
}

const families = ["sd", "lcm", "sdxl"] as const;
const STEPS = 4;

function requestFor(family: (typeof families)[number]): DiffuseRequest {
  return {
    ...{ folder: path.join(models, family), prompt: "a red cat", negativePrompt: "", steps: STEPS },
    ...{ guidance: 5, width: 32, height: 32, seed: 11 },
  };
}

/**
 * @returns how many pictures were ended early at each stage
 * @throws Error when one was not ended as it should, or the picture after it is another
 */
export async function soak(options: SoakOptions): Promise<Readonly<Record<Stage, number>>> {
  const { engine, runs, onRun } = options;
  const expected = new Map<string, Uint8Array>();
  const ended: Record<Stage, number> = {
    loading: 0,
    encoding: 0,
    "first step": 0,
    "later step": 0,
    decoding: 0,
  };
  const whole = async (family: (typeof families)[number]) => {
    const { png } = await engine.diffuse(requestFor(family), idle());
    const before = expected.get(family);
    if (before === undefined) expected.set(family, png);
    else if (Buffer.compare(before, png) !== 0)
      throw new Error(`${family} draws another picture than before`);
  };
  for (const family of families) await whole(family);
  for (let i = 0; i < runs; i += 2) {
    const turn = i / 2;
    const stage = stages[turn % stages.length] ?? "loading";
    const family = families[Math.floor(turn / stages.length) % families.length] ?? "sd";
    await endedAt(stage, family, options);
    ended[stage] += 1;
    onRun?.(i + 1, stage, family);
    await whole(family);
    onRun?.(i + 2, "whole", family);
  }
  return ended;
}

const idle = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

async function endedAt(
  stage: Stage,
  family: (typeof families)[number],
  { engine, kill, end }: SoakOptions,
): Promise<void> {
  const request = requestFor(family);
  // Only what is not in memory is loaded.
  if (stage === "loading" || stage === "encoding") await engine.forgetModel();
  const controller = new AbortController();
  let reached = false;
  const now = () => {
    if (reached) return;
    reached = true;
    if (end === "cancel") controller.abort();
    else kill();
  };
  const off = engine.onStatus(({ models: known }) => {
    if (stage === "encoding" && known.some((model) => model.folder === request.folder && model.loaded)) now();
  });
  const labels: Partial<Record<Stage, string>> = {
    loading: "Loading the model",
    "first step": "Step 1",
    "later step": `Step ${STEPS - 1}`,
    decoding: `Step ${STEPS}`,
  };
  const outcome = await engine
    .diffuse(request, {
      signal: controller.signal,
      onProgress: (_, label) => {
        if (label === labels[stage]) now();
      },
    })
    .then(
      () => null,
      (error: unknown) => error,
    );
  off();
  if (!reached) throw new Error(`${family} never came to ${stage}`);
  const expected =
    end === "cancel"
      ? isCancelled(outcome)
      : // A quick process may have sent its picture before it was gone.
        outcome === null || (outcome instanceof StudioError && outcome.code === "engine-crashed");
  if (!expected) throw new Error(`${family}, ended while ${stage}: ${String(outcome)}`);
}
