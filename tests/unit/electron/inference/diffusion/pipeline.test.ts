import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../../../../electron/inference/diffusion/load";
import { readModelFolder } from "../../../../../electron/inference/diffusion/model-folder";
import type {
  DiffusionPipeline,
  DiffusionRequest,
} from "../../../../../electron/inference/diffusion/pipeline";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { StudioError } from "../../../../../shared/errors";
import { temporaryFolder } from "../../storage/support";
import { bytesOf, goldens, models } from "./support";

const createSession = sessionFactory({ threads: 1 });
let sd: DiffusionPipeline;

const request: DiffusionRequest = {
  prompt: "a red cat",
  steps: 3,
  guidance: 5,
  width: 32,
  height: 32,
  seeds: [7],
};

async function refusal(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StudioError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

beforeAll(async () => {
  sd = (await loadModel(path.join(models, "sd"), createSession)).pipeline;
}, 60_000);

describe("drawing", () => {
  it("gives the same picture for the same seed, and another for another", async () => {
    const [first, again] = [await sd.draw(request), await sd.draw(request)];
    expect(again.images).toEqual(first.images);
    const other = await sd.draw({ ...request, seeds: [8] });
    expect(other.images[0]?.pixels).not.toEqual(first.images[0]?.pixels);
  });

  it.each(["sd", "lcm", "sdxl"])("draws several at once as it draws them one by one (%s)", async (family) => {
    const { pipeline } = await loadModel(path.join(models, family), createSession);
    const batch = await pipeline.draw({ ...request, seeds: [3, 4, 5] });
    expect(batch.images).toHaveLength(3);
    for (const [i, seed] of [3, 4, 5].entries()) {
      const { images } = await pipeline.draw({ ...request, seeds: [seed] });
      const furthest = Math.max(
        ...(images[0]?.pixels ?? []).map((value, at) =>
          Math.abs(value - (batch.images[i]?.pixels[at] as number)),
        ),
      );
      expect(furthest).toBeLessThanOrEqual(1);
    }
  });

  it("heeds emphasis, the negative prompt and the guidance", async () => {
    const plain = await sd.draw(request);
    for (const change of [
      { prompt: "a (red:1.6) cat" },
      { negativePrompt: "green" },
      { guidance: 9 },
      { guidance: 1 },
    ]) {
      const changed = await sd.draw({ ...request, ...change });
      expect(changed.images[0]?.pixels, JSON.stringify(change)).not.toEqual(plain.images[0]?.pixels);
    }
  });

  it("tells each step and what the picture looks like so far", async () => {
    const told: number[] = [];
    await sd.draw(request, {
      onStep: (fraction, denoised, size) => {
        told.push(fraction);
        expect(denoised).toHaveLength(4 * size.height * size.width);
      },
    });
    expect(told.map((fraction) => Math.round(fraction * 3))).toEqual([1, 2, 3]);
  });

  it("stops between two steps, and draws again after that", async () => {
    const controller = new AbortController();
    let steps = 0;
    const drawing = sd.draw(
      { ...request, steps: 20 },
      {
        signal: controller.signal,
        onStep: () => {
          steps += 1;
          if (steps === 2) controller.abort();
        },
      },
    );
    expect((await refusal(drawing)).code).toBe("cancelled");
    expect(steps).toBe(2);
    expect((await sd.draw(request)).images).toHaveLength(1);
  });

  it("says which words it had no room for", async () => {
    const { notes } = await sd.draw({ ...request, steps: 1, prompt: "cat ".repeat(200) });
    expect(notes.join()).toMatch(/too long for the model: its last \d+ tokens/);
  });

  it("leaves what is outside the mask as it was, up to what its autoencoder can keep", async () => {
    const image = { pixels: bytesOf(goldens.image), width: 32, height: 32 };
    const nothing = new Uint8Array(32 * 32);
    const from = (mask: Uint8Array) => ({ image, strength: 0.9, mask });
    const untouched = await sd.draw({ ...request, steps: 6, from: from(nothing) });
    const other = await sd.draw({ ...request, steps: 6, prompt: "something else", from: from(nothing) });
    expect(other.images).toEqual(untouched.images);
    const touched = await sd.draw({ ...request, steps: 6, from: from(bytesOf(goldens.mask)) });
    expect(touched.images).not.toEqual(untouched.images);
  });

  it.each([
    [{ width: 33 }, "33 by 32", "multiples of 4"],
    [{ height: 0 }, "32 by 0", "multiples of 4"],
    [{ seeds: [] }, "No picture", "at least one"],
    [{ steps: 0 }, "0 steps", "1 to 1000"],
    [{ steps: 2.5 }, "2.5 steps", "whole number"],
  ])("refuses %j with the reason and what would do", async (change, message, remedy) => {
    const error = await refusal(sd.draw({ ...request, ...change }));
    expect(error.code).toBe("bad-input");
    expect(error.message).toContain(message);
    expect(error.remedy).toContain(remedy);
  });

  it("refuses a picture of another size, and a change that takes no step", async () => {
    const image = { pixels: new Uint8Array(64 * 64 * 3), width: 64, height: 64 };
    expect((await refusal(sd.draw({ ...request, from: { image, strength: 1 } }))).remedy).toContain(
      "32 by 32",
    );
    const small = { pixels: bytesOf(goldens.image), width: 32, height: 32 };
    expect((await refusal(sd.draw({ ...request, from: { image: small, strength: 0.1 } }))).code).toBe(
      "bad-input",
    );
  });
});

describe("a model's folder", () => {
  async function copy(change: (folder: string) => Promise<void>): Promise<string> {
    const folder = path.join(await temporaryFolder(), "model");
    await cp(path.join(models, "sd"), folder, { recursive: true });
    await change(folder);
    return folder;
  }

  it.each([
    "model_index.json",
    "unet/model.onnx",
    "text_encoder/model.onnx",
    "vae_decoder/model.onnx",
    "tokenizer/merges.txt",
    "tokenizer/vocab.json",
    "scheduler/scheduler_config.json",
  ])("is refused by name when it lacks %s", async (file) => {
    const error = await refusal(readModelFolder(await copy((folder) => rm(path.join(folder, file)))));
    expect(error.code).toBe("model-missing");
    expect(error.message).toContain(path.normalize(file));
  });

  it("draws without vae_encoder, but begins from no picture", async () => {
    const folder = await copy((at) => rm(path.join(at, "vae_encoder"), { recursive: true }));
    const { pipeline } = await loadModel(folder, createSession);
    expect((await pipeline.draw(request)).images).toHaveLength(1);
    const image = { pixels: bytesOf(goldens.image), width: 32, height: 32 };
    const error = await refusal(pipeline.draw({ ...request, from: { image, strength: 1 } }));
    expect(error.message).toContain("no vae_encoder");
  });

  it("is taken without the parts' own settings, and says what it guessed", async () => {
    const folder = await copy(async (at) => {
      await rm(path.join(at, "vae_decoder", "config.json"));
      await rm(path.join(at, "unet", "config.json"));
    });
    const { notes, vae } = await readModelFolder(folder);
    expect(vae).toEqual({ channels: 4, factor: 8, scaling: 0.18215, shift: 0 });
    expect(notes).toHaveLength(2);
  });

  it("of another kind is refused with what can be run", async () => {
    const folder = await copy(async (at) => {
      const file = path.join(at, "model_index.json");
      const index = JSON.parse(await readFile(file, "utf8")) as object;
      await writeFile(file, JSON.stringify({ ...index, _class_name: "FluxPipeline" }));
    });
    const error = await refusal(readModelFolder(folder));
    expect([error.code, error.message]).toEqual(["model-invalid", expect.stringContaining("FluxPipeline")]);
    expect(error.remedy).toContain("SDXL");
  });

  it("whose settings are no JSON is refused with the file's name", async () => {
    const folder = await copy((at) => writeFile(path.join(at, "model_index.json"), "{"));
    expect((await refusal(readModelFolder(folder))).message).toContain("model_index.json");
  });

  it("whose model is broken is refused with the file's name", async () => {
    const folder = await copy((at) => writeFile(path.join(at, "unet", "model.onnx"), "no model"));
    const error = await refusal(loadModel(folder, createSession));
    expect([error.code, error.message]).toEqual(["model-invalid", expect.stringContaining("unet")]);
  });
});
