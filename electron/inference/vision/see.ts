/** What a picture shows, from its bytes: objects always, lettering when asked for. */
import { throwIfCancelled } from "../../../shared/errors";
import type { Sighting, TextLine } from "../../../shared/inference/detections";
import type { Imaging } from "../imaging";
import type { CreateSession } from "../sessions";
import type { ObjectEyes } from "./object-eyes";
import { TextReader } from "./ocr";
import { openObjectEyes } from "./open";

export interface VisionOptions {
  /** Folder of `config.json` and the graphs it speaks of. */
  readonly detectorDir: string;
  /** Folder of the text models; opened when lettering is first asked for. */
  readonly ocrDir: string;
  readonly createSession: CreateSession;
  readonly imaging: Pick<Imaging, "decodeRgb" | "sizeOf">;
}

export interface SeeOptions {
  /** Read lettering too; it costs several times the detector's time. */
  readonly text: boolean;
  readonly signal?: AbortSignal;
}

/** Longest side, in pixels, lettering is read at. */
const READING_SIDE = 1280;

export class Vision {
  readonly #options: VisionOptions;
  readonly #eyes: ObjectEyes;
  #reader: Promise<TextReader> | null = null;

  private constructor(options: VisionOptions, eyes: ObjectEyes) {
    this.#options = options;
    this.#eyes = eyes;
  }

  /** Opens the detector. Throws StudioError "model-missing" or "model-invalid". */
  static async load(options: VisionOptions): Promise<Vision> {
    const { detectorDir, createSession } = options;
    return new Vision(options, await openObjectEyes(detectorDir, { createSession }));
  }

  /**
   * Looks at a picture (PNG, JPEG or WebP bytes).
   * Throws StudioError "image-invalid" for bytes that are no picture and "cancelled" when `signal` fires.
   */
  async see(bytes: Uint8Array, { text, signal }: SeeOptions): Promise<Sighting> {
    const started = performance.now();
    throwIfCancelled(signal);
    const { imaging } = this.#options;
    const { width, height } = this.#eyes.sizeFor(await imaging.sizeOf(bytes));
    const image = await imaging.decodeRgb(bytes, width, height);
    const seen = await this.#eyes.look(image);
    throwIfCancelled(signal);
    const lines = text ? await this.#lines(bytes) : [];
    throwIfCancelled(signal);
    return { ...seen, lines, ...image.original, ms: performance.now() - started };
  }

  async #lines(bytes: Uint8Array): Promise<TextLine[]> {
    const { imaging } = this.#options;
    const size = await imaging.sizeOf(bytes);
    const scale = Math.min(1, READING_SIDE / Math.max(size.width, size.height));
    const side = (length: number) => Math.max(1, Math.round(length * scale));
    const image = await imaging.decodeRgb(bytes, side(size.width), side(size.height));
    const reader = await this.#openReader();
    return reader.read(image);
  }

  /** The reader, opened once; a failure is not remembered, so that a restored folder is found. */
  #openReader(): Promise<TextReader> {
    const { ocrDir, createSession } = this.#options;
    this.#reader ??= TextReader.load(ocrDir, { createSession }).catch((error: unknown) => {
      this.#reader = null;
      throw error;
    });
    return this.#reader;
  }
}
