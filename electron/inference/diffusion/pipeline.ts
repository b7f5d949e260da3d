/**
 * Draws with a diffusion model: from noise, from a picture, or within a mask. Follows diffusers' pipelines for
 * Stable Diffusion 1 to 3, SDXL and latent consistency models step by step (training/diffusion makes the pictures it is
 * held against). What tells the families apart is data: families.ts.
 */
import { StudioError } from "../../../shared/errors";
import type { SamplerName } from "../../../shared/inference/diffusion";
import { type Encoders, type Told, tell } from "./conditioning";
import { Denoiser } from "./denoiser";
import { traitsOf } from "./families";
import { smallMask, stacked, withoutMasked } from "./masks";
import type { ModelFolder } from "./model-folder";
import { type Gaussian, gaussian, together } from "./noise";
import { samplerFor } from "./sampler-choice";
import { el, mix, type Sample, type Scheduler } from "./schedulers/scheduler";
import { promptEncoder } from "./text/create";
import type { TextModel } from "./text/prompt-encoder";
import { decode, encode, type LatentSize, type Picture, type Rgb } from "./vae";

export interface DiffusionRequest {
  readonly prompt: string;
  readonly negativePrompt?: string;
  readonly steps: number;
  /** Guidance scale; 1 or less follows the model alone. */
  readonly guidance: number;
  readonly width: number;
  readonly height: number;
  /** One picture a seed. */
  readonly seeds: readonly number[];
  /** The folder's own where absent. */
  readonly scheduler?: SamplerName;
  /** A picture to begin from; `strength` says how much of it may change, 0..1. */
  readonly from?: { readonly image: Rgb; readonly strength: number; readonly mask?: Uint8Array };
}

export interface DiffusionTools {
  readonly signal?: AbortSignal;
  /** After each step: share of the steps done, and the latents of the finished picture as far as they are known. */
  readonly onStep?: (fraction: number, denoised: Sample, size: LatentSize) => void;
  /** Noise by seed; for tests that bring their own. */
  readonly noise?: (seed: number) => Gaussian;
}

export interface Drawn {
  readonly images: readonly Rgb[];
  /** For people: words left out, another sampler. */
  readonly notes: readonly string[];
}

export interface DiffusionModels {
  /** In the order of the folder's texts; null where it has none. */
  readonly textEncoders: readonly (TextModel | null)[];
  readonly denoiser: TextModel;
  readonly vaeDecoder: TextModel;
  readonly vaeEncoder: TextModel | null;
}

export class DiffusionPipeline {
  readonly #folder: ModelFolder;
  readonly #models: DiffusionModels;
  readonly #encoders: Encoders;

  /** @throws StudioError "model-invalid" when the tokeniser's files cannot be read. */
  constructor(folder: ModelFolder, models: DiffusionModels) {
    this.#folder = folder;
    this.#models = models;
    this.#encoders = folder.texts.map((text, i) => {
      const session = models.textEncoders[i];
      return text === null || session == null ? null : promptEncoder(session, text.tokenizer);
    });
  }

  /**
   * @throws StudioError "cancelled" between two steps, "bad-input" for sizes and numbers the model cannot do,
   * "model-invalid" when the model is not what its folder says.
   */
  async draw(request: DiffusionRequest, tools: DiffusionTools = {}): Promise<Drawn> {
    const size = this.#sizeOf(request);
    const { scheduler, notes } = samplerFor(this.#folder, request.scheduler);
    const { prompt, negativePrompt = "", guidance, width, height, seeds } = request;
    const wanted = { count: seeds.length, guidance, width, height };
    const told = await tell(this.#folder, this.#encoders, { prompt, negativePrompt }, wanted);
    const noise = together(seeds.map(tools.noise ?? gaussian));
    const start = await this.#start(request, size, scheduler, noise);
    const denoiser = new Denoiser(this.#models.denoiser);
    const doubled = {
      ...size,
      count: size.count * (told.twice ? 2 : 1),
      channels: this.#folder.geometry.channels,
    };
    let { latents } = start;
    let { denoised } = { denoised: latents };
    for (let index = start.first; index < scheduler.timesteps.length; index += 1) {
      await breathe();
      assertGoing(tools.signal);
      const given = start.extended(scheduler.scaleInput(latents, index));
      const input = told.twice ? twice(given) : given;
      const output = await denoiser.predict(
        input,
        doubled,
        el(scheduler.timesteps, index),
        told.conditioning,
      );
      const answer = told.twice ? guided(output, guidance) : output;
      const stepped = scheduler.step(answer, index, latents, () => noise(latents.length));
      latents = start.kept(stepped.sample, index);
      denoised = stepped.denoised;
      const fraction = (index + 1 - start.first) / (scheduler.timesteps.length - start.first);
      tools.onStep?.(fraction, denoised, size);
    }
    assertGoing(tools.signal);
    const last = this.#folder.family === "lcm" && start.mask === null ? denoised : latents;
    const images = await decode(this.#models.vaeDecoder, this.#folder.vae, last, size);
    return { images, notes: [...this.#folder.notes, ...notes, ...textNotes(told)] };
  }

  #sizeOf({ width, height, seeds, steps, from }: DiffusionRequest): LatentSize {
    const { vae, geometry } = this.#folder;
    const { factor } = vae;
    const grid = factor * geometry.grid;
    if (width % grid !== 0 || height % grid !== 0 || width <= 0 || height <= 0) {
      throw badInput(`The model cannot draw ${width} by ${height} pixels.`, `Choose multiples of ${grid}.`);
    }
    const most = geometry.most === null ? null : geometry.most * factor;
    if (most !== null && Math.max(width, height) > most) {
      throw badInput(
        `The model cannot draw ${width} by ${height} pixels.`,
        `Neither side may be longer than ${most}.`,
      );
    }
    if (seeds.length === 0) throw badInput("No picture is asked for.", "Ask for at least one.");
    if (from !== undefined && (from.image.width !== width || from.image.height !== height)) {
      throw badInput("The picture to begin from has another size.", `Give it ${width} by ${height} pixels.`);
    }
    if (from !== undefined && this.#firstStep(steps, from.strength) >= steps) {
      throw badInput("So small a change takes no step at all.", "Take more steps or let more change.");
    }
    return { count: seeds.length, height: height / factor, width: width / factor };
  }

  /** Steps left out where a picture is begun from. As in diffusers, whose flow pipelines round the other way. */
  #firstStep(steps: number, strength: number): number {
    const taken = Math.min(steps, steps * strength);
    return traitsOf[this.#folder.family].flow ? Math.trunc(steps - taken) : steps - Math.trunc(taken);
  }

  /** Where drawing begins: noise alone, or a picture with as much noise as the step it begins at expects. */
  async #start(request: DiffusionRequest, size: LatentSize, scheduler: Scheduler, noise: Gaussian) {
    const { vae, geometry, family } = this.#folder;
    const { from, steps } = request;
    const length = size.count * vae.channels * size.height * size.width;
    const strength = from?.strength ?? 1;
    // Consistency models space their steps over the part that changes; the others skip the steps before it.
    const ownSpacing = family === "lcm" && scheduler.name === "LCMScheduler" && from !== undefined;
    const sequenceLength = (size.height * size.width) / geometry.patch ** 2;
    scheduler.setTimesteps(steps, ownSpacing ? { strength } : { sequenceLength });
    const plain = { extended: (sample: Sample) => sample, kept: (sample: Sample) => sample, mask: null };
    if (from?.mask === undefined && geometry.channels > vae.channels) {
      throw badInput(
        "This model only fills regions of pictures, it draws none.",
        "Choose the model it was made from, or another one.",
      );
    }
    if (from === undefined) {
      const latents = noise(length).map((value) => value * scheduler.initNoiseSigma);
      return { ...plain, latents, first: 0 };
    }
    const first = ownSpacing ? 0 : this.#firstStep(steps, strength);
    const original = await this.#latentsOf(from.image, size.count, noise);
    const fresh = noise(length);
    const full = from.mask !== undefined && strength === 1;
    const latents = full
      ? fresh.map((value) => value * scheduler.initNoiseSigma)
      : scheduler.addNoise(original, fresh, first);
    if (from.mask === undefined) return { ...plain, latents, first };
    const mask = smallMask(from.mask, from.image, size);
    if (geometry.channels === 2 * vae.channels + 1) {
      const hidden = await this.#latentsOf(withoutMasked(from.image, from.mask), size.count, noise);
      const extended = (sample: Sample) => stacked(size, vae.channels, sample, mask, hidden);
      return { ...plain, latents, first, extended, mask };
    }
    const kept = (sample: Sample, index: number) => {
      const last = index + 1 >= scheduler.timesteps.length;
      const proper = last ? original : scheduler.addNoise(original, fresh, index + 1);
      const area = size.height * size.width;
      return mix(length, (i) => {
        const inside = el(mask, i % area);
        return (1 - inside) * el(proper, i) + inside * el(sample, i);
      });
    };
    return { ...plain, latents, first, kept, mask };
  }

  async #latentsOf(image: Picture, count: number, noise: Gaussian): Promise<Sample> {
    const { vaeEncoder } = this.#models;
    if (vaeEncoder === null) {
      throw badInput("This model cannot begin from a picture: it has no vae_encoder.", "Draw anew instead.");
    }
    return encode(vaeEncoder, this.#folder.vae, image, count, noise);
  }
}

/** Classifier-free guidance (Ho and Salimans, arXiv 2207.12598): away from the negative prompt's answer. */
function guided(output: Sample, guidance: number): Sample {
  const half = output.length / 2;
  return mix(half, (i) => el(output, i) + guidance * (el(output, half + i) - el(output, i)));
}

function twice(sample: Sample): Sample {
  const out = new Float32Array(2 * sample.length);
  out.set(sample);
  out.set(sample, sample.length);
  return out;
}

function textNotes({ dropped, unknown }: Told): readonly string[] {
  const long = `The prompt is too long for the model: its last ${dropped} tokens were not read.`;
  const strange = `Words the model was never shown: ${unknown.join(", ")}.`;
  return [...(dropped === 0 ? [] : [long]), ...(unknown.length === 0 ? [] : [strange])];
}

/** Running a model blocks the thread: between two steps a cancellation can be heard, and previews get their turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function assertGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new StudioError("cancelled", "Drawing was cancelled.", { remedy: "Start it again when you like." });
}

function badInput(message: string, remedy: string): StudioError {
  return new StudioError("bad-input", message, { remedy });
}
