/** Models that see, in the inference process: one that answers and one that compares, each the last one used. */
import { createHash } from "node:crypto";
import { throwIfCancelled } from "../../../shared/errors";
import { nameOfFolder } from "../../../shared/folders";
import type { SeeingReport } from "../../../shared/inference/vision-language";
import type { Imaging, RgbImage } from "../imaging";
import type { ModelStatus } from "../protocol";
import { ClipModel, cosineOf } from "../vision-language/clip";
import {
  inspectVisionLanguageFolder,
  readClipFolder,
  readVisionLanguageFolder,
} from "../vision-language/folder";
import { openLibrary } from "../vision-language/library";
import { type Asked, VisionLanguageModel } from "../vision-language/model";
import type { AnsweredText, AnswerRequest, Similarity, SimilarityRequest } from "../vision-language/protocol";
import { within } from "../vision-language/resample";
import type { WorkContext } from "./serve";

/** Shares of the progress: loaded, read, and answering for the rest. */
const LOADED = 0.2;
const READ = 0.6;

export class SeeingModels {
  readonly #imaging: () => Imaging;
  readonly #asking: Slot<VisionLanguageModel>;
  readonly #comparing: Slot<ClipModel>;

  /** @param onChange called when what is in memory has changed */
  constructor(imaging: () => Imaging, threads: number | undefined, onChange: () => void) {
    this.#imaging = imaging;
    this.#asking = new Slot(async (folder) => {
      const read = await readVisionLanguageFolder(folder);
      return VisionLanguageModel.load(read, await openLibrary(), threads);
    }, onChange);
    this.#comparing = new Slot(async (folder) => {
      const read = await readClipFolder(folder);
      return ClipModel.load(read, await openLibrary(), threads);
    }, onChange);
  }

  /** What is in memory. */
  status(): readonly ModelStatus[] {
    return [...this.#asking.status(), ...this.#comparing.status()];
  }

  /** Reads what a folder holds without loading it. */
  inspect(folder: string): Promise<SeeingReport> {
    return inspectVisionLanguageFolder(folder);
  }

  async answer(request: AnswerRequest, { signal, onProgress }: WorkContext): Promise<AnsweredText> {
    const started = performance.now();
    onProgress(0, "Loading the model");
    const model = await this.#asking.get(request.folder);
    throwIfCancelled(signal);
    onProgress(LOADED, "Reading");
    const asked = await this.#decoded(request);
    const { tokens, ...answered } = await model.ask(asked, {
      signal,
      onToken: (count) =>
        onProgress(
          READ + ((1 - READ) * count) / asked.maxTokens,
          count === 0 ? "Read" : `Word piece ${count}`,
        ),
    });
    return {
      ...answered,
      first: answered.first.map((one) => ({ ...one })),
      outputTokens: tokens.length,
      ms: performance.now() - started,
    };
  }

  async similarity({ folder, text, image }: SimilarityRequest, { signal }: WorkContext): Promise<Similarity> {
    const started = performance.now();
    const model = await this.#comparing.get(folder);
    throwIfCancelled(signal);
    const seen = await model.ofPicture(await this.#rgb(image));
    throwIfCancelled(signal);
    return { similarity: cosineOf(seen, await model.ofText(text)), ms: performance.now() - started };
  }

  /** Gives the memory back. */
  async forget(): Promise<void> {
    await this.#asking.forget();
    await this.#comparing.forget();
  }

  async #decoded({ turns, maxTokens, alternatives, side }: AnswerRequest): Promise<Asked> {
    const images = turns.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === "image" ? part : [])),
    );
    const pictures = await Promise.all(
      images.map(async ({ bytes }) => {
        const picture = await this.#rgb(bytes);
        return side === undefined ? picture : within(picture, side);
      }),
    );
    return {
      turns: turns.map(({ role, content }) => ({
        role,
        content: content.map((part) => (part.type === "image" ? { type: "image" } : part)),
      })),
      pictures,
      pictureIds: images.map(({ bytes }) => createHash("sha256").update(bytes).digest("hex") + (side ?? "")),
      maxTokens,
      alternatives,
    };
  }

  async #rgb(bytes: Uint8Array): Promise<RgbImage> {
    const { width, height } = await this.#imaging().sizeOf(bytes);
    return this.#imaging().decodeRgb(bytes, width, height);
  }
}

interface Releasable {
  release(): Promise<void>;
}

/** Room for one model: the last one used. */
class Slot<M extends Releasable> {
  readonly #load: (folder: string) => Promise<M>;
  readonly #onChange: () => void;
  #loaded: { readonly folder: string; readonly model: M; readonly ms: number } | null = null;

  constructor(load: (folder: string) => Promise<M>, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  status(): readonly ModelStatus[] {
    if (this.#loaded === null) return [];
    const { folder, ms } = this.#loaded;
    return [{ name: nameOfFolder(folder), folder, loaded: true, ms }];
  }

  async get(folder: string): Promise<M> {
    if (this.#loaded?.folder === folder) return this.#loaded.model;
    // First out, then in: two such models may not fit side by side.
    await this.forget();
    const started = performance.now();
    const model = await this.#load(folder);
    this.#loaded = { folder, model, ms: performance.now() - started };
    this.#onChange();
    return model;
  }

  async forget(): Promise<void> {
    const loaded = this.#loaded;
    if (loaded === null) return;
    this.#loaded = null;
    await loaded.model.release();
    this.#onChange();
  }
}
