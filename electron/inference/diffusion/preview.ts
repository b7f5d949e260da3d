/** A rough picture of latents, without their autoencoder: each latent as the colour it mostly stands for. */
import type { Family } from "./families";
import type { LatentColours } from "./model-config";
import { el, type Sample } from "./schedulers/scheduler";
import type { LatentSize, Rgb } from "./vae";

const stableDiffusion: LatentColours = {
  factors: [
    [0.3512, 0.2297, 0.3227],
    [0.325, 0.4974, 0.235],
    [-0.2829, 0.1762, 0.2721],
    [-0.212, -0.2616, -0.7177],
  ],
  bias: [0, 0, 0],
};

/** Red, green and blue (-1..1) that each of four channels adds, fitted to the families' autoencoders by the public. */
const known: Partial<Readonly<Record<Family, LatentColours>>> = {
  sd: stableDiffusion,
  lcm: stableDiffusion,
  sdxl: {
    factors: [
      [0.392, 0.4054, 0.4549],
      [-0.2634, -0.0196, 0.0653],
      [0.0568, 0.1687, -0.0755],
      [-0.3112, -0.2359, -0.2076],
    ],
    bias: [0, 0, 0],
  },
};

/** The colours of a family's latents where they are known without asking its autoencoder. */
export function knownColours(family: Family, channels: number): LatentColours | null {
  const colours = known[family];
  return colours?.factors.length === channels ? colours : null;
}

/** The first picture of a batch, one pixel a latent; null for latents of another number of channels. */
export function roughPicture(
  { factors, bias }: LatentColours,
  latents: Sample,
  { count, height, width }: LatentSize,
): Rgb | null {
  const area = height * width;
  if (latents.length !== count * factors.length * area) return null;
  const pixels = new Uint8Array(3 * area);
  const plane = new Float32Array(area);
  for (let colour = 0; colour < 3; colour += 1) {
    plane.fill(el(bias, colour));
    for (const [channel, one] of factors.entries()) {
      const factor = el(one, colour);
      for (let i = 0; i < area; i += 1) plane[i] = el(plane, i) + el(latents, channel * area + i) * factor;
    }
    for (let i = 0; i < area; i += 1) {
      pixels[3 * i + colour] = Math.round(255 * Math.min(1, Math.max(0, (el(plane, i) + 1) / 2)));
    }
  }
  return { pixels, width, height };
}
