/** Masks of pictures at the size of their latents. */
import { el, mix, type Sample } from "./schedulers/scheduler";
import type { LatentSize, Picture, Rgb } from "./vae";

/** Share of a mask's byte from which a latent is drawn anew. */
const MASKED = 128;

/** The mask at the latents' size: 1 where the picture is drawn anew. */
export function smallMask(mask: Uint8Array, image: Rgb, { height, width }: LatentSize): Float32Array {
  return mix(height * width, (i) => {
    const x = Math.floor(((i % width) * image.width) / width);
    const y = Math.floor((Math.floor(i / width) * image.height) / height);
    return el(mask, y * image.width + x) >= MASKED ? 1 : 0;
  });
}

/** The picture with grey in the place of what is drawn anew. */
export function withoutMasked(image: Rgb, mask: Uint8Array): Picture {
  const hidden = (i: number) => el(mask, Math.floor(i / 3)) >= MASKED;
  const pixels = mix(image.pixels.length, (i) => (hidden(i) ? 127.5 : el(image.pixels, i)));
  return { ...image, pixels };
}

/** Sample, mask and masked picture as one input, picture by picture (inpainting models with twice the channels and one). */
export function stacked(
  { count, height, width }: LatentSize,
  channels: number,
  sample: Sample,
  mask: Float32Array,
  hidden: Sample,
): Sample {
  const area = height * width;
  const each = channels * area;
  const out = new Float32Array(count * (2 * each + area));
  for (let i = 0; i < count; i += 1) {
    const at = i * (2 * each + area);
    out.set(sample.subarray(i * each, (i + 1) * each), at);
    out.set(mask, at + each);
    out.set(hidden.subarray(i * each, (i + 1) * each), at + each + area);
  }
  return out;
}
