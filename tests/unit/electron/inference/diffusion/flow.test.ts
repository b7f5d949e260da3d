/** What flow-matching models do through the one pipeline: the studio's own kind and Stable Diffusion 3. */
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { fittedColours } from "../../../../../electron/inference/diffusion/latent-colours";
import { type LoadedModel, loadModel } from "../../../../../electron/inference/diffusion/load";
import { readModelFolder } from "../../../../../electron/inference/diffusion/model-folder";
import type { DiffusionRequest } from "../../../../../electron/inference/diffusion/pipeline";
import { roughPicture } from "../../../../../electron/inference/diffusion/preview";
import { samplerFor } from "../../../../../electron/inference/diffusion/sampler-choice";
import { decode } from "../../../../../electron/inference/diffusion/vae";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { StudioError } from "../../../../../shared/errors";
import { temporaryFolder } from "../../storage/support";
import { flowModels, goldenNoise, models } from "./support";

const createSession = sessionFactory({ threads: 1 });
const own = path.join(flowModels, "gems");
const sd3 = path.join(flowModels, "sd3");
let gems: LoadedModel;

const request: DiffusionRequest = {
  ...{ prompt: "a red lion", steps: 3, guidance: 4, width: 64, height: 64, seeds: [7] },
};

beforeAll(async () => {
  gems = await loadModel(own, createSession);
}, 60_000);

async function refusal(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StudioError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

async function copyOf(folder: string, change: (at: string) => Promise<void>): Promise<string> {
  const copy = path.join(await temporaryFolder(), "model");
  await cp(folder, copy, { recursive: true });
  await change(copy);
  return copy;
}

async function withConfig(folder: string, file: string, change: object): Promise<string> {
  return copyOf(folder, async (at) => {
    const where = path.join(at, file);
    const config = JSON.parse(await readFile(where, "utf8")) as object;
    await writeFile(where, JSON.stringify({ ...config, ...change }));
  });
}

describe("drawing with the studio's own kind of model", () => {
  it("gives the same picture for the same seed, and another for another", async () => {
    const [first, again] = [await gems.pipeline.draw(request), await gems.pipeline.draw(request)];
    expect(again.images).toEqual(first.images);
    const other = await gems.pipeline.draw({ ...request, seeds: [8] });
    expect(other.images[0]?.pixels).not.toEqual(first.images[0]?.pixels);
  });

  it("draws several at once as it draws them one by one", async () => {
    const batch = await gems.pipeline.draw({ ...request, seeds: [3, 4, 5] });
    for (const [i, seed] of [3, 4, 5].entries()) {
      const { images } = await gems.pipeline.draw({ ...request, seeds: [seed] });
      const gaps = Array.from(images[0]?.pixels ?? [], (value, at) =>
        Math.abs(value - (batch.images[i]?.pixels[at] as number)),
      );
      expect(Math.max(...gaps)).toBeLessThanOrEqual(1);
    }
  });

  it("heeds emphasis, the negative prompt and the guidance", async () => {
    const plain = await gems.pipeline.draw(request);
    for (const change of [
      { prompt: "a (red:1.8) lion" },
      { negativePrompt: "a green dog" },
      { guidance: 9 },
      { guidance: 1 },
    ]) {
      const changed = await gems.pipeline.draw({ ...request, ...change });
      expect(changed.images[0]?.pixels, JSON.stringify(change)).not.toEqual(plain.images[0]?.pixels);
    }
  });

  it("names the words it was never shown, and reads an empty prompt", async () => {
    const { notes } = await gems.pipeline.draw({ ...request, prompt: "a red zeppelin, (foobar:1.3)" });
    expect(notes.join()).toContain("zeppelin, foobar");
    expect(notes.join()).not.toContain("1");
    expect((await gems.pipeline.draw({ ...request, prompt: "" })).notes).toEqual([]);
    const long = await gems.pipeline.draw({ ...request, prompt: "a red lion ".repeat(40) });
    expect(long.notes.join()).toMatch(/last \d+ tokens were not read/);
  });

  it("tells each step with a rough picture, and stops between two", async () => {
    const controller = new AbortController();
    const sizes: (readonly [number, number] | null)[] = [];
    const drawing = gems.pipeline.draw(
      { ...request, steps: 20, width: 96 },
      {
        signal: controller.signal,
        onStep: (_fraction, denoised, size) => {
          const rough = roughPicture(gems.colours, denoised, size);
          sizes.push(rough === null ? null : [rough.width, rough.height]);
          if (sizes.length === 2) controller.abort();
        },
      },
    );
    expect((await refusal(drawing)).code).toBe("cancelled");
    expect(sizes).toEqual([
      [12, 8],
      [12, 8],
    ]);
  });

  it.each([
    [{ width: 60 }, "multiples of 8"],
    [{ height: 0 }, "multiples of 8"],
    [{ steps: 0 }, "1 to 1000"],
  ])("refuses %j and says what would do", async (change, remedy) => {
    expect((await refusal(gems.pipeline.draw({ ...request, ...change }))).remedy).toContain(remedy);
  });
});

describe("sizes", () => {
  it.each([
    ["sd", path.join(models, "sd"), 64, 32],
    ["sdxl", path.join(models, "sdxl"), 32, 64],
    ["lcm", path.join(models, "lcm"), 48, 32],
    ["sd3", sd3, 44, 24],
    ["flow", own, 72, 104],
  ])("need not be square (%s)", async (_family, folder, width, height) => {
    const { pipeline, release } = await loadModel(folder, createSession);
    const { images } = await pipeline.draw({ ...request, steps: 2, width, height });
    expect(images[0]).toMatchObject({ width, height });
    expect(images[0]?.pixels).toHaveLength(3 * width * height);
    await release();
  });

  it("end where the model's own places end", async () => {
    const { pipeline, folder } = await loadModel(sd3, createSession);
    expect(folder.geometry.most).toBe(48);
    const error = await refusal(pipeline.draw({ ...request, width: 100, height: 32 }));
    expect(error.remedy).toContain("longer than 96");
  });
});

describe("rough pictures", () => {
  it("come near the finished one, with colours asked of the autoencoder", async () => {
    const folder = await readModelFolder(sd3);
    const decoder = await createSession(folder.vaeDecoder);
    const colours = await fittedColours(decoder, folder.vae);
    expect(colours.factors).toHaveLength(16);
    const size = { count: 1, height: 8, width: 8 };
    const latents = Float32Array.from({ length: 16 * 64 }, (_, i) => Math.sin(i / 64));
    const [whole] = await decode(decoder, folder.vae, latents, size);
    const rough = roughPicture(colours, latents, size);
    const mean = (pixels: ArrayLike<number> | undefined, colour: number) => {
      const values = Array.from(pixels ?? []).filter((_, i) => i % 3 === colour);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    for (const colour of [0, 1, 2]) {
      expect(Math.abs(mean(rough?.pixels, colour) - mean(whole?.pixels, colour))).toBeLessThan(25);
    }
  });

  it("are none for latents of another number of channels", () => {
    const size = { count: 1, height: 2, width: 2 };
    expect(roughPicture(gems.colours, new Float32Array(5 * 4), size)).toBeNull();
  });
});

describe("samplers of flow matching", () => {
  it("are the folder's own or DPM++; others are not heeded, and the notes say so", async () => {
    const folder = await readModelFolder(own);
    expect(samplerFor(folder).scheduler.name).toBe("FlowMatchEulerDiscreteScheduler");
    expect(samplerFor(folder, "DPMSolverMultistepScheduler")).toMatchObject({
      scheduler: { name: "DPMSolverMultistepScheduler" },
      notes: [],
    });
    const other = samplerFor(folder, "DDIMScheduler");
    expect(other.scheduler.name).toBe("FlowMatchEulerDiscreteScheduler");
    expect(other.notes.join()).toContain("DDIMScheduler does not fit");
    const stable = await readModelFolder(path.join(models, "sd"));
    expect(samplerFor(stable, "FlowMatchEulerDiscreteScheduler").scheduler.name).toBe(
      "EulerDiscreteScheduler",
    );
  });

  it("lead to nearly the same picture where they take many steps", async () => {
    const many = { ...request, steps: 40 };
    const euler = await gems.pipeline.draw(many, { noise: goldenNoise });
    const dpm = await gems.pipeline.draw(
      { ...many, scheduler: "DPMSolverMultistepScheduler" },
      { noise: goldenNoise },
    );
    const gaps = Array.from(euler.images[0]?.pixels ?? [], (value, at) =>
      Math.abs(value - (dpm.images[0]?.pixels[at] as number)),
    );
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(8);
    expect(dpm.images).not.toEqual(euler.images);
  });

  it("shift their steps by the picture's size where the configuration says so", async () => {
    const folder = await withConfig(sd3, "scheduler/scheduler_config.json", { use_dynamic_shifting: true });
    const { pipeline } = await loadModel(folder, createSession);
    const fixed = await loadModel(sd3, createSession);
    const small = { ...request, width: 32, height: 32, steps: 4 };
    const [a, b] = [await pipeline.draw(small), await fixed.pipeline.draw(small)];
    expect(a.images).not.toEqual(b.images);
  });
});

describe("folders of transformers", () => {
  it("tell what they hold", async () => {
    const folder = await readModelFolder(sd3);
    expect(folder.family).toBe("sd3");
    expect(folder.vae).toMatchObject({ channels: 16, factor: 2, scaling: 1.5305, shift: 0.0609 });
    expect(folder.geometry).toMatchObject({ channels: 16, grid: 2, patch: 2, side: 16, textWidth: 32 });
    expect(folder.texts.map((text) => text?.tokenizer.kind)).toEqual(["clip", "clip", "unigram"]);
    expect(folder.notes).toEqual([]);
  });

  it.each([
    "transformer/model.onnx",
    "text_encoder/model.onnx",
    "tokenizer/vocab.json",
    "vae_decoder/model.onnx",
  ])("are refused by name when they lack %s", async (file) => {
    const error = await refusal(readModelFolder(await copyOf(own, (at) => rm(path.join(at, file)))));
    expect([error.code, error.message]).toEqual([
      "model-missing",
      expect.stringContaining(path.normalize(file)),
    ]);
  });

  it("draw without T5 where it is not there, or its tokeniser is not, and say so", async () => {
    const bare = await copyOf(sd3, (at) => rm(path.join(at, "tokenizer_3"), { recursive: true }));
    const { texts, notes } = await readModelFolder(bare);
    expect(texts[2]).toBeNull();
    expect(notes.join()).toContain("text_encoder_3 is not used");
    const { pipeline } = await loadModel(bare, createSession);
    expect((await pipeline.draw({ ...request, width: 32, height: 32 })).images).toHaveLength(1);
  });

  it("are refused where T5's tokeniser cannot be read exactly, with the way out", async () => {
    const strange = await withConfig(sd3, "tokenizer_3/tokenizer.json", {
      pre_tokenizer: { type: "ByteLevel" },
    });
    const error = await refusal(loadModel(strange, createSession));
    expect(error.code).toBe("model-invalid");
    expect(error.remedy).toContain("move text_encoder_3 out of the folder");
  });

  it("are refused where the list of words is none", async () => {
    const strange = await copyOf(own, (at) => writeFile(path.join(at, "tokenizer", "vocab.json"), "[]"));
    expect((await refusal(loadModel(strange, createSession))).message).toContain("no list of words");
  });

  it.each([
    ["FluxPipeline", "packed two by two"],
    ["SanaPipeline", "a language model to read the prompt"],
    ["ZImagePipeline", "a language model to read the prompt"],
    ["StableDiffusion3ControlNetPipeline", "a picture that guides every step"],
    ["constructor", "cannot run"],
  ])("of %s are refused with what they would need", async (name, need) => {
    const error = await refusal(
      readModelFolder(await withConfig(own, "model_index.json", { _class_name: name })),
    );
    expect([error.code, error.message]).toEqual(["model-invalid", expect.stringContaining(need)]);
    expect(error.message).toContain(name);
  });
});
