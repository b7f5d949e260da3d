/** Answers of the OpenAI images API: whole as JSON, or as events with previews on the way. */
import { z } from "zod";
import { under } from "./address";
import { badAnswer, parseJson } from "./answers";
import { dataUrlContent, fromBase64 } from "./base64";
import { brokenOff, DONE, parseEvent } from "./event-answers";
import type { HttpAnswer } from "./http";
import type { Show } from "./previews";
import { requestTo, type ServerOptions } from "./server";
import type { ServerEvent } from "./server-events";

export const SERVICE = "image server";
export const TIMEOUT_MS = 600_000;
/** Base64 takes a third more than the picture itself; previews come on top. */
export const MAX_BYTES = 128 * 1_048_576;
/** Previews asked for. The API allows up to three, and counts each. */
export const PARTIALS = 2;

const usageSchema = z
  .object({ input_tokens: z.number().int().min(0).catch(0), output_tokens: z.number().int().min(0).catch(0) })
  .nullish()
  .catch(null);

const imagesSchema = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).min(1),
  usage: usageSchema,
});

/** `image_generation.partial_image`, `image_edit.completed` and the like. */
const eventSchema = z.object({
  type: z.string().catch(""),
  b64_json: z.string().optional(),
  partial_image_index: z.number().int().min(0).optional().catch(undefined),
  usage: usageSchema,
});

export interface Received {
  readonly bytes: Uint8Array;
  readonly tokens: { readonly input: number; readonly output: number };
}

/** Collects one attempt's events. */
export class PictureStream {
  readonly #key: string | undefined;
  readonly #show: Show;
  #whole: z.infer<typeof eventSchema> | null = null;

  constructor(key: string | undefined, show: Show) {
    this.#key = key;
    this.#show = show;
  }

  readonly take = (event: ServerEvent): void => {
    if (event.data.trim() === DONE) return;
    const said = parseEvent(event, eventSchema, { service: SERVICE, key: this.#key });
    if (said.type.endsWith(".completed")) this.#whole = said;
    if (!said.type.endsWith(".partial_image") || said.b64_json === undefined) return;
    const fraction = ((said.partial_image_index ?? 0) + 1) / (PARTIALS + 1);
    this.#show(Math.min(0.95, fraction), "Drawing", new Uint8Array(Buffer.from(said.b64_json, "base64")));
  };

  /** @throws StudioError "bad-answer" when the stream ended before the picture was whole */
  received(): Received {
    if (this.#whole?.b64_json === undefined) throw brokenOff(SERVICE);
    return { bytes: fromBase64(this.#whole.b64_json, SERVICE), tokens: tokensOf(this.#whole.usage) };
  }
}

function tokensOf(usage: z.infer<typeof usageSchema>): Received["tokens"] {
  return { input: usage?.input_tokens ?? 0, output: usage?.output_tokens ?? 0 };
}

/** The picture of an answer that came whole: in it, or at the address it names. */
export async function receivedWhole(
  options: ServerOptions,
  answer: HttpAnswer,
  signal: AbortSignal,
): Promise<Received> {
  const { data, usage } = parseJson(answer, imagesSchema, SERVICE);
  const first = data[0];
  const tokens = tokensOf(usage);
  const inline = first?.b64_json ?? dataUrlContent(first?.url ?? "");
  if (inline !== null) return { bytes: fromBase64(inline, SERVICE), tokens };
  if (typeof first?.url !== "string") throw badAnswer(SERVICE, "answered without a picture", "");
  const { key: _, ...request } = requestTo(options, { timeoutMs: TIMEOUT_MS });
  const picture = await options.http.send({
    ...request,
    method: "GET",
    url: new URL(first.url, under(options.baseUrl, "")).href,
    service: SERVICE,
    signal,
    maxBytes: MAX_BYTES,
    follow: true,
  });
  return { bytes: picture.bytes, tokens };
}
