/** Which provider a model is computed with, and why not another: decided on trials as they may come out. */
import { describe, expect, test } from "vitest";
import { Compute, insteadNote } from "../../../../electron/backends/compute";
import { CancelledError, StudioError } from "../../../../shared/errors";
import {
  type ComputeSettings,
  defaultCompute,
  type ProviderName,
  providersOf,
  type Trial,
} from "../../../../shared/inference/compute";

const signal = new AbortController().signal;
const model = { folder: "/models/sd", name: "sd", modelBytes: 3e9 };

const works = (...ms: readonly number[]): Trial => ({
  standing: "works",
  detail: "",
  timings: ms.map((one, i) => ({ side: [16, 64, 192][i] ?? 0, ms: one })),
});
const noCard: Trial = { standing: "no-device", detail: "No supported adapters", timings: [] };

type Outcome = Trial | Error | Promise<Trial>;

function computeWith(
  outcomes: Partial<Record<ProviderName, Outcome>>,
  settings: Partial<ComputeSettings> = {},
  platform = "linux",
) {
  const tried: string[] = [];
  let open = 0;
  const told: string[] = [];
  const compute = new Compute({
    platform,
    settings: () => ({ ...defaultCompute, ...settings }),
    onChanged: ({ busy }) => told.push(busy === null ? "idle" : busy.provider),
    openTrials: () => {
      open += 1;
      return {
        tryProvider: async ({ provider, measure }, stop) => {
          tried.push(measure ? `${provider}, measured` : provider);
          const outcome = outcomes[provider] ?? works(1, 10);
          if (outcome instanceof Error) throw outcome;
          return Promise.race([
            outcome,
            new Promise<Trial>((_, reject) =>
              stop.addEventListener("abort", () => reject(new CancelledError())),
            ),
          ]);
        },
        close: async () => {
          open -= 1;
        },
      };
    },
  });
  return { compute, tried, told, open: () => open };
}

test.each([
  ["linux", ["cuda", "webgpu", "cpu"]],
  ["win32", ["cuda", "dml", "webgpu", "cpu"]],
  ["darwin", ["webgpu", "coreml", "cpu"]],
])("on %s these are tried, in this order", async (platform, names) => {
  expect(providersOf(platform)).toEqual(names);
  const { compute, tried, told, open } = computeWith({}, {}, platform);
  await compute.look(signal);
  expect(tried).toEqual(names);
  expect(told).toEqual([...names, "idle"]);
  expect(open()).toBe(0);
  await compute.look(signal);
  expect(tried).toEqual(names);
});

describe("automatic", () => {
  test("takes those that work and are no slower than the processor, in the platform's order", async () => {
    const { compute } = computeWith({ cuda: works(3, 2), webgpu: works(2, 4), cpu: works(0.5, 5) });
    expect(await compute.wayFor(model, signal)).toEqual({
      providers: ["cuda", "webgpu", "cpu"],
      refused: [],
    });
  });

  test("leaves out, without a word, what is slower or does not work: nobody asked for it", async () => {
    const { compute } = computeWith({ cuda: noCard, webgpu: works(180), cpu: works(0.3, 4, 50) });
    expect(await compute.wayFor(model, signal)).toEqual({ providers: ["cpu"], refused: [] });
  });

  test("says so where a card that would have been used may not be", async () => {
    const { compute } = computeWith({ cuda: noCard, webgpu: works(1, 2) }, { graphicsLimit: 2_000 });
    const { providers, refused } = await compute.wayFor(model, signal);
    expect(providers).toEqual(["cpu"]);
    expect(insteadNote(refused, "cpu")).toBe(
      "Computed by the processor instead of WebGPU: the files of sd take 3.0 GB, and 2.0 GB are allowed on graphics cards.",
    );
  });
});

describe("a chosen provider", () => {
  test("is used even where it is slower", async () => {
    const { compute } = computeWith({ webgpu: works(180) }, { provider: "webgpu" });
    expect((await compute.wayFor(model, signal)).providers).toEqual(["webgpu", "cpu"]);
  });

  test.each([
    [noCard, "no graphics card or driver for it was found (No supported adapters)"],
    [{ ...noCard, standing: "absent" }, "the studio comes without it on this system"],
    [
      { ...noCard, standing: "wrong", detail: "off by up to 3" },
      "its numbers are wrong here (off by up to 3)",
    ],
    [{ ...noCard, standing: "failed", detail: "lost\nat x" }, "it failed when tried (lost)"],
    [
      new StudioError("engine-crashed", "The inference process ended.", { remedy: "Retry." }),
      "trying it ended the process it ran in",
    ],
  ] as const)("that does not work gives its reason: %#", async (outcome, reason) => {
    const { compute } = computeWith({ webgpu: outcome }, { provider: "webgpu" });
    const { providers, refused } = await compute.wayFor(model, signal);
    expect(providers).toEqual(["cpu"]);
    expect(refused).toEqual([{ provider: "webgpu", reason }]);
  });

  test("of another system is told apart", async () => {
    const { compute } = computeWith({}, { provider: "dml" });
    expect((await compute.wayFor(model, signal)).refused).toEqual([
      { provider: "dml", reason: "it does not exist on this system" },
    ]);
  });

  test("under which the process ended is not asked again for that model, until all is measured anew", async () => {
    const { compute } = computeWith({}, { provider: "webgpu" });
    compute.fell(model, "webgpu");
    expect((await compute.wayFor(model, signal)).providers).toEqual(["cpu"]);
    expect((await compute.wayFor({ ...model, folder: "/other" }, signal)).providers).toContain("webgpu");
    await compute.measure();
    expect((await compute.wayFor(model, signal)).providers).toContain("webgpu");
  });
});

describe("the processor's limit", () => {
  test("refuses a larger model before anything is loaded, with both numbers", async () => {
    const { compute, tried } = computeWith({}, { provider: "cpu", processorLimit: 1_500 });
    const error = await compute.wayFor(model, signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "settings",
      message:
        "The files of sd take 3.0 GB, and the settings allow 1.5 GB to the processor. Nothing was loaded.",
    });
    expect(tried).toEqual([]);
  });

  test("does not keep a graphics card from it, which then has nobody to fall back on", async () => {
    const { compute } = computeWith({ webgpu: works(1, 1) }, { processorLimit: 1_500, provider: "webgpu" });
    expect((await compute.wayFor(model, signal)).providers).toEqual(["webgpu"]);
  });
});

describe("measuring", () => {
  test("tries everything anew, and what crashed does not keep the others from it", async () => {
    const crash = new StudioError("engine-crashed", "The inference process ended.", { remedy: "Retry." });
    const { compute, tried } = computeWith({ cuda: crash, webgpu: works(1, 2, 3), cpu: works(1, 20, 90) });
    await compute.look(signal);
    const { providers, busy } = await compute.measure();
    expect(tried.slice(3)).toEqual(["cuda, measured", "webgpu, measured", "cpu, measured"]);
    expect(busy).toBeNull();
    expect(providers.map(({ name, standing }) => [name, standing])).toEqual([
      ["cuda", "crashed"],
      ["webgpu", "works"],
      ["cpu", "works"],
    ]);
  });

  test("ends when it is stopped; what was found by then stands, and the process is gone", async () => {
    const { compute, open } = computeWith({ cuda: works(1), webgpu: new Promise<Trial>(() => undefined) });
    const measuring = compute.measure();
    await expect.poll(() => compute.state().busy?.provider).toBe("webgpu");
    compute.stop();
    await expect(measuring).rejects.toMatchObject({ code: "cancelled" });
    expect(open()).toBe(0);
    expect(compute.state()).toMatchObject({
      busy: null,
      providers: [{ standing: "works" }, { standing: "untried" }, { standing: "untried" }],
    });
  });
});
