/**
 * Tries an execution provider: whether it can be opened at all, whether it computes what the processor computes, and
 * how fast. The graph is the bundled `benchmark` (training/diffusion/benchmark_graph.py).
 */
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { throwIfCancelled } from "../../../shared/errors";
import type { ProviderName, Timing, Trial } from "../../../shared/inference/compute";
import type { TrialRequest } from "../protocol";
import { firstLine, NOT_IN_BUILD, sessionOn } from "../sessions";
import type { WorkContext } from "./serve";

const CHANNELS = 64;
/** Sides of the input, one after the other, until a run takes longer than `PATIENCE_MS`. */
const sides = { look: [16, 64], measure: [16, 64, 192] } as const;
const repeats = { look: 3, measure: 7 } as const;
const PATIENCE_MS = 120;
/** Of the largest number: graphics cards add in another order, some in fewer digits. */
const TOLERANCE = 0.02;

/** Words of runtimes that find no card, driver or library. */
const noDevice =
  /adapter|no .*device|shared library|cannot open|could ?n.t load|not found|driver|no supported/i;

/** @throws CancelledError between two runs; a provider that cannot compute is an answer, not an error. */
export async function tryProvider(
  modelsDir: string,
  { provider, measure }: TrialRequest,
  { signal }: WorkContext,
): Promise<Trial> {
  const file = join(modelsDir, "benchmark", "model.onnx");
  const how = measure ? "measure" : "look";
  let session: InferenceSession;
  try {
    session = await sessionOn(provider)(file);
  } catch (cause) {
    // The processor takes the graph wherever the studio is whole.
    if (provider === "cpu") throw cause;
    return refused(firstLine(cause));
  }
  try {
    const wrong = await wrongNumbers(session, provider, file);
    if (wrong !== null) return { standing: "wrong", detail: wrong, timings: [] };
    const timings: Timing[] = [];
    for (const side of sides[how]) {
      const ms = await timed(session, side, repeats[how], signal);
      timings.push({ side, ms });
      if (ms > PATIENCE_MS) break;
    }
    return { standing: "works", detail: "", timings };
  } catch (cause) {
    throwIfCancelled(signal);
    if (provider === "cpu") throw cause;
    return { standing: "failed", detail: firstLine(cause), timings: [] };
  } finally {
    await session.release();
  }
}

function refused(reason: string): Trial {
  const standing = reason === NOT_IN_BUILD ? "absent" : noDevice.test(reason) ? "no-device" : "failed";
  return { standing, detail: reason, timings: [] };
}

/** What is wrong with its numbers, held against the processor's; null where nothing is. */
async function wrongNumbers(
  session: InferenceSession,
  provider: ProviderName,
  file: string,
): Promise<string | null> {
  if (provider === "cpu") return null;
  const [side] = sides.look;
  const processor = await sessionOn("cpu")(file);
  try {
    const input = inputOf(side);
    const [expected, given] = [await answer(processor, input), await answer(session, input)];
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const off = expected.reduce((most, value, i) => {
      const distance = Math.abs(value - (given[i] ?? Number.NaN));
      return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : Math.max(most, distance);
    }, 0);
    return off <= TOLERANCE * largest
      ? null
      : `off by up to ${off.toPrecision(3)} of ${largest.toPrecision(3)}`;
  } finally {
    await processor.release();
  }
}

/** Median time of a run in milliseconds, after one that does not count. */
async function timed(
  session: InferenceSession,
  side: number,
  times: number,
  signal: AbortSignal,
): Promise<number> {
  const input = inputOf(side);
  const spent: number[] = [];
  for (let i = 0; i <= times; i += 1) {
    // Lets a cancellation be heard; running a model blocks the thread.
    await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    const began = performance.now();
    await answer(session, input);
    if (i > 0) spent.push(performance.now() - began);
  }
  return spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? 0;
}

function inputOf(side: number): Tensor {
  const values = Float32Array.from({ length: CHANNELS * side * side }, (_, i) => Math.sin(i * 0.7));
  return new Tensor("float32", values, [1, CHANNELS, side, side]);
}

async function answer(session: InferenceSession, input: Tensor): Promise<Float32Array> {
  const { answer: output } = await session.run({ sample: input });
  if (output === undefined || !(output.data instanceof Float32Array)) throw new Error("no numbers came back");
  return output.data;
}
