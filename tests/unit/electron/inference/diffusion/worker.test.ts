/** Diffusion models in the real inference process. */
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DiffuseRequest } from "../../../../../electron/inference/protocol";
import { isCancelled, StudioError } from "../../../../../shared/errors";
import { MAX_PREVIEW } from "../../../../../shared/run/events";
import { openRealEngine, type RealEngine } from "../real-worker";
import { bytesOf, goldens, models } from "./support";

const signal = new AbortController().signal;
const quiet = { signal, onProgress: () => undefined };
const request: DiffuseRequest = {
  folder: path.join(models, "sd"),
  prompt: "a red cat",
  negativePrompt: "",
  steps: 4,
  guidance: 5,
  width: 32,
  height: 32,
  seed: 3,
};

let real: RealEngine;
beforeAll(() => {
  real = openRealEngine();
});
afterAll(() => real.engine.close());

const png = (base64: string, channels: 1 | 3) =>
  sharp(bytesOf(base64), { raw: { width: 32, height: 32, channels } })
    .png()
    .toBuffer();

describe("diffusion in the inference process", () => {
  it("tells what a folder holds without loading it", async () => {
    const report = await real.engine.inspectModel(path.join(models, "sdxl"), signal);
    expect(report).toEqual({ family: "sdxl", side: 32, grid: 4, edits: true, notes: [] });
  });

  it("draws the same PNG for the same seed, step by step, with previews of the picture so far", async () => {
    const steps: string[] = [];
    const previews: Uint8Array[] = [];
    const onProgress = (_fraction: number, label: string, preview?: Uint8Array) => {
      steps.push(label);
      if (preview !== undefined) previews.push(preview);
    };
    const first = await real.engine.diffuse(request, { signal, onProgress });
    const again = await real.engine.diffuse(request, quiet);
    expect([first.width, first.height]).toEqual([32, 32]);
    expect(again.png).toEqual(first.png);
    expect(steps[0]).toBe("Loading the model");
    expect(new Set(steps)).toEqual(new Set(["Loading the model", "Step 1", "Step 2", "Step 3", "Step 4"]));
    expect(previews.length).toBeGreaterThan(0);
    for (const preview of previews) {
      expect(preview.length).toBeLessThan(MAX_PREVIEW);
      expect(await sharp(preview).metadata()).toMatchObject({ format: "png", width: 16, height: 16 });
    }
  });

  it("begins from a picture, within a mask", async () => {
    const [image, mask] = [await png(goldens.image, 3), await png(goldens.mask, 1)];
    const whole = await real.engine.diffuse({ ...request, from: { image, strength: 0.8 } }, quiet);
    const part = await real.engine.diffuse({ ...request, from: { image, strength: 0.8, mask } }, quiet);
    expect(part.png).not.toEqual(whole.png);
  });

  it("changes from model to model and back", async () => {
    const first = await real.engine.diffuse(request, quiet);
    await real.engine.diffuse({ ...request, folder: path.join(models, "lcm") }, quiet);
    await real.engine.forgetModel();
    expect((await real.engine.diffuse(request, quiet)).png).toEqual(first.png);
  });

  it("can be stopped between two steps, and goes on working", async () => {
    const controller = new AbortController();
    const drawing = real.engine.diffuse(
      { ...request, steps: 900 },
      { signal: controller.signal, onProgress: (_, label) => label === "Step 2" && controller.abort() },
    );
    const error = await drawing.catch((reason: unknown) => reason);
    expect(isCancelled(error)).toBe(true);
    expect((await real.engine.diffuse(request, quiet)).width).toBe(32);
  });

  it("refuses what is no model, with the reason", async () => {
    const error = await real.engine
      .diffuse({ ...request, folder: models }, quiet)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StudioError);
    expect(error).toMatchObject({
      code: "model-missing",
      message: expect.stringContaining("model_index.json"),
    });
  });
});
