/** A model of the designer's own as the loop's generator: the real process, the tiny models. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DrawingContext, EditInput } from "../../../../electron/agent/roles";
import { testModel } from "../../../../electron/backends/connection-model";
import { diffusionGenerator } from "../../../../electron/backends/diffusion";
import { licenceIn, modelFacts } from "../../../../electron/backends/model-facts";
import { inGigabytes, isMemoryFault } from "../../../../electron/backends/model-memory";
import type { LocalModelConfig } from "../../../../shared/backends";
import { isCancelled, StudioError } from "../../../../shared/errors";
import { isTight } from "../../../../shared/inference/diffusion";
import { models } from "../inference/diffusion/support";
import { openRealEngine, pidOf, type RealEngine } from "../inference/real-worker";

const signal = new AbortController().signal;
const parameters = { seed: 3, temperature: 1, size: 1024 };
const input = { prompt: "a red cat", parameters };
const sd: LocalModelConfig = {
  kind: "diffusion",
  folder: path.join(models, "sd"),
  steps: 4,
  guidance: 5,
};

let real: RealEngine;
let folder: string;
beforeAll(async () => {
  real = openRealEngine();
  folder = await mkdtemp(path.join(tmpdir(), "gems-own-model-"));
});
afterAll(async () => {
  await real.engine.close();
  await rm(folder, { recursive: true, force: true });
});

function context(seen: { labels?: string[]; previews?: number[] } = {}, stop = signal): DrawingContext {
  return {
    signal: stop,
    onUsage: () => undefined,
    onProgress: (_, label, preview) => {
      seen.labels?.push(label);
      if (preview !== undefined) seen.previews?.push(preview.length);
    },
  };
}

const failure = (work: Promise<unknown>): Promise<StudioError> =>
  work.then(
    () => expect.fail("it should have failed"),
    (error: StudioError) => error,
  );

/** A copy of a tiny model that may be broken. */
async function copyOf(name: "sd" | "lcm", as: string, without: readonly string[] = []): Promise<string> {
  const copy = path.join(folder, as);
  await cp(path.join(models, name), copy, { recursive: true });
  for (const part of without) await rm(path.join(copy, part), { recursive: true });
  return copy;
}

const pixels = async (png: Uint8Array) => new Uint8Array(await sharp(png).removeAlpha().raw().toBuffer());

function edit(png: Uint8Array, boxes: EditInput["edit"]["boxes"], side = 32): EditInput {
  return {
    ...input,
    parameters: { ...parameters, seed: 4 },
    edit: { base: 1, instruction: "another cat", mend: ["c1"], keep: [], boxes },
    base: { png, svg: null, width: side, height: side },
    mend: [],
    keep: [],
  };
}

describe("drawing", () => {
  test("draws at the model's own side, step by step, the same for the same seed", async () => {
    const generator = diffusionGenerator(sd, { engine: real.engine });
    const seen = { labels: [] as string[], previews: [] as number[] };
    const image = await generator.generate(input, context(seen));
    expect(image).toMatchObject({ width: 32, height: 32, svg: null, backend: "sd", notes: [] });
    expect(seen.labels).toEqual(expect.arrayContaining(["Loading the model", "Step 1 of 4", "Step 4 of 4"]));
    expect(seen.previews.length).toBeGreaterThan(0);
    expect((await generator.generate(input, context())).png).toEqual(image.png);
    expect(await generator.unknownWords("anything at all", signal)).toEqual([]);
  });

  test("other shapes have about as many pixels as the square, on the model's grid", async () => {
    const wide = diffusionGenerator({ ...sd, shape: "16:9" }, { engine: real.engine });
    const image = await wide.generate(input, context());
    expect(image).toMatchObject({ width: 44, height: 24 });
    const error = await failure(wide.edit?.(edit(image.png, null), context()) ?? Promise.resolve());
    expect(error.message).toContain("draws 44×24");
    const mended = await wide.edit?.(
      { ...edit(image.png, null), base: { png: image.png, svg: null, width: 44, height: 24 } },
      context(),
    );
    expect(mended).toMatchObject({ width: 44, height: 24 });
  });

  test("sampler, negative prompt, guidance and side are the settings' own", async () => {
    const plain = (await diffusionGenerator(sd, { engine: real.engine }).generate(input, context())).png;
    const changes: Partial<LocalModelConfig>[] = [
      { sampler: "EulerAncestralDiscreteScheduler" },
      { negativePrompt: "blue" },
      { guidance: 1 },
      { steps: 5 },
    ];
    for (const change of changes) {
      const generator = diffusionGenerator({ ...sd, ...change }, { engine: real.engine });
      expect((await generator.generate(input, context())).png, JSON.stringify(change)).not.toEqual(plain);
    }
    const larger = diffusionGenerator({ ...sd, side: 64 }, { engine: real.engine });
    expect(await larger.generate(input, context())).toMatchObject({ width: 64, height: 64 });
  });

  test("is stopped between two steps", async () => {
    const controller = new AbortController();
    const generator = diffusionGenerator({ ...sd, steps: 900 }, { engine: real.engine });
    const drawing = generator.generate(input, {
      ...context({}, controller.signal),
      onProgress: (_, label) => label === "Step 2 of 900" && controller.abort(),
    });
    expect(isCancelled(await failure(drawing))).toBe(true);
  });
});

describe("mending", () => {
  test("draws the region anew and leaves every other pixel as it was", async () => {
    const generator = diffusionGenerator(sd, { engine: real.engine });
    const base = await generator.generate(input, context());
    expect(generator.editing).toBe("mask");
    const box = { x: 0, y: 0, w: 0.4, h: 0.4 };
    const mended = await generator.edit?.(edit(base.png, [box]), context());
    if (mended === undefined) throw new Error("it cannot edit");
    expect(mended.notes.join(" ")).toContain("pixel by pixel, as it was in iteration 1");
    const [before, after] = [await pixels(base.png), await pixels(mended.png)];
    const changed = [...before.keys()].filter((at) => before[at] !== after[at]);
    const columns = changed.map((at) => Math.floor(at / 3) % 32);
    const rows = changed.map((at) => Math.floor(at / 3 / 32));
    expect(changed.length).toBeGreaterThan(0);
    // The box, its padding and its soft edge: see electron/inference/masking.ts.
    expect(Math.max(...columns, ...rows)).toBeLessThan(0.4 * 32 + 4);
  });

  test("without a place, the whole picture may change; with one step too", async () => {
    const generator = diffusionGenerator({ ...sd, steps: 1 }, { engine: real.engine });
    const base = await generator.generate(input, context());
    const mended = await generator.edit?.(edit(base.png, null), context());
    expect(mended).toMatchObject({ width: 32, height: 32 });
    expect(mended?.png).not.toEqual(base.png);
  });

  test("is refused for pictures of another size, and by models without an encoder", async () => {
    const generator = diffusionGenerator(sd, { engine: real.engine });
    const { png } = await generator.generate(input, context());
    const other = await failure(generator.edit?.(edit(png, null, 64), context()) ?? Promise.resolve());
    expect(other).toMatchObject({ code: "bad-input", message: expect.stringContaining("64×64") });
    const blind = await copyOf("sd", "blind", ["vae_encoder"]);
    const drawer = diffusionGenerator({ ...sd, folder: blind }, { engine: real.engine });
    const image = await drawer.generate(input, context());
    expect(drawer.editing).toBeUndefined();
    const refused = await failure(drawer.edit?.(edit(image.png, null), context()) ?? Promise.resolve());
    expect(refused.code).toBe("bad-input");
  });
});

describe("what a folder holds", () => {
  test("family, sizes and licence; nothing is loaded for it", async () => {
    await real.engine.forgetModel();
    const copy = await copyOf("lcm", "onnx");
    await writeFile(path.join(copy, "LICENSE.md"), "…");
    await writeFile(
      path.join(copy, "README.md"),
      "---\ntags:\n- onnx\nlicense: openrail++ # see below\n---\n# It\n",
    );
    const facts = await modelFacts(copy, real.engine, signal, () => 5_000);
    expect(facts).toMatchObject({
      name: `${path.basename(folder)}/onnx`,
      report: { family: "lcm", side: 32, edits: true },
      freeBytes: 5_000,
      loaded: false,
      licence: { name: "openrail++", file: "LICENSE.md" },
    });
    expect(facts.modelBytes).toBeGreaterThan(10_000);
    expect(facts.diskBytes).toBeGreaterThan(facts.modelBytes);
    expect(isTight(facts)).toBe(true);
    expect(isTight({ ...facts, loaded: true })).toBe(false);
  });

  test("a model in memory is told, until it is taken out", async () => {
    await diffusionGenerator(sd, { engine: real.engine }).generate(input, context());
    expect((await modelFacts(sd.folder, real.engine, signal)).loaded).toBe(true);
    await real.engine.forgetModel();
    expect((await modelFacts(sd.folder, real.engine, signal)).loaded).toBe(false);
  });

  test("licences in the front matter of a model's card", () => {
    expect(licenceIn("---\nlicense: mit\n---\n")).toBe("mit");
    expect(licenceIn('---\r\nlicense: "other"\r\nlicense_name: stabilityai-nc\r\n---\r\n')).toBe(
      "stabilityai-nc",
    );
    expect(licenceIn("---\nlicense: other\n---")).toBe("other");
    expect(licenceIn("# No front matter\nlicense: mit")).toBeNull();
    expect(licenceIn("---\ntitle: x\n---\n")).toBeNull();
  });

  test("what is missing is named file by file, with the way to export it", async () => {
    const broken = await copyOf("sd", "broken", ["unet/model.onnx", "tokenizer/merges.txt"]);
    const error = await failure(modelFacts(broken, real.engine, signal));
    const files = [path.join("unet", "model.onnx"), path.join("tokenizer", "merges.txt")].join(", ");
    expect(error).toMatchObject({ code: "model-missing", message: `The model in ${broken} lacks ${files}.` });
    expect(error.remedy).toContain("optimum-cli export onnx");
  });
});

describe("memory", () => {
  test("too little is told before loading and in the image's notes", async () => {
    await real.engine.forgetModel();
    const seen = { labels: [] as string[] };
    const generator = diffusionGenerator(sd, { engine: real.engine, free: () => 1_000 });
    const first = await generator.generate(input, context(seen));
    expect(seen.labels[0]).toMatch(/^Loading the model: sd takes at least 1 MB of memory/);
    expect(first.notes).toHaveLength(1);
    expect((await generator.generate(input, context())).notes).toEqual([]);
  });

  test("a process that ends under the drawing names memory as the likeliest cause", async () => {
    const own = openRealEngine();
    try {
      const generator = diffusionGenerator({ ...sd, steps: 900 }, { engine: own.engine, free: () => 1_000 });
      const drawing = generator.generate(input, {
        ...context(),
        onProgress: (_, label) => {
          if (label === "Step 2 of 900") process.kill(pidOf(own.processes.at(-1)), "SIGKILL");
        },
      });
      const error = await failure(drawing);
      expect(error).toMatchObject({ code: "engine-crashed", retryable: false });
      expect(error.message).toMatch(
        /32×32 pixels with sd failed, most likely for want of memory: its files take 1 MB/,
      );
      expect(error.remedy).toContain("half precision (fp16)");
    } finally {
      await own.engine.close();
    }
  });

  test("other ends of the process, and other faults, are not blamed on memory", () => {
    const crash = (message: string) => new StudioError("engine-crashed", message, { remedy: "" });
    expect(isMemoryFault(crash("The inference process ended: it was restarted on request."))).toBe(false);
    expect(isMemoryFault(crash("The inference process ended: signal SIGKILL."))).toBe(true);
    const said = (detail: string) => new StudioError("model-invalid", "no", { remedy: "", detail });
    expect(isMemoryFault(said("std::bad_alloc"))).toBe(true);
    expect(isMemoryFault(said("Protobuf parsing failed."))).toBe(false);
    expect([inGigabytes(5.13e9), inGigabytes(3.4e8), inGigabytes(12)]).toEqual(["5.1 GB", "340 MB", "1 MB"]);
  });
});

describe("the test in the settings", () => {
  test("draws one step, or says what is wrong", async () => {
    const good = await testModel({ ...sd, steps: 25 }, { engine: real.engine, signal });
    expect(good).toMatchObject({ ok: true, detail: "32×32 pixels, one step of 25.", error: null });
    const lcm = { ...sd, folder: path.join(models, "lcm"), sampler: "LCMScheduler" } as const;
    expect(await testModel(lcm, { engine: real.engine, signal })).toMatchObject({ ok: true });
    const damaged = await copyOf("sd", "damaged");
    await writeFile(path.join(damaged, "unet", "model.onnx"), "no model at all");
    const bad = await testModel({ ...sd, folder: damaged }, { engine: real.engine, signal });
    expect(bad).toMatchObject({ ok: false, error: { code: "model-invalid" } });
    expect(bad.error?.remedy).toContain("export the model again");
  });
});
