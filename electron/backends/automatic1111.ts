/** Stable Diffusion behind the web API of AUTOMATIC1111 and Forge: `/sdapi/v1/txt2img` and `/img2img`. */
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import type { GenerationParameters } from "../../shared/run/events";
import type { DrawingContext, EditInput, GeneratedImage, Generator } from "../agent/roles";
import { badAnswer, parseJson } from "./answers";
import { AT_ONCE, drawWatched, SERVICE, type WatchOptions } from "./automatic1111-watch";
import { dataUrlContent, fromBase64, toBase64 } from "./base64";
import { Editability, keptOutside, maskFor, regionOf } from "./edits";
import { drawnUsage, receivedImage, sizeNotes } from "./image-answer";
import { previews } from "./previews";

/** How much of the earlier picture is given up: within a region nearly all, of a whole picture the smaller half. */
const STRENGTH = { region: 0.85, whole: 0.5 } as const;
/** `inpainting_fill`: begins with the picture's own content, so that colours and light fit. */
const FROM_ORIGINAL = 1;
const MASK_BLUR = 4;

export interface Automatic1111Options extends WatchOptions {
  /** The server's own choice where these are absent. */
  readonly model?: string | undefined;
  readonly steps?: number | undefined;
  readonly cfgScale?: number | undefined;
  readonly sampler?: string | undefined;
}

type Job = { readonly path: "txt2img" | "img2img"; readonly json: unknown };

/** Makes the generator. Stopping it, or losing patience with it, also stops the server. */
export function automatic1111Generator(options: Automatic1111Options): Generator {
  const editability = new Editability("mask");
  return {
    parallel: options.parallel ?? AT_ONCE,
    get editing() {
      return editability.now;
    },
    async generate({ prompt, parameters }, context) {
      const { size } = parameters;
      const json = bodyOf(options, prompt, parameters, { width: size, height: size });
      try {
        const image = await draw(options, { path: "txt2img", json }, parameters, context);
        return { ...image, notes: [...image.notes, ...sizeNotes(size, image.width, image.height)] };
      } catch (error) {
        throw withoutApi(error);
      }
    },
    edit: (input, context) => editability.attempt(() => edit(options, input, context)),
    unknownWords: () => Promise.resolve([]),
  };
}

async function edit(
  options: Automatic1111Options,
  input: EditInput,
  context: DrawingContext,
): Promise<GeneratedImage> {
  const { prompt, parameters, base } = input;
  const { pictures } = options;
  const boxes = regionOf(input);
  const mask = boxes === null ? null : await maskFor(input, boxes, "white", pictures, context.signal);
  const json = {
    ...bodyOf(options, prompt, parameters, base),
    init_images: [toBase64(base.png)],
    denoising_strength: mask === null ? STRENGTH.whole : STRENGTH.region,
    ...(mask === null
      ? {}
      : {
          mask: toBase64(mask),
          mask_blur: MASK_BLUR,
          inpainting_fill: FROM_ORIGINAL,
          // The whole picture is seen while the region is drawn: it has to fit in.
          inpaint_full_res: false,
          inpainting_mask_invert: 0,
        }),
  };
  const image = await draw(options, { path: "img2img", json }, parameters, context);
  return boxes === null ? image : keptOutside(image, input, boxes, pictures, context.signal);
}

async function draw(
  options: Automatic1111Options,
  job: Job,
  parameters: GenerationParameters,
  context: DrawingContext,
): Promise<GeneratedImage> {
  const { signal, onUsage } = context;
  const { show, end } = previews(options.pictures, context);
  show(0, "Waiting for the image server");
  const started = performance.now();
  try {
    const answer = await drawWatched(options, job, signal, show);
    onUsage(drawnUsage(answer.sentBytes));
    const { images, info } = parseJson(answer, drawnSchema, SERVICE);
    const inline = images[0];
    if (inline === undefined) throw badAnswer(SERVICE, "answered without a picture", "");
    const bytes = fromBase64(dataUrlContent(inline) ?? inline, SERVICE);
    const told = readInfo(info ?? "");
    const notes = seedNotes(parameters.seed, told.seed);
    const backend = told.sd_model_name ?? options.model ?? "automatic1111";
    const ms = performance.now() - started;
    return await receivedImage({ bytes, ms, backend, service: SERVICE, notes }, options.pictures, signal);
  } finally {
    end();
  }
}

function bodyOf(
  options: Automatic1111Options,
  prompt: string,
  { seed }: GenerationParameters,
  { width, height }: { readonly width: number; readonly height: number },
) {
  const { model, steps, cfgScale, sampler } = options;
  return {
    prompt,
    seed,
    width,
    height,
    batch_size: 1,
    n_iter: 1,
    ...(steps === undefined ? {} : { steps }),
    ...(cfgScale === undefined ? {} : { cfg_scale: cfgScale }),
    ...(sampler === undefined ? {} : { sampler_name: sampler }),
    ...(model === undefined ? {} : { override_settings: { sd_model_checkpoint: model } }),
  };
}

/** The usual reason for "not found": the page is there, its API was not asked for at the start. */
export function withoutApi(error: unknown): unknown {
  if (!(error instanceof StudioError) || error.code !== "not-found") return error;
  if (error.detail !== undefined && !/^not found$/i.test(error.detail.trim())) return error;
  return new StudioError("not-found", "The image server does not offer its API at this address.", {
    remedy: "Start AUTOMATIC1111 or Forge with --api, and give the address without /sdapi.",
    detail: error.message,
    cause: error,
  });
}

const drawnSchema = z.object({ images: z.array(z.string()), info: z.string().nullish() });

const infoSchema = z.object({
  seed: z.number().int().optional().catch(undefined),
  sd_model_name: z.string().min(1).optional().catch(undefined),
});

/** What the server says of the picture: JSON in a string; nothing is made of one that cannot be read. */
function readInfo(info: string): z.infer<typeof infoSchema> {
  try {
    return infoSchema.parse(JSON.parse(info));
  } catch {
    // Some forks leave it empty; the picture is what matters.
    return {};
  }
}

function seedNotes(asked: number, used: number | undefined): string[] {
  return used === undefined || used === asked
    ? []
    : [`The server used the seed ${used} instead of ${asked}.`];
}
