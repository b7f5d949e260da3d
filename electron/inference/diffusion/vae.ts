/** Between pictures (RGB, 0..255) and a model's latents. */
import type { InferenceSession } from "onnxruntime-node";
import type { VaeConfig } from "./model-config";
import type { Gaussian } from "./noise";
import { el, mix, type Sample } from "./schedulers/scheduler";
import { floatsOf, inputsOf, tensorFor } from "./tensors";

type Model = Pick<InferenceSession, "run" | "inputMetadata" | "outputNames">;

/** A picture of 3 bytes a pixel, row by row. */
export interface Rgb {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The same, where values between the bytes are possible. */
export interface Picture extends Omit<Rgb, "pixels"> {
  readonly pixels: ArrayLike<number>;
}

/** Latents of pictures of one size: [count, channels, height, width], flat. */
export interface LatentSize {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** Pictures from latents. */
export async function decode(
  model: Model,
  config: VaeConfig,
  latents: Sample,
  { count, height, width }: LatentSize,
): Promise<readonly Rgb[]> {
  const scaled = mix(latents.length, (i) => el(latents, i) / config.scaling + config.shift);
  const output = await run(model, scaled, [count, config.channels, height, width]);
  const [w, h] = [width * config.factor, height * config.factor];
  const each = output.length / count;
  return Array.from({ length: count }, (_, i) => ({
    pixels: toPixels(output.subarray(i * each, (i + 1) * each)),
    width: w,
    height: h,
  }));
}

/**
 * Latents of one picture, as often as there are to be pictures: drawn from the distribution the encoder gives, or the
 * very latents where it gives these.
 */
export async function encode(
  model: Model,
  config: VaeConfig,
  image: Picture,
  count: number,
  noise: Gaussian,
): Promise<Sample> {
  const output = await run(model, fromPixels(image), [1, 3, image.height, image.width]);
  const each = (config.channels * image.height * image.width) / config.factor ** 2;
  const scaled = (latent: number) => (latent - config.shift) * config.scaling;
  if (output.length === each) return mix(each * count, (i) => scaled(el(output, i % each)));
  const fresh = noise(each * count);
  return mix(each * count, (i) => {
    const at = i % each;
    const deviation = Math.exp(0.5 * Math.min(20, Math.max(-30, el(output, each + at))));
    return scaled(el(output, at) + deviation * el(fresh, i));
  });
}

async function run(model: Model, values: Float32Array, dims: readonly number[]): Promise<Float32Array> {
  const [name, spec] = [...inputsOf(model)][0] ?? ["sample", { type: "float32" }];
  const outputs = await model.run({ [name]: tensorFor(spec, values, dims) });
  return floatsOf(outputs[model.outputNames[0] ?? "sample"], "a picture");
}

/** -1..1 by channel to bytes by pixel, rounded as diffusers does. */
function toPixels(planes: Float32Array): Uint8Array {
  const size = planes.length / 3;
  const pixels = new Uint8Array(planes.length);
  for (let i = 0; i < size; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const value = Math.min(1, Math.max(0, el(planes, channel * size + i) / 2 + 0.5));
      pixels[3 * i + channel] = Math.round(value * 255);
    }
  }
  return pixels;
}

function fromPixels({ pixels, width, height }: Picture): Float32Array {
  const size = width * height;
  const planes = new Float32Array(3 * size);
  for (let i = 0; i < size; i += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      planes[channel * size + i] = (2 * el(pixels, 3 * i + channel)) / 255 - 1;
    }
  }
  return planes;
}
