/** Image models behind the OpenAI images API: `POST {base}/images/generations`. */
import { z } from "zod";
import type { GenerationParameters } from "../../shared/run/events";
import type { Generator } from "../agent/roles";
import { under } from "./address";
import { badAnswer, parseJson } from "./answers";
import type { Http, HttpAnswer } from "./http";
import { receivedImage, sizeNotes, type ToPng } from "./image-answer";
import { type Has, Negotiator } from "./negotiate";

const SERVICE = "image server";
const TIMEOUT_MS = 600_000;
/** Base64 takes a third more than the picture itself. */
const MAX_BYTES = 96 * 1_048_576;

export interface OpenAiImagesOptions {
  /** Usually ends in `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key?: string | undefined;
  readonly http: Http;
  readonly toPng: ToPng;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

/** Fields servers differ in. `seed` is not part of OpenAI's own API, but most local servers take it. */
const features = [
  { name: "seed", hint: /seed/i, expendable: true },
  { name: "size", hint: /size|resolution|dimension/i, expendable: true },
] as const;
type FeatureName = (typeof features)[number]["name"];

export function openAiImagesGenerator(options: OpenAiImagesOptions): Generator {
  const negotiator = new Negotiator<FeatureName>(features);
  return {
    async generate({ prompt, parameters }, { signal, onProgress, onUsage }) {
      onProgress(0, "Waiting for the image server");
      const started = performance.now();
      const { answer, notes } = await negotiator.run(["seed", "size"], async (has) => ({
        answer: await post(options, requestBody(options.model, prompt, parameters, has), signal),
        notes: notesOf(has),
      }));
      const bytes = await pictureOf(options, answer, signal);
      onUsage({ calls: 1, inputTokens: 0, outputTokens: 0 });
      const ms = performance.now() - started;
      const picture = { bytes, ms, backend: options.model, service: SERVICE, notes };
      const image = await receivedImage(picture, options.toPng, signal);
      return { ...image, notes: [...notes, ...sizeNotes(parameters.size, image.width, image.height)] };
    },
    unknownWords: () => Promise.resolve([]),
  };
}

function requestBody(
  model: string,
  prompt: string,
  parameters: GenerationParameters,
  has: Has<FeatureName>,
): Record<string, unknown> {
  const body: Record<string, unknown> = { model, prompt, n: 1 };
  if (has("size")) body.size = `${parameters.size}x${parameters.size}`;
  if (has("seed")) body.seed = parameters.seed;
  return body;
}

function notesOf(has: Has<FeatureName>): string[] {
  return has("seed") ? [] : ["This server takes no seed: the same prompt may give another picture."];
}

function post(options: OpenAiImagesOptions, json: unknown, signal: AbortSignal): Promise<HttpAnswer> {
  return options.http.send({
    method: "POST",
    url: under(options.baseUrl, "images/generations"),
    service: SERVICE,
    key: options.key,
    signal,
    json,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
  });
}

const imagesSchema = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).min(1),
});

async function pictureOf(
  options: OpenAiImagesOptions,
  answer: HttpAnswer,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const first = parseJson(answer, imagesSchema, SERVICE).data[0];
  const inline = first?.b64_json ?? dataUrlContent(first?.url ?? "");
  if (inline !== null) return decodeBase64(inline);
  if (typeof first?.url !== "string") throw badAnswer(SERVICE, "answered without a picture", "");
  const picture = await options.http.send({
    method: "GET",
    url: new URL(first.url, under(options.baseUrl, "")).href,
    service: SERVICE,
    signal,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    follow: true,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
  });
  return picture.bytes;
}

function dataUrlContent(url: string): string | null {
  return /^data:image\/[\w.+-]+;base64,(.*)$/s.exec(url)?.[1] ?? null;
}

/** @throws StudioError "bad-answer": Buffer would skip what is not base64 and hand out a broken picture. */
function decodeBase64(text: string): Uint8Array {
  const compact = text.replace(/\s+/g, "");
  if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) {
    throw badAnswer(SERVICE, "sent a picture that is not base64", "");
  }
  return new Uint8Array(Buffer.from(compact, "base64"));
}
