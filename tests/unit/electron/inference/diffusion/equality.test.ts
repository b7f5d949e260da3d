/** Our pipelines against optimum's on the same tiny models and the same noise. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../../../../../electron/inference/diffusion/load";
import type {
  DiffusionPipeline,
  DiffusionRequest,
} from "../../../../../electron/inference/diffusion/pipeline";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { bytesOf, type Golden, goldenNoise, goldens, models, psnr } from "./support";

const pipelines = new Map<string, DiffusionPipeline>();
const rows: string[] = [];

beforeAll(async () => {
  const createSession = sessionFactory({ threads: 1 });
  for (const family of ["sd", "lcm", "sdxl"]) {
    pipelines.set(family, (await loadModel(path.join(models, family), createSession)).pipeline);
  }
}, 60_000);

afterAll(() => console.log(rows.join("\n")));

function requestOf({ mode, arguments: given, scheduler }: Golden): DiffusionRequest {
  const image = { pixels: bytesOf(goldens.image), width: 32, height: 32 };
  const strength = given.strength ?? 1;
  return {
    prompt: goldens.prompt,
    steps: given.num_inference_steps,
    guidance: given.guidance_scale,
    width: given.width,
    height: given.height,
    seeds: [1],
    ...(given.negative_prompt === undefined ? {} : { negativePrompt: given.negative_prompt }),
    ...(scheduler === null ? {} : { scheduler }),
    ...(mode === "image" ? { from: { image, strength } } : {}),
    ...(mode === "inpaint" ? { from: { image, strength, mask: bytesOf(goldens.mask) } } : {}),
  };
}

describe("the same picture as optimum's pipelines", () => {
  it.each(goldens.cases.map((one) => [nameOf(one), one] as const))("%s", async (name, one) => {
    const drawn = await pipelines.get(one.family)?.draw(requestOf(one), { noise: goldenNoise });
    const picture = drawn?.images[0];
    const ratio = psnr(picture?.pixels ?? new Uint8Array(), bytesOf(one.pixels));
    rows.push(`${name.padEnd(72)} ${Number.isFinite(ratio) ? `${ratio.toFixed(1)} dB` : "equal"}`);
    expect(ratio).toBeGreaterThanOrEqual(60);
  });

  it("are not all the same picture", () => {
    expect(new Set(goldens.cases.map(({ pixels }) => pixels)).size).toBe(goldens.cases.length);
  });
});

function nameOf({ family, mode, scheduler, arguments: given }: Golden): string {
  const { num_inference_steps: steps, guidance_scale: guidance, width, height, strength } = given;
  const more = [
    strength === undefined ? "" : `strength ${strength}`,
    given.negative_prompt === undefined ? "" : "negative prompt",
  ];
  return [
    family,
    mode,
    scheduler ?? "own scheduler",
    `${steps} steps`,
    `guidance ${guidance}`,
    `${width}x${height}`,
    ...more,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
