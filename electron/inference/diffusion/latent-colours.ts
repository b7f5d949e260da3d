/** What colour the latents of an autoencoder stand for, asked of the autoencoder itself. */
import { leastSquares } from "./least-squares";
import type { LatentColours, VaeConfig } from "./model-config";
import { gaussian } from "./noise";
import { el, mix } from "./schedulers/scheduler";
import { decode } from "./vae";

/** Latents each way that are decoded, and how many of them in a row are alike: an autoencoder sees surfaces, not dots. */
const [SIDE, PATCH] = [24, 3];
const SEED = 1;

type Decoder = Parameters<typeof decode>[0];

/** Decodes patches of chance once, and finds the colours that explain what came out best. */
export async function fittedColours(decoder: Decoder, vae: VaeConfig): Promise<LatentColours> {
  const across = SIDE / PATCH;
  const area = SIDE * SIDE;
  const patches = gaussian(SEED)(vae.channels * across * across);
  const latents = mix(vae.channels * area, (i) => {
    const [channel, at] = [Math.floor(i / area), i % area];
    const [x, y] = [Math.floor((at % SIDE) / PATCH), Math.floor(at / SIDE / PATCH)];
    return el(patches, (channel * across + y) * across + x);
  });
  const [picture] = await decode(decoder, vae, latents, { count: 1, height: SIDE, width: SIDE });
  const known = Array.from({ length: area }, (_, at) => [
    ...Array.from({ length: vae.channels }, (_unused, channel) => el(latents, channel * area + at)),
    1,
  ]);
  const [red, green, blue] = [0, 1, 2].map((colour) => {
    const wanted = known.map((_, at) => meanColour(picture?.pixels ?? [], vae.factor, at, colour));
    return leastSquares(known, wanted);
  });
  const of = (i: number): readonly [number, number, number] => [
    red?.[i] ?? 0,
    green?.[i] ?? 0,
    blue?.[i] ?? 0,
  ];
  return {
    factors: Array.from({ length: vae.channels }, (_, channel) => of(channel)),
    bias: of(vae.channels),
  };
}

/** Mean colour (-1..1) of the pixels that a latent stands for. */
function meanColour(pixels: ArrayLike<number>, factor: number, at: number, colour: number): number {
  const width = SIDE * factor;
  const [left, top] = [(at % SIDE) * factor, Math.floor(at / SIDE) * factor];
  let sum = 0;
  for (let y = top; y < top + factor; y += 1) {
    for (let x = left; x < left + factor; x += 1) sum += el(pixels, 3 * (y * width + x) + colour);
  }
  return sum / factor ** 2 / 127.5 - 1;
}
