/** Image models behind the OpenAI images API: `POST {base}/images/generations` and `/images/edits`. */
import type { GenerationParameters } from "../../shared/run/events";
import type { DrawingContext, EditInput, GeneratedImage, Generator } from "../agent/roles";
import { under } from "./address";
import { Editability, editWords, keptOutside, maskFor, regionOf } from "./edits";
import { drawnUsage, receivedImage, sizeNotes } from "./image-answer";
import { multipart } from "./multipart";
import { type Has, Negotiator } from "./negotiate";
import {
  MAX_BYTES,
  PARTIALS,
  PictureStream,
  type Received,
  receivedWhole,
  SERVICE,
  TIMEOUT_MS,
} from "./openai-images-wire";
import { previews, type Show } from "./previews";
import { AT_ONCE, type ImageServerOptions, requestTo, turnOf } from "./server";

/** The base address usually ends in `/v1`. */
export interface OpenAiImagesOptions extends ImageServerOptions {
  readonly model: string;
}

/**
 * Fields servers differ in, in the order they are given up. `seed` is not part of OpenAI's own API, but most local
 * servers take it; `input_fidelity` keeps what an edit is to leave alone.
 */
const features = [
  { name: "fidelity", hint: /input_fidelity/i, expendable: true },
  { name: "mask", hint: /mask/i, expendable: false },
  { name: "stream", hint: /stream|partial_images/i, expendable: true },
  { name: "seed", hint: /seed/i, expendable: true },
  { name: "size", hint: /size|resolution|dimension/i, expendable: true },
] as const;
type FeatureName = (typeof features)[number]["name"];

type Fields = Readonly<Record<string, string | number | boolean>>;
type Sent = Received & { readonly sentBytes: number };

export function openAiImagesGenerator(options: OpenAiImagesOptions): Generator {
  const drawing = new Negotiator<FeatureName>(features);
  const changing = new Negotiator<FeatureName>(features);
  const editability = new Editability("mask");
  return {
    parallel: options.parallel ?? AT_ONCE.images,
    get editing() {
      return editability.now;
    },
    generate: ({ prompt, parameters }, context) =>
      watched(options, context, (show) =>
        drawing.run(["stream", "seed", "size"], async (has) => {
          const json = fieldsOf(options.model, prompt, parameters, has);
          const sent = await post(options, { path: "images/generations", json }, context.signal, show);
          return made(options, sent, context, notesOf(has), parameters.size);
        }),
      ),
    edit: (input, context) =>
      editability.attempt(() =>
        watched(options, context, (show) => edit(options, changing, editability, input, context, show)),
      ),
    unknownWords: () => Promise.resolve([]),
  };
}

async function watched(
  options: OpenAiImagesOptions,
  context: DrawingContext,
  work: (show: Show) => Promise<GeneratedImage>,
): Promise<GeneratedImage> {
  const { show, end } = previews(options.pictures, context);
  const started = performance.now();
  show(0, "Waiting for the image server");
  try {
    return { ...(await work(show)), ms: performance.now() - started };
  } finally {
    end();
  }
}

async function edit(
  options: OpenAiImagesOptions,
  negotiator: Negotiator<FeatureName>,
  editability: Editability,
  input: EditInput,
  context: DrawingContext,
  show: Show,
): Promise<GeneratedImage> {
  const { signal } = context;
  const boxes = editability.now === "mask" ? regionOf(input) : null;
  const mask = boxes === null ? null : await maskFor(input, boxes, "transparent", options.pictures, signal);
  const used: FeatureName[] = [
    "fidelity",
    ...(mask === null ? [] : (["mask"] as const)),
    "stream",
    "seed",
    "size",
  ];
  return negotiator.run(used, async (has) => {
    const fields = { ...fieldsOf(options.model, editWords(input), input.parameters, has), ...fidelity(has) };
    const body = multipart([
      ...Object.entries(fields).map(([name, value]) => ({ name, value: String(value) })),
      { name: "image", fileName: "image.png", type: "image/png", bytes: input.base.png },
      ...(mask !== null && has("mask")
        ? [{ name: "mask", fileName: "mask.png", type: "image/png", bytes: mask }]
        : []),
    ]);
    const sent = await post(options, { path: "images/edits", body }, signal, show);
    if (mask !== null && !has("mask")) editability.withoutMasks();
    const image = await made(options, sent, context, notesOf(has), input.parameters.size);
    if (boxes === null || !has("mask")) return image;
    return keptOutside(image, input, boxes, options.pictures, signal);
  });
}

const fidelity = (has: Has<FeatureName>): Fields => (has("fidelity") ? { input_fidelity: "high" } : {});

function fieldsOf(
  model: string,
  prompt: string,
  parameters: GenerationParameters,
  has: Has<FeatureName>,
): Fields {
  return {
    model,
    prompt,
    n: 1,
    ...(has("size") ? { size: `${parameters.size}x${parameters.size}` } : {}),
    ...(has("seed") ? { seed: parameters.seed } : {}),
    ...(has("stream") ? { stream: true, partial_images: PARTIALS } : {}),
  };
}

function notesOf(has: Has<FeatureName>): string[] {
  return has("seed") ? [] : ["This server takes no seed: the same prompt may give another picture."];
}

async function post(
  options: OpenAiImagesOptions,
  {
    path,
    ...content
  }: { readonly path: string; readonly json?: Fields; readonly body?: ReturnType<typeof multipart> },
  signal: AbortSignal,
  show: Show,
): Promise<Sent> {
  let stream = new PictureStream(options.key, show);
  const answer = await options.http.send({
    ...requestTo(options, { timeoutMs: TIMEOUT_MS }),
    ...content,
    method: "POST",
    url: under(options.baseUrl, path),
    service: SERVICE,
    signal,
    maxBytes: MAX_BYTES,
    turn: turnOf("images", options),
    events: () => {
      stream = new PictureStream(options.key, show);
      return stream.take;
    },
  });
  const received = answer.isStream ? stream.received() : await receivedWhole(options, answer, signal);
  return { ...received, sentBytes: answer.sentBytes };
}

async function made(
  { model, pictures }: OpenAiImagesOptions,
  { bytes, tokens, sentBytes }: Sent,
  { onUsage, signal }: DrawingContext,
  notes: readonly string[],
  asked: number,
): Promise<GeneratedImage> {
  onUsage(drawnUsage(sentBytes, tokens));
  const image = await receivedImage(
    { bytes, ms: 0, backend: model, service: SERVICE, notes },
    pictures,
    signal,
  );
  return { ...image, notes: [...notes, ...sizeNotes(asked, image.width, image.height)] };
}
