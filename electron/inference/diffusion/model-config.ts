/** What the parts' own `config.json` say of latents: the autoencoder's, and the denoiser's. */
import path from "node:path";
import { z } from "zod";
import { type Family, traitsOf } from "./families";
import { readOptional } from "./folder-files";

const colour = z.tuple([z.number(), z.number(), z.number()]);

const vaeConfigSchema = z.object({
  latent_channels: z.number().int().min(1).default(4),
  block_out_channels: z.array(z.number()).min(1).optional(),
  /** AutoencoderDC's name for it. */
  encoder_block_out_channels: z.array(z.number()).min(1).optional(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  latent_rgb_factors: z.array(colour).optional(),
  latent_rgb_bias: colour.optional(),
});

/** Between pictures and latents. */
export interface VaeConfig {
  readonly channels: number;
  /** Pixels a latent stands for, each way. */
  readonly factor: number;
  readonly scaling: number;
  readonly shift: number;
  /** What one of each channel adds to red, green and blue (-1..1), for rough pictures; where the folder says so. */
  readonly colours?: LatentColours;
}

export interface LatentColours {
  readonly factors: readonly (readonly [number, number, number])[];
  readonly bias: readonly [number, number, number];
}

const side = z.number().int().min(1);

const denoiserConfigSchema = z.object({
  in_channels: z.number().int().min(1).optional(),
  block_out_channels: z.array(z.number()).min(1).default([1, 1, 1, 1]),
  patch_size: z.number().int().min(1).default(2),
  pos_embed_max_size: side.nullish(),
  joint_attention_dim: side.nullish(),
  sample_size: z.union([side, z.tuple([side, side])]).nullish(),
  time_cond_proj_dim: side.nullish(),
});

/** The latents a denoiser takes. */
export interface Geometry {
  readonly channels: number;
  /** Latents each way that its grid is made of: pictures are multiples of it. */
  readonly grid: number;
  /** Latents each way that make one token of a transformer's sequence; 1 for others. */
  readonly patch: number;
  /** Side in latents that the model was trained at. */
  readonly side: number;
  /** Largest side in latents; null where none is known. */
  readonly most: number | null;
  /** Size of the guidance's embedding, for models that are told the guidance instead of run twice. */
  readonly guidanceSize: number | null;
  /** Width of the text's states as a transformer with several encoders takes them, where it says so. */
  readonly textWidth: number | null;
}

/** @param notes takes what was guessed */
export async function readVae(folder: string, family: Family, notes: string[]): Promise<VaeConfig> {
  const config = await readOptional(path.join(folder, "vae_decoder", "config.json"), vaeConfigSchema);
  const usual = traitsOf[family];
  if (config.scaling_factor == null && usual.scaling !== null) {
    notes.push(`The autoencoder's scaling is not said; ${usual.scaling}, as usual for its kind.`);
  }
  const halvings =
    (config.block_out_channels ?? config.encoder_block_out_channels ?? [1, 1, 1, 1]).length - 1;
  const factors = config.latent_rgb_factors;
  return {
    channels: config.latent_channels,
    factor: 2 ** halvings,
    scaling: config.scaling_factor ?? usual.scaling ?? 1,
    shift: config.shift_factor ?? (config.scaling_factor == null ? usual.shift : 0),
    ...(factors?.length === config.latent_channels
      ? { colours: { factors, bias: config.latent_rgb_bias ?? [0, 0, 0] } }
      : {}),
  };
}

/** @param notes takes what was guessed */
export async function readGeometry(folder: string, family: Family, notes: string[]): Promise<Geometry> {
  const { denoiser, side: usual } = traitsOf[family];
  const config = await readOptional(path.join(folder, denoiser, "config.json"), denoiserConfigSchema);
  const said = Array.isArray(config.sample_size) ? config.sample_size[0] : config.sample_size;
  if (said == null) notes.push(`The size it was trained at is not said; ${usual} latents assumed.`);
  const patch = denoiser === "transformer" ? config.patch_size : 1;
  const most = config.pos_embed_max_size;
  return {
    channels: config.in_channels ?? (denoiser === "unet" ? 4 : 16),
    // A UNet halves its latents a few times; what does not divide would come back a pixel short.
    grid: denoiser === "unet" ? 2 ** (config.block_out_channels.length - 1) : patch,
    patch,
    side: said ?? usual,
    most: most == null ? null : most * patch,
    guidanceSize: config.time_cond_proj_dim ?? null,
    textWidth: config.joint_attention_dim ?? null,
  };
}
