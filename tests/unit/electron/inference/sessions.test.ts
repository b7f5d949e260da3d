import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { listSupportedBackends } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultThreads, type ProviderReport, sessionFactory } from "../../../../electron/inference/sessions";
import { StudioError } from "../../../../shared/errors";
import { modelsDir, requireModel } from "./real-worker";

const model = path.join(modelsDir, "flatland", "model.onnx");
let folder: string;

beforeAll(async () => {
  requireModel("flatland");
  folder = await mkdtemp(path.join(tmpdir(), "gems-sessions-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 2],
  [8, 4],
  [64, 4],
])("%i logical cores give %i threads", (cores, threads) => {
  expect(defaultThreads(cores)).toBe(threads);
});

describe("providers", () => {
  async function reportFor(providers: readonly string[]): Promise<ProviderReport> {
    const reports: ProviderReport[] = [];
    const create = sessionFactory({ providers, onReport: (_, report) => reports.push(report) });
    const session = await create(model);
    expect(session.inputNames.length).toBeGreaterThan(0);
    await session.release();
    const [report] = reports;
    if (report === undefined) throw new Error("nothing was reported");
    return report;
  }

  test("the CPU is used when nothing else is asked for", async () => {
    expect(await reportFor([])).toEqual({ provider: "cpu", refused: [] });
    expect(await reportFor(["cpu"])).toEqual({ provider: "cpu", refused: [] });
  });

  test("a provider the runtime has never heard of is named, not dropped without a word", async () => {
    expect(await reportFor(["warpdrive"])).toEqual({
      provider: "cpu",
      refused: [{ provider: "warpdrive", reason: "not part of this build" }],
    });
  });

  test("a provider that is there but cannot start gives its reason and yields to the CPU", async () => {
    // CUDA's libraries do not come with the package: it is listed on Linux, and opening it fails.
    const listed = listSupportedBackends().some(({ name, bundled }) => name === "cuda" && !bundled);
    const report = await reportFor(["cuda"]);
    if (report.provider === "cuda") return;
    expect(report.provider).toBe("cpu");
    expect(report.refused).toHaveLength(1);
    expect(report.refused[0]?.reason === "not part of this build").toBe(!listed);
    expect(report.refused[0]?.reason).not.toContain("\n");
  });
});

describe("files that are no models", () => {
  test.each(["absent.onnx", "garbage.onnx"])("%s is model-invalid", async (name) => {
    await writeFile(path.join(folder, "garbage.onnx"), "this is not a graph");
    const error = await sessionFactory()(path.join(folder, name)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StudioError);
    expect((error as StudioError).code).toBe("model-invalid");
    expect((error as StudioError).message).toContain(name);
  });
});
