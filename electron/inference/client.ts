/** The main side's view of the inference process: one function a piece of work. */
import type { Sighting } from "../../shared/inference/detections";
import type { EngineStatus } from "../../shared/ipc/contract";
import { WorkerHost } from "./host";
import type { HostOptions } from "./host-options";
import type { ContactSheetRequest, Drawn, DrawRequest, Png } from "./protocol";

export interface DrawOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number, label: string) => void;
}

export interface Engine {
  /** Composes a scene for the prompt, renders it and encodes it. */
  draw(request: DrawRequest, options: DrawOptions): Promise<Drawn>;
  /** Words of the prompt the bundled engine does not know. */
  unknownWords(prompt: string, signal: AbortSignal): Promise<string[]>;
  /** What the vision models see in a picture (PNG, JPEG or WebP bytes). */
  see(
    image: Uint8Array,
    options: { readonly text: boolean; readonly signal: AbortSignal },
  ): Promise<Sighting>;
  /** Decodes any picture the studio reads and encodes it as PNG. */
  toPng(bytes: Uint8Array, signal: AbortSignal): Promise<Png>;
  /** One PNG with all attempts of a run side by side. */
  contactSheet(request: ContactSheetRequest, signal: AbortSignal): Promise<Uint8Array>;
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
    unknownWords: async (prompt, signal) => (await host.call("unknownWords", { prompt }, { signal })).words,
    see: (image, { text, signal }) => host.call("see", { image, text }, { signal }),
    toPng: (bytes, signal) => host.call("toPng", { bytes }, { signal }),
    contactSheet: async (request, signal) => (await host.call("contactSheet", request, { signal })).png,
    status: () => host.status(),
    onStatus: (listener) => host.onStatus(listener),
    warmUp: async () => {
      await host.call("warmUp", {}, { signal: never });
    },
    restart: () => host.restart(),
    close: () => host.close(),
  };
}
