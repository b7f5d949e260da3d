/** When a model does not fit into memory: how that shows, and what to say then. */
import { StudioError } from "../../shared/errors";
import { type ProviderName, providerTitles } from "../../shared/inference/compute";
import type { ModelFacts } from "../../shared/inference/diffusion";
import { isTight } from "../../shared/inference/diffusion";

/** What runtimes say when they are given no memory. */
const refusals = /bad_?alloc|out of memory|failed to allocate|cannot allocate|not enough memory|OOM/i;
/** Reasons of ours for ending the process, which have nothing to do with memory. */
const ours = /on request|did not stop|closed it|ready in time|nobody understands/i;

/** True where the inference process ended by itself. */
export function isCrash({ code, message }: Pick<StudioError, "code" | "message">): boolean {
  return code === "engine-crashed" && !ours.test(message);
}

/** The process ended while a graphics card was computing. */
export function fellOn(provider: ProviderName, { name }: ModelFacts, cause: StudioError): StudioError {
  const title = providerTitles[provider];
  return new StudioError(cause.code, `The inference process ended while drawing with ${name} on ${title}.`, {
    remedy: `Go on: it is drawn without ${title} until the studio is started anew, or measured again in Settings, Computing.`,
    retryable: true,
    detail: [cause.message, cause.detail ?? ""].filter(Boolean).join("\n"),
    cause,
  });
}

/** True where memory is the likeliest cause: the process ended by itself, or the runtime says so. */
export function isMemoryFault({ code, message, detail = "" }: StudioError): boolean {
  if (code === "engine-crashed") return isCrash({ code, message });
  return refusals.test(`${message}\n${detail}`);
}

/** @param size of the image that was being drawn, in pixels */
export function outOfMemory(
  facts: ModelFacts,
  { width, height }: { readonly width: number; readonly height: number },
  cause: StudioError,
): StudioError {
  const { name, modelBytes, freeBytes } = facts;
  const files = `its files take ${inGigabytes(modelBytes)} of the ${inGigabytes(freeBytes)} that were free`;
  const took = isTight(facts) ? files : `${files}, and the larger the image, the more drawing takes besides`;
  return new StudioError(
    cause.code,
    `Drawing ${width}×${height} pixels with ${name} failed, most likely for want of memory: ${took}.`,
    {
      remedy:
        "Choose a smaller model or one exported in half precision (fp16), draw a smaller size, or close other programs; then go on.",
      // What did not fit will not fit at once again; what should have fitted may.
      retryable: cause.retryable && !isTight(facts),
      detail: [cause.message, cause.detail ?? ""].filter(Boolean).join("\n"),
      cause,
    },
  );
}

/** "5.1 GB", "340 MB". */
export function inGigabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes >= 1_000
    ? `${(megabytes / 1_000).toFixed(1)} GB`
    : `${Math.max(1, Math.round(megabytes))} MB`;
}
