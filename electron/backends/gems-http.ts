/** The image server of the GEMS reference code: `POST {base}/generate?prompt=...` answers with a PNG. */
import type { Generator } from "../agent/roles";
import { under } from "./address";
import { drawnUsage, receivedImage, requirePicture } from "./image-answer";
import type { Pictures } from "./pictures";
import { AT_ONCE, requestTo, type ServerOptions, turnOf } from "./server";

const SERVICE = "image server";
const TIMEOUT_MS = 600_000;
const MAX_BYTES = 64 * 1_048_576;

export interface GemsHttpOptions extends ServerOptions {
  readonly pictures: Pick<Pictures, "toPng">;
}

/** Makes the generator; the server takes a prompt and nothing else, so seed, size and temperature are its own. */
export function gemsHttpGenerator(options: GemsHttpOptions): Generator {
  return {
    parallel: options.parallel ?? AT_ONCE.images,
    async generate({ prompt }, { signal, onProgress, onUsage }) {
      onProgress(0, "Waiting for the image server");
      const started = performance.now();
      const answer = await options.http.send({
        ...requestTo(options, { timeoutMs: TIMEOUT_MS }),
        method: "POST",
        url: `${under(options.baseUrl, "generate")}?${new URLSearchParams({ prompt }).toString()}`,
        service: SERVICE,
        signal,
        maxBytes: MAX_BYTES,
        turn: turnOf("images", options),
      });
      onUsage(drawnUsage(answer.sentBytes));
      requirePicture(answer, SERVICE);
      const ms = performance.now() - started;
      const notes = ["This server chooses seed and size itself."];
      const picture = { bytes: answer.bytes, ms, backend: "gems-http", service: SERVICE, notes };
      return receivedImage(picture, options.pictures, signal);
    },
    unknownWords: () => Promise.resolve([]),
  };
}
