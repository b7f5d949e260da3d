/** What tells the kinds of diffusion models apart, as data: one pipeline draws with all of them. */
import type { DiffusionFamily } from "../../../shared/inference/diffusion";

export type Family = DiffusionFamily;

/** How a text becomes numbers: CLIP's byte pairs, SentencePiece's unigrams (T5), or a plain list of words. */
export type TokenizerKind = "clip" | "unigram" | "words";

export interface TextPart {
  /** Folder of the encoder. */
  readonly encoder: string;
  /** Folder of its tokeniser. */
  readonly tokenizer: string;
  readonly kind: TokenizerKind;
  /** Drawn without it where the folder lacks it. */
  readonly optional?: true;
}

export interface FamilyTraits {
  /** Folder of the model that denoises. */
  readonly denoiser: "unet" | "transformer";
  readonly texts: readonly TextPart[];
  /** Where the denoiser takes the text as one vector, the name of that input. */
  readonly pooledInput?: string;
  /** True for models that follow straight paths from noise to picture (flow matching): other samplers do not fit. */
  readonly flow: boolean;
  /** An empty negative prompt is nothing at all where the folder does not say otherwise. */
  readonly zerosForEmptyPrompt: boolean;
  /** Of the family's own autoencoder, for folders exported without saying; null where there is none of its own. */
  readonly scaling: number | null;
  readonly shift: number;
  /** Side in latents the family was trained at. */
  readonly side: number;
}

const clip: TextPart = { encoder: "text_encoder", tokenizer: "tokenizer", kind: "clip" };
const clip2: TextPart = { encoder: "text_encoder_2", tokenizer: "tokenizer_2", kind: "clip" };
const t5: TextPart = {
  encoder: "text_encoder_3",
  tokenizer: "tokenizer_3",
  kind: "unigram",
  optional: true,
};

const stableDiffusion: FamilyTraits = {
  denoiser: "unet",
  texts: [clip],
  flow: false,
  zerosForEmptyPrompt: false,
  scaling: 0.18215,
  shift: 0,
  side: 64,
};

export const traitsOf: Readonly<Record<Family, FamilyTraits>> = {
  sd: stableDiffusion,
  lcm: { ...stableDiffusion, side: 96 },
  sdxl: {
    ...stableDiffusion,
    texts: [clip, clip2],
    pooledInput: "text_embeds",
    zerosForEmptyPrompt: true,
    scaling: 0.13025,
    side: 128,
  },
  sd3: {
    denoiser: "transformer",
    texts: [clip, clip2, t5],
    pooledInput: "pooled_projections",
    flow: true,
    zerosForEmptyPrompt: false,
    scaling: 1.5305,
    shift: 0.0609,
    side: 128,
  },
  flow: {
    denoiser: "transformer",
    texts: [{ encoder: "text_encoder", tokenizer: "tokenizer", kind: "words" }],
    flow: true,
    zerosForEmptyPrompt: false,
    scaling: null,
    shift: 0,
    side: 32,
  },
};

const classes: Readonly<Record<string, Family>> = {
  StableDiffusionPipeline: "sd",
  StableDiffusionImg2ImgPipeline: "sd",
  StableDiffusionInpaintPipeline: "sd",
  StableDiffusionXLPipeline: "sdxl",
  StableDiffusionXLImg2ImgPipeline: "sdxl",
  StableDiffusionXLInpaintPipeline: "sdxl",
  LatentConsistencyModelPipeline: "lcm",
  LatentConsistencyModelImg2ImgPipeline: "lcm",
  StableDiffusion3Pipeline: "sd3",
  StableDiffusion3Img2ImgPipeline: "sd3",
  StableDiffusion3InpaintPipeline: "sd3",
  GemsFlowPipeline: "flow",
};

/** The family of a class that `model_index.json` names; undefined for one that cannot be run. */
export function familyOfClass(name: string): Family | undefined {
  const plain = name.replace(/^ORT/, "");
  return Object.hasOwn(classes, plain) ? classes[plain] : undefined;
}

/** What kinds that are known, but cannot be run, would need. */
const wanting: readonly (readonly [RegExp, string])[] = [
  [/^Flux/, "latents packed two by two, positions as inputs and a guidance of their own"],
  [/^(Sana|Lumina|ZImage|Z_Image)/, "a language model to read the prompt"],
  [/^(QwenImage|HiDream|OmniGen|CogView|Kolors)/, "a language model to read the prompt"],
  [/^(PixArt|AuraFlow|HunyuanDiT)/, "a conditioning that is not built here"],
  [/ControlNet/, "a picture that guides every step"],
  [/(Video|Animate|Wan|LTX)/, "frames: the studio draws single pictures"],
];

/** For people: what such a model would need; null where nothing is known of it. */
export function wantOf(name: string): string | null {
  return wanting.find(([pattern]) => pattern.test(name.replace(/^ORT/, "")))?.[1] ?? null;
}
