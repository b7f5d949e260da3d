/** Drawing with WebGPU in the real inference process, through SwiftShader. */
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DiffuseRequest } from "../../../../../electron/inference/protocol";
import { swiftShader } from "../../../../fixtures/swiftshader";
import { openRealEngine, type RealEngine } from "../real-worker";
import { models, psnr } from "./support";

const card = swiftShader();
if ("missing" in card) console.warn(`WebGPU is not tested here: ${card.missing}.`);

const signal = new AbortController().signal;
const quiet = { signal, onProgress: () => undefined };
const request: DiffuseRequest = {
  folder: path.join(models, "sd"),
  prompt: "a red cat",
  negativePrompt: "",
  steps: 3,
  guidance: 5,
  width: 32,
  height: 32,
  seed: 3,
};

const pixels = async (png: Uint8Array) => new Uint8Array(await sharp(png).removeAlpha().raw().toBuffer());

describe.skipIf("missing" in card)("WebGPU", () => {
  const before = { ...process.env };
  let real: RealEngine;
  beforeAll(() => {
    // The process inherits it.
    if ("env" in card) Object.assign(process.env, card.env);
    real = openRealEngine();
  });
  afterAll(async () => {
    await real.engine.close();
    for (const name of ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"]) {
      if (before[name] === undefined) delete process.env[name];
    }
  });

  it("is found to work, and is no match for the processor", async () => {
    const trial = await real.engine.tryProvider({ provider: "webgpu", measure: false }, signal);
    expect(trial).toMatchObject({ standing: "works", detail: "" });
    expect(trial.timings.map(({ side }) => side)).toContain(16);
    const processor = await real.engine.tryProvider({ provider: "cpu", measure: false }, signal);
    expect(processor.standing).toBe("works");
  }, 120_000);

  it.each([
    ["sd", { steps: 2, guidance: 5 }],
    ["lcm", { steps: 1, guidance: 8.5 }],
    ["sdxl", { steps: 1, guidance: 5 }],
  ] as const)(
    "draws the processor's picture (%s)",
    async (family, way) => {
      const wanted = { ...request, ...way, folder: path.join(models, family) };
      const plain = await real.engine.diffuse(wanted, quiet);
      expect(plain).toMatchObject({ provider: "cpu", refused: [] });
      const drawn = await real.engine.diffuse({ ...wanted, providers: ["webgpu", "cpu"] }, quiet);
      expect(drawn).toMatchObject({ provider: "webgpu", refused: [] });
      expect(real.engine.status().models).toContainEqual(
        expect.objectContaining({ name: family, provider: "webgpu", loaded: true }),
      );
      const ratio = psnr(await pixels(plain.png), await pixels(drawn.png));
      console.log(
        `${family}: WebGPU against the processor ${Number.isFinite(ratio) ? `${ratio.toFixed(1)} dB` : "equal"}`,
      );
      expect(ratio).toBeGreaterThanOrEqual(45);
    },
    180_000,
  );

  it("draws the same again, can be stopped between steps, and leaves the rest to the processor", async () => {
    const wanted = { ...request, steps: 1, providers: ["webgpu", "cpu"] as ("webgpu" | "cpu")[] };
    const first = await real.engine.diffuse(wanted, quiet);
    expect((await real.engine.diffuse(wanted, quiet)).png).toEqual(first.png);
    const controller = new AbortController();
    const drawing = real.engine.diffuse(
      { ...wanted, steps: 900 },
      { signal: controller.signal, onProgress: (_, label) => label === "Step 1" && controller.abort() },
    );
    await expect(drawing).rejects.toMatchObject({ code: "cancelled" });
    expect((await real.engine.diffuse(request, quiet)).provider).toBe("cpu");
  }, 120_000);
});

describe("without a graphics card", () => {
  let real: RealEngine;
  beforeAll(() => {
    // Vulkan finds no driver, whatever this computer has.
    process.env.VK_DRIVER_FILES = "/nonexistent/icd.json";
    process.env.VK_ICD_FILENAMES = "/nonexistent/icd.json";
    real = openRealEngine();
  });
  afterAll(async () => {
    await real.engine.close();
    delete process.env.VK_DRIVER_FILES;
    delete process.env.VK_ICD_FILENAMES;
  });

  it("draws with the processor and says why", async () => {
    const plain = await real.engine.diffuse(request, quiet);
    const drawn = await real.engine.diffuse({ ...request, providers: ["cuda", "webgpu", "cpu"] }, quiet);
    // Elsewhere a card may be found without Vulkan.
    if (drawn.provider !== "cpu") return;
    expect(drawn.png).toEqual(plain.png);
    expect(drawn.refused.map(({ provider }) => provider)).toEqual(["cuda", "webgpu"]);
    for (const { reason } of drawn.refused) expect(reason).not.toMatch(/^$|\n/);
  }, 60_000);

  it("blames the model, not the provider, for what is wrong with it", async () => {
    const error = await real.engine
      .diffuse({ ...request, width: 31, providers: ["webgpu", "cpu"] }, quiet)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "bad-input" });
  });
});
