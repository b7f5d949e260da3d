/** The image server of the GEMS reference code: `POST {base}/generate?prompt=...` answers with a PNG. */
import type { Generator } from "../agent/roles";
import { under } from "./address";
import { badAnswer, excerptOf } from "./answers";
import type { Http, HttpAnswer } from "./http";
import { receivedImage, type ToPng } from "./image-answer";

const SERVICE = "image server";
const TIMEOUT_MS = 600_000;
const MAX_BYTES = 64 * 1_048_576;

export interface GemsHttpOptions {
  readonly baseUrl: string;
  readonly key?: string | undefined;
  readonly http: Http;
  readonly toPng: ToPng;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

/** Makes the generator; the server takes a prompt and nothing else, so seed, size and temperature are its own. */
export function gemsHttpGenerator(options: GemsHttpOptions): Generator {
  return {
    async generate({ prompt }, { signal, onProgress, onUsage }) {
      onProgress(0, "Waiting for the image server");
      const started = performance.now();
      const answer = await options.http.send({
        method: "POST",
        url: `${under(options.baseUrl, "generate")}?${new URLSearchParams({ prompt }).toString()}`,
        service: SERVICE,
        key: options.key,
        signal,
        timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        maxBytes: MAX_BYTES,
        ...(options.retries === undefined ? {} : { retries: options.retries }),
      });
      onUsage({ calls: 1, inputTokens: 0, outputTokens: 0 });
      requirePicture(answer);
      const ms = performance.now() - started;
      const notes = ["This server chooses seed and size itself."];
      const picture = { bytes: answer.bytes, ms, backend: "gems-http", service: SERVICE, notes };
      return receivedImage(picture, options.toPng, signal);
    },
    unknownWords: () => Promise.resolve([]),
  };
}

/** Servers often answer errors with status 200 and words; a content type that is no picture gives them away. */
function requirePicture(answer: HttpAnswer): void {
  const { contentType } = answer;
  const maybe =
    contentType === "" || contentType === "application/octet-stream" || contentType.startsWith("image/");
  if (!maybe) throw badAnswer(SERVICE, "answered with something that is no picture", excerptOf(answer));
}
