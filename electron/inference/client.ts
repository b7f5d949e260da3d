/** The main side's view of the inference process: one function a piece of work. */
import type { Trial } from "../../shared/inference/compute";
import type { Sighting } from "../../shared/inference/detections";
import type { ModelReport } from "../../shared/inference/diffusion";
import type { CompositeRequest, MaskRequest } from "../../shared/inference/regions";
import type { SeeingReport } from "../../shared/inference/vision-language";
import type { EngineStatus } from "../../shared/ipc/domains/studio";
import { WorkerHost } from "./host";
import type { HostOptions } from "./host-options";
import type {
  ContactSheetRequest,
  Diffused,
  DiffuseRequest,
  Drawn,
  DrawRequest,
  Edited,
  EditRequest,
  Jpeg,
  Png,
  TrialRequest,
} from "./protocol";

import type { AnsweredText, AnswerRequest, Similarity, SimilarityRequest } from "./vision-language/protocol";

export interface DrawOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, label: string, preview?: Uint8Array) => void;
}

export interface Engine {
  /** Composes a scene for the prompt, renders it and encodes it. */
  draw(request: DrawRequest, options: DrawOptions): Promise<Drawn>;
  /** Mends a drawing that carries its scene, object by object; "bad-input" where it cannot be mended so. */
  edit(request: EditRequest, options: DrawOptions): Promise<Edited>;
  /** Draws with a diffusion model of a folder. */
  diffuse(request: DiffuseRequest, options: DrawOptions): Promise<Diffused>;
  /** What a diffusion model's folder holds, without loading it. */
  inspectModel(folder: string, signal: AbortSignal): Promise<ModelReport>;
  /** Takes the diffusion model out of memory. */
  forgetModel(): Promise<void>;
  /** Whether an execution provider works here, and how fast; a driver may take the process down with it. */
  tryProvider(request: TrialRequest, signal: AbortSignal): Promise<Trial>;
  /** Asks a vision-language model of a folder. */
  answer(request: AnswerRequest, options: DrawOptions): Promise<AnsweredText>;
  /** How well a picture goes with a text: -1 to 1, by a CLIP of a folder. */
  similarity(request: SimilarityRequest, signal: AbortSignal): Promise<Similarity>;
  /** What the folder of a model that sees holds, without loading it. */
  inspectSeeing(folder: string, signal: AbortSignal): Promise<SeeingReport>;
  /** Takes models that see out of memory. */
  forgetSeeing(): Promise<void>;
  /** Words of the prompt the bundled engine does not know. */
  unknownWords(prompt: string, signal: AbortSignal): Promise<string[]>;
  /** What the vision models see in a picture (PNG, JPEG or WebP bytes). */
  see(
    image: Uint8Array,
    options: { readonly text: boolean; readonly signal: AbortSignal },
  ): Promise<Sighting>;
  /** Decodes any picture the studio reads and encodes it as PNG. */
  toPng(bytes: Uint8Array, signal: AbortSignal): Promise<Png>;
  /** The picture as a JPEG of at most `side` pixels a side, for documents. */
  toJpeg(bytes: Uint8Array, side: number, signal: AbortSignal): Promise<Jpeg>;
  /** A PNG that marks the region a server is to draw anew. */
  mask(request: MaskRequest, signal: AbortSignal): Promise<Uint8Array>;
  /** The edited picture within the region, the base's own pixels outside it; both of one size. */
  composite(request: CompositeRequest, signal: AbortSignal): Promise<Png>;
  /** One PNG with all attempts of a run side by side. */
  contactSheet(request: ContactSheetRequest, signal: AbortSignal): Promise<Uint8Array>;
  /** One unit vector of EMBEDDING_SIZE numbers a text, by meaning; at most EMBED_AT_ONCE texts. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>;
  status(): EngineStatus;
  /** Calls the listener at every change of `status()`; returns the way out. */
  onStatus(listener: (status: EngineStatus) => void): () => void;
  /** Starts the process, loads every model and runs each once. Throws what kept a model from loading. */
  warmUp(): Promise<void>;
  /** Ends the process, forgets its crashes and starts a new one. Work under way fails with "engine-crashed". */
  restart(): Promise<void>;
  /** Ends the process for good. */
  close(): Promise<void>;
}

/**
 * Opens the engine; its process starts with the first request (or `warmUp`).
 * Every request may fail with "engine-crashed", "engine-unavailable", "model-missing" or "model-invalid",
 * and with CancelledError at once when its signal fires.
 */
export function openEngine(options: HostOptions): Engine {
  const host = new WorkerHost(options);
  const never = new AbortController().signal;
  return {
    draw: (request, { signal, onProgress }) => host.call("draw", request, { signal, onProgress }),
    edit: (request, { signal, onProgress }) => host.call("edit", request, { signal, onProgress }),
    diffuse: (request, { signal, onProgress }) => host.call("diffuse", request, { signal, onProgress }),
    inspectModel: (folder, signal) => host.call("inspectModel", { folder }, { signal }),
    forgetModel: async () => {
      await host.call("forgetModel", {}, { signal: never });
    },
    tryProvider: (request, signal) => host.call("tryProvider", request, { signal }),
    answer: (request, { signal, onProgress }) => host.call("answer", request, { signal, onProgress }),
    similarity: (request, signal) => host.call("similarity", request, { signal }),
    inspectSeeing: (folder, signal) => host.call("inspectSeeing", { folder }, { signal }),
    forgetSeeing: async () => {
      await host.call("forgetSeeing", {}, { signal: never });
    },
    unknownWords: async (prompt, signal) => (await host.call("unknownWords", { prompt }, { signal })).words,
    see: (image, { text, signal }) => host.call("see", { image, text }, { signal }),
    toPng: (bytes, signal) => host.call("toPng", { bytes }, { signal }),
    toJpeg: (bytes, side, signal) => host.call("toJpeg", { bytes, side }, { signal }),
    mask: async ({ boxes, ...rest }, signal) =>
      (await host.call("mask", { ...rest, boxes: [...boxes] }, { signal })).png,
    composite: ({ boxes, ...rest }, signal) =>
      host.call("composite", { ...rest, boxes: [...boxes] }, { signal }),
    contactSheet: async (request, signal) => (await host.call("contactSheet", request, { signal })).png,
    embed: async (texts, signal) => (await host.call("embed", { texts: [...texts] }, { signal })).vectors,
    status: () => host.status(),
    onStatus: (listener) => host.onStatus(listener),
    warmUp: async () => {
      await host.call("warmUp", {}, { signal: never });
    },
    restart: () => host.restart(),
    close: () => host.close(),
  };
}
