/** What the text amounts to for each kind of model. */
import type { Conditioning } from "./denoiser";
import { type Family, traitsOf } from "./families";
import type { ModelFolder } from "./model-folder";
import { joinedStates, nothingLike, stackedStates } from "./text/join";
import type { EncodedText, PromptEncoder } from "./text/prompt-encoder";
import { T5_LENGTH } from "./text/t5-encoder";

export interface Texts {
  readonly prompt: string;
  readonly negativePrompt: string;
}

export interface Wanted {
  readonly count: number;
  readonly guidance: number;
  readonly width: number;
  readonly height: number;
}

export interface Told {
  readonly conditioning: Conditioning;
  /** True where the batch is doubled: first the negative prompt's half, then the prompt's. */
  readonly twice: boolean;
  /** Tokens of the prompt that no encoder had room for. */
  readonly dropped: number;
  /** Words of the prompt that the model was never shown, where that can be told. */
  readonly unknown: readonly string[];
}

/** In the family's order; null for an optional one that the folder lacks. */
export type Encoders = readonly (PromptEncoder | null)[];

/** Encodes the texts the way the model's family wants them. */
export async function tell(
  model: ModelFolder,
  encoders: Encoders,
  texts: Texts,
  wanted: Wanted,
): Promise<Told> {
  const { guidanceSize } = model.geometry;
  const twice = wanted.guidance > 1 && guidanceSize === null;
  const read = (text: string) => readers[model.family](encoders, text, model);
  const positive = await read(texts.prompt);
  const negative = twice ? await readNegative(model, read, texts.negativePrompt, positive) : null;
  const halves = negative === null ? [positive] : [negative, positive];
  const batch = halves.length * wanted.count;
  const spread = (pick: (text: EncodedText) => Float32Array) =>
    concat(halves.flatMap((half) => Array.from({ length: wanted.count }, () => pick(half))));
  const { tokens, width } = positive;
  const conditioning: Record<string, { values: Float32Array; dims: readonly number[] }> = {
    encoder_hidden_states: { values: spread(({ states }) => states), dims: [batch, tokens, width] },
  };
  const { mask } = positive;
  if (mask !== null) {
    conditioning.encoder_attention_mask = {
      values: spread((text) => text.mask ?? mask),
      dims: [batch, tokens],
    };
  }
  const { pooledInput } = traitsOf[model.family];
  if (pooledInput !== undefined) {
    const pooled = spread((text) => text.pooled ?? new Float32Array());
    conditioning[pooledInput] = { values: pooled, dims: [batch, pooled.length / batch] };
  }
  if (model.family === "sdxl") {
    conditioning.time_ids = { values: concat(Array(batch).fill(sizesOf(wanted))), dims: [batch, 6] };
  }
  if (guidanceSize !== null) {
    const one = guidanceEmbedding(wanted.guidance - 1, guidanceSize);
    conditioning.timestep_cond = { values: concat(Array(batch).fill(one)), dims: [batch, guidanceSize] };
  }
  return { conditioning, twice, dropped: positive.dropped, unknown: positive.unknown };
}

type Reader = (encoders: Encoders, text: string, model: ModelFolder) => Promise<EncodedText>;

const oneEncoder: Reader = ([first], text) => required(first).encode(text, "last");

/** How each family reads a text with the encoders it has. */
const readers: Readonly<Record<Family, Reader>> = {
  sd: oneEncoder,
  lcm: oneEncoder,
  flow: oneEncoder,
  /** Both encoders' inner layers side by side; the second one's vector (arXiv 2307.01952, 2.1). */
  sdxl: async (encoders, text) => {
    const [first, second] = await bothClips(encoders, text);
    return { ...joinedStates(first, second), pooled: second.pooled };
  },
  /** The same, filled up to the width of T5 and followed by it; both encoders' vectors (arXiv 2403.03206, C.1). */
  sd3: async (encoders, text, { geometry }) => {
    const [first, second] = await bothClips(encoders, text);
    const clips = joinedStates(first, second);
    const width = geometry.textWidth ?? clips.width;
    const third =
      encoders[2] == null
        ? { states: new Float32Array(T5_LENGTH * width), tokens: T5_LENGTH, width }
        : await encoders[2].encode(text, "last");
    const pooled = concat([first.pooled ?? new Float32Array(), second.pooled ?? new Float32Array()]);
    return { ...clips, ...stackedStates(clips, third), pooled };
  },
};

async function bothClips([first, second]: Encoders, text: string) {
  return [
    await required(first).encode(text, "penultimate"),
    await required(second).encode(text, "penultimate"),
  ] as const;
}

/** The folder was read with all that its family needs. */
function required(encoder: PromptEncoder | null | undefined): PromptEncoder {
  if (encoder == null) throw new RangeError("a text encoder is missing");
  return encoder;
}

/** An empty negative prompt is nothing at all for models trained so (SDXL). */
function readNegative(
  model: ModelFolder,
  read: (text: string) => Promise<EncodedText>,
  text: string,
  like: EncodedText,
): Promise<EncodedText> {
  const nothing = text.trim() === "" && model.family === "sdxl" && model.zerosForEmptyPrompt;
  return nothing ? Promise.resolve(nothingLike(like)) : read(text);
}

/** SDXL is told the size of the picture, where it was cropped, and the size wanted (arXiv 2307.01952, 2.2). */
function sizesOf({ width, height }: Wanted): Float32Array {
  return Float32Array.of(height, width, 0, 0, height, width);
}

/** Sines and cosines of the guidance, as consistency models were distilled with (arXiv 2310.04378, appendix). */
function guidanceEmbedding(guidance: number, size: number): Float32Array {
  const half = Math.floor(size / 2);
  const step = Math.log(10_000) / (half - 1);
  const angles = Array.from({ length: half }, (_, i) => guidance * 1000 * Math.exp(-i * step));
  const values = new Float32Array(size);
  values.set(angles.map(Math.sin));
  values.set(angles.map(Math.cos), half);
  return values;
}

function concat(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
