/** Diffusion models in the inference process: one is in memory at a time, the last one used. */
import { StudioError, throwIfCancelled } from "../../../shared/errors";
import { nameOfFolder } from "../../../shared/folders";
import type { ProviderName, Refusal } from "../../../shared/inference/compute";
import type { ModelReport } from "../../../shared/inference/diffusion";
import { type LoadedModel, loadModel } from "../diffusion/load";
import { readModelFolder } from "../diffusion/model-folder";
import type { DiffusionRequest } from "../diffusion/pipeline";
import { roughPicture } from "../diffusion/preview";
import type { Rgb } from "../diffusion/vae";
import type { Imaging } from "../imaging";
import type { Diffused, DiffuseRequest, ModelStatus } from "../protocol";
import { type CreateSession, firstLine } from "../sessions";
import type { WorkContext } from "./serve";

/** Share of the progress that loading takes, drawing takes, and decoding and encoding take. */
const LOADED = 0.1;
const STEPPED = 0.95;

interface InMemory {
  readonly path: string;
  readonly model: LoadedModel;
  /** What computes all of it. */
  readonly provider: ProviderName;
  readonly ms: number;
}

export class DiffusionModels {
  readonly #sessionOn: (provider: ProviderName) => CreateSession;
  readonly #imaging: () => Imaging;
  readonly #onChange: () => void;
  #loaded: InMemory | null = null;

  /**
   * @param sessionOn opens models on one provider and no other
   * @param onChange called when what is in memory has changed
   */
  constructor(
    sessionOn: (provider: ProviderName) => CreateSession,
    imaging: () => Imaging,
    onChange: () => void,
  ) {
    this.#sessionOn = sessionOn;
    this.#imaging = imaging;
    this.#onChange = onChange;
  }

  /** The model in memory, if any. */
  status(): readonly ModelStatus[] {
    if (this.#loaded === null) return [];
    const { path, ms, provider } = this.#loaded;
    return [{ name: nameOfFolder(path), folder: path, loaded: true, ms, provider }];
  }

  /** Reads what a folder holds without loading it. @throws StudioError as `readModelFolder` does. */
  async inspect(path: string): Promise<ModelReport> {
    const { family, vae, geometry, vaeEncoder, notes } = await readModelFolder(path);
    return {
      family,
      side: geometry.side * vae.factor,
      grid: geometry.grid * vae.factor,
      edits: vaeEncoder !== null,
      notes: [...notes],
    };
  }

  /**
   * Draws with the first of the request's providers that takes the model and gets through; the answer tells which one
   * that was, and why those before it did not. What is wrong with the model or the request is no provider's fault.
   */
  async draw(request: DiffuseRequest, context: WorkContext): Promise<Diffused> {
    const started = performance.now();
    context.onProgress(0, "Loading the model");
    const refused: Refusal[] = [];
    const providers = request.providers ?? ["cpu"];
    for (const provider of providers) {
      throwIfCancelled(context.signal);
      try {
        const drawn = await this.#drawOn(provider, request, context);
        return { ...drawn, provider, refused, ms: performance.now() - started };
      } catch (cause) {
        if (cause instanceof StudioError || provider === providers.at(-1)) throw cause;
        refused.push({ provider, reason: firstLine(cause) });
        await this.forget();
      }
    }
    throw new RangeError("a provider was asked for");
  }

  async #drawOn(
    provider: ProviderName,
    request: DiffuseRequest,
    { signal, onProgress }: WorkContext,
  ): Promise<Pick<Diffused, "png" | "width" | "height" | "notes">> {
    const { pipeline, colours } = await this.#model(request.folder, provider, signal);
    throwIfCancelled(signal);
    const wanted = await this.#wanted(request);
    const previews = new Previews();
    let told = { fraction: LOADED, label: "Step 0" };
    const tell = (preview?: Uint8Array) => onProgress(told.fraction, told.label, preview);
    try {
      const drawn = await pipeline.draw(wanted, {
        signal,
        onStep: (fraction, denoised, size) => {
          // Some drivers answer with no numbers where they overflow; a black picture would come of it.
          if (provider !== "cpu" && !denoised.every(Number.isFinite)) throw new Error("it lost the numbers");
          const step = Math.round(fraction * wanted.steps);
          told = { fraction: LOADED + fraction * (STEPPED - LOADED), label: `Step ${step}` };
          tell();
          // It comes with what is told by then: steps never run backwards.
          previews.next(
            () => roughPicture(colours, denoised, size),
            (rough) => this.#png(rough),
            tell,
          );
        },
      });
      const [image] = drawn.images;
      if (image === undefined) throw new RangeError("a picture was asked for");
      const png = await this.#png(image);
      const { width, height } = image;
      return { png, width, height, notes: [...drawn.notes] };
    } finally {
      await previews.settled();
    }
  }

  /** Gives the memory back. */
  async forget(): Promise<void> {
    const loaded = this.#loaded;
    if (loaded === null) return;
    this.#loaded = null;
    await loaded.model.release();
    this.#onChange();
  }

  async #model(path: string, provider: ProviderName, signal: AbortSignal): Promise<LoadedModel> {
    if (this.#loaded?.path === path && this.#loaded.provider === provider) return this.#loaded.model;
    // First out, then in: two such models may not fit side by side.
    await this.forget();
    const started = performance.now();
    const open = this.#sessionOn(provider);
    const model = await loadModel(path, async (file) => {
      // Opening a file blocks the thread: between two files a cancellation can be heard.
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(signal);
      return open(file);
    });
    this.#loaded = { path, model, provider, ms: performance.now() - started };
    this.#onChange();
    return model;
  }

  async #wanted({
    folder: _,
    providers: __,
    seed,
    from,
    ...rest
  }: DiffuseRequest): Promise<DiffusionRequest> {
    const wanted = { ...rest, seeds: [seed] };
    if (from === undefined) return wanted;
    const { width, height } = rest;
    const { data } = await this.#imaging().decodeRgb(from.image, width, height);
    const start = { image: { pixels: data, width, height }, strength: from.strength };
    if (from.mask === undefined) return { ...wanted, from: start };
    const mask = await this.#imaging().decodeRgb(from.mask, width, height);
    return { ...wanted, from: { ...start, mask: mask.data.filter((_, i) => i % 3 === 0) } };
  }

  #png({ pixels, width, height }: Rgb): Promise<Uint8Array> {
    return this.#imaging().encodePng({ data: pixels, width, height, channels: 3 });
  }
}

/** Nobody sees more previews than this; between quick steps they would only take the model's time. */
const PREVIEW_EVERY_MS = 100;

/** Encodes one preview at a time; those that come meanwhile, or too soon after the last one, are left out. */
class Previews {
  #encoding: Promise<void> | null = null;
  #last = Number.NEGATIVE_INFINITY;

  next(
    rough: () => Rgb | null,
    encode: (rough: Rgb) => Promise<Uint8Array>,
    tell: (preview: Uint8Array) => void,
  ): void {
    const now = performance.now();
    if (this.#encoding !== null || now - this.#last < PREVIEW_EVERY_MS) return;
    const picture = rough();
    if (picture === null) return;
    this.#last = now;
    this.#encoding = encode(picture)
      // A preview that cannot be made is no reason to lose the picture.
      .then(tell, () => undefined)
      .finally(() => {
        this.#encoding = null;
      });
  }

  /** Waits for the one that is being encoded, if any. */
  async settled(): Promise<void> {
    await this.#encoding;
  }
}
