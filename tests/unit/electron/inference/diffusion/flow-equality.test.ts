/** Stable Diffusion 3 through our pipeline against diffusers' own, on the same tiny model and the same noise. */
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../../../../../electron/inference/diffusion/load";
import type {
  DiffusionPipeline,
  DiffusionRequest,
} from "../../../../../electron/inference/diffusion/pipeline";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { temporaryFolder } from "../../storage/support";
import { bytesOf, type FlowGolden, flowGoldens, flowModels, goldenNoise, psnr } from "./support";

const createSession = sessionFactory({ threads: 1 });
const rows: string[] = [];

afterAll(() => console.log(rows.join("\n")));

function requestOf({ mode, arguments: given }: FlowGolden): DiffusionRequest {
  const image = { pixels: bytesOf(flowGoldens.image), width: 32, height: 32 };
  const strength = given.strength ?? 1;
  return {
    prompt: flowGoldens.prompt,
    steps: given.num_inference_steps,
    guidance: given.guidance_scale,
    width: given.width,
    height: given.height,
    seeds: [1],
    ...(given.negative_prompt === undefined ? {} : { negativePrompt: given.negative_prompt }),
    ...(mode === "image" ? { from: { image, strength } } : {}),
    ...(mode === "inpaint" ? { from: { image, strength, mask: bytesOf(flowGoldens.mask) } } : {}),
  };
}

/** The folder with its scheduler set as the golden's, and without the third encoder where that drew without. */
async function pipelineFor({ t5, scheduler }: FlowGolden): Promise<DiffusionPipeline> {
  const folder = path.join(await temporaryFolder(), "model");
  await cp(path.join(flowModels, "sd3"), folder, { recursive: true });
  if (!t5) await rm(path.join(folder, "text_encoder_3"), { recursive: true });
  const file = path.join(folder, "scheduler", "scheduler_config.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...config, ...scheduler }));
  return (await loadModel(folder, createSession)).pipeline;
}

describe("the same picture as diffusers' Stable Diffusion 3", () => {
  it.each(flowGoldens.cases.map((one) => [nameOf(one), one] as const))("%s", async (name, one) => {
    const pipeline = await pipelineFor(one);
    const drawn = await pipeline.draw(requestOf(one), { noise: goldenNoise });
    const ratio = psnr(drawn.images[0]?.pixels ?? new Uint8Array(), bytesOf(one.pixels));
    rows.push(`${name.padEnd(84)} ${Number.isFinite(ratio) ? `${ratio.toFixed(1)} dB` : "equal"}`);
    expect(ratio).toBeGreaterThanOrEqual(60);
  });

  it("are not all the same picture", () => {
    expect(new Set(flowGoldens.cases.map(({ pixels }) => pixels)).size).toBe(flowGoldens.cases.length);
  });
});

function nameOf({ mode, t5, scheduler, arguments: given }: FlowGolden): string {
  const { num_inference_steps: steps, guidance_scale: guidance, width, height, strength } = given;
  return [
    "sd3",
    mode,
    t5 ? "T5" : "no T5",
    `${steps} steps`,
    `guidance ${guidance}`,
    `${width}x${height}`,
    strength === undefined ? "" : `strength ${strength}`,
    given.negative_prompt === undefined ? "" : "negative prompt",
    scheduler.use_dynamic_shifting === true ? "shifted by size" : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
