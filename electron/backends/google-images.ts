/** Image models behind Google's Gemini API: those that chat in pictures, and Imagen. */
import { z } from "zod";
import type { GenerationParameters } from "../../shared/run/events";
import type { DrawingContext, GeneratedImage, Generator } from "../agent/roles";
import { badAnswer } from "./answers";
import { fromBase64, toBase64 } from "./base64";
import { Editability, editWords } from "./edits";
import { askGemini, contentSchema, type GeminiOptions, partsOf, usageOf } from "./gemini";
import { drawnUsage, receivedImage, sizeNotes } from "./image-answer";
import type { Pictures } from "./pictures";
import { AT_ONCE, turnOf } from "./server";

const SERVICE = "image server";
const TIMEOUT_MS = 600_000;
const MAX_BYTES = 96 * 1_048_576;

export interface GoogleImagesOptions extends GeminiOptions {
  readonly pictures: Pick<Pictures, "toPng">;
}

interface Drawn {
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
  readonly tokens: { readonly input: number; readonly output: number };
  readonly sentBytes: number;
}

/** Makes the generator; models named `imagen…` are asked in Imagen's own way, and edit nothing. */
export function googleImagesGenerator(options: GoogleImagesOptions): Generator {
  const isImagen = /^(models\/)?imagen/i.test(options.model);
  const editability = new Editability(isImagen ? undefined : "instruction");
  return {
    parallel: options.parallel ?? AT_ONCE.images,
    get editing() {
      return editability.now;
    },
    generate: ({ prompt, parameters }, context) =>
      drawn(options, parameters, context, () =>
        isImagen
          ? imagen(options, prompt, context.signal)
          : chatting(options, [{ text: prompt }], parameters, context.signal),
      ),
    edit: (input, context) =>
      editability.attempt(() =>
        drawn(options, input.parameters, context, () => {
          const inlineData = { mimeType: "image/png", data: toBase64(input.base.png) };
          const parts = [{ inlineData }, { text: editWords(input) }];
          return chatting(options, parts, input.parameters, context.signal);
        }),
      ),
    unknownWords: () => Promise.resolve([]),
  };
}

async function drawn(
  { model, pictures }: GoogleImagesOptions,
  { size }: GenerationParameters,
  { signal, onProgress, onUsage }: DrawingContext,
  draw: () => Promise<Drawn>,
): Promise<GeneratedImage> {
  onProgress(0, "Waiting for the image server");
  const started = performance.now();
  const { bytes, notes, tokens, sentBytes } = await draw();
  onUsage(drawnUsage(sentBytes, tokens));
  const ms = performance.now() - started;
  const image = await receivedImage({ bytes, ms, backend: model, service: SERVICE, notes }, pictures, signal);
  return { ...image, notes: [...notes, ...sizeNotes(size, image.width, image.height)] };
}

async function chatting(
  options: GoogleImagesOptions,
  parts: readonly unknown[],
  parameters: GenerationParameters,
  signal: AbortSignal,
): Promise<Drawn> {
  const json = {
    contents: [{ role: "user", parts }],
    generationConfig: {
      responseModalities: ["TEXT", "IMAGE"],
      seed: parameters.seed,
      temperature: parameters.temperature,
    },
  };
  const { answer, sentBytes } = await askGemini(
    options,
    wire(options, "generateContent", json, signal),
    contentSchema,
  );
  const said = partsOf(answer, SERVICE);
  const picture = said.find((part) => part.inlineData?.mimeType.startsWith("image/"))?.inlineData;
  if (picture === undefined) {
    const words = said.map((part) => part.text ?? "").join(" ");
    throw badAnswer(SERVICE, "answered in words instead of a picture", words.trim().slice(0, 300));
  }
  const { inputTokens: input, outputTokens: output } = usageOf(answer);
  return { bytes: fromBase64(picture.data, SERVICE), notes: [], tokens: { input, output }, sentBytes };
}

const predictionSchema = z.object({
  predictions: z
    .array(z.object({ bytesBase64Encoded: z.string().optional(), raiFilteredReason: z.string().optional() }))
    .optional(),
});

async function imagen(options: GoogleImagesOptions, prompt: string, signal: AbortSignal): Promise<Drawn> {
  const json = { instances: [{ prompt }], parameters: { sampleCount: 1, aspectRatio: "1:1" } };
  const asked = await askGemini(options, wire(options, "predict", json, signal), predictionSchema);
  const { predictions = [] } = asked.answer;
  const inline = predictions.find((one) => one.bytesBase64Encoded !== undefined)?.bytesBase64Encoded;
  if (inline === undefined) {
    throw badAnswer(SERVICE, "declined to draw this", predictions[0]?.raiFilteredReason ?? "");
  }
  const notes = ["This server takes no seed: the same prompt may give another picture."];
  const bytes = fromBase64(inline, SERVICE);
  return { bytes, notes, tokens: { input: 0, output: 0 }, sentBytes: asked.sentBytes };
}

function wire(
  options: GoogleImagesOptions,
  method: "generateContent" | "predict",
  json: unknown,
  signal: AbortSignal,
) {
  const turn = turnOf("images", options);
  return { method, service: SERVICE, json, signal, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, turn };
}
