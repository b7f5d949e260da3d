/**
 * The studio's own kind of model through our pipeline against PyTorch, with diffusers' scheduler and the same noise
 * (training/flatland-diffusion/fixture.py).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadModel } from "../../../../../electron/inference/diffusion/load";
import type {
  DiffusionPipeline,
  DiffusionRequest,
} from "../../../../../electron/inference/diffusion/pipeline";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { bytesOf, flowModels, goldenNoise, psnr } from "./support";

const unpacked = (text: string): Uint8Array => new Uint8Array(inflateSync(bytesOf(text)));

const goldens = z
  .object({
    prompt: z.string(),
    side: z.number(),
    image: z.string(),
    mask: z.string(),
    cases: z.array(
      z.object({
        steps: z.number(),
        guidance: z.number(),
        negative: z.string().optional(),
        width: z.number(),
        height: z.number(),
        mode: z.enum(["text", "image", "inpaint"]),
        strength: z.number().optional(),
        pixels: z.string(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(path.join(flowModels, "gems-goldens.json"), "utf8")));
type Golden = (typeof goldens)["cases"][number];

const rows: string[] = [];
let pipeline: DiffusionPipeline;

beforeAll(async () => {
  pipeline = (await loadModel(path.join(flowModels, "gems"), sessionFactory({ threads: 1 }))).pipeline;
}, 60_000);

afterAll(() => console.log(rows.join("\n")));

function requestOf({
  steps,
  guidance,
  negative,
  width,
  height,
  mode,
  strength = 1,
}: Golden): DiffusionRequest {
  const image = { pixels: unpacked(goldens.image), width: goldens.side, height: goldens.side };
  return {
    ...{ prompt: goldens.prompt, steps, guidance, width, height, seeds: [1] },
    ...(negative === undefined ? {} : { negativePrompt: negative }),
    ...(mode === "image" ? { from: { image, strength } } : {}),
    ...(mode === "inpaint" ? { from: { image, strength, mask: unpacked(goldens.mask) } } : {}),
  };
}

function nameOf({ steps, guidance, negative, width, height, mode, strength }: Golden): string {
  const more = [
    strength === undefined ? "" : `strength ${strength}`,
    negative === undefined ? "" : "negative prompt",
  ];
  return ["flow", mode, `${steps} steps`, `guidance ${guidance}`, `${width}x${height}`, ...more]
    .filter((part) => part !== "")
    .join(" · ");
}

describe("the same picture as PyTorch's with the studio's own kind of model", () => {
  it.each(goldens.cases.map((one) => [nameOf(one), one] as const))("%s", async (name, one) => {
    const drawn = await pipeline.draw(requestOf(one), { noise: goldenNoise });
    const ratio = psnr(drawn.images[0]?.pixels ?? new Uint8Array(), unpacked(one.pixels));
    rows.push(`${name.padEnd(72)} ${Number.isFinite(ratio) ? `${ratio.toFixed(1)} dB` : "equal"}`);
    expect(ratio).toBeGreaterThanOrEqual(60);
  });

  it("are not all the same picture", () => {
    expect(new Set(goldens.cases.map(({ pixels }) => pixels)).size).toBe(goldens.cases.length);
  });
});
