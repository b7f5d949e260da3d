/** ComfyUI as a generator: the designer's own workflows, with prompt, seed and size put into their places. */
import { createHash } from "node:crypto";
import { type EditWorkflow, readEditWorkflow } from "../../../shared/comfyui/edit-workflow";
import {
  fillWorkflow,
  type ReadWorkflow,
  readWorkflow,
  type WorkflowValues,
} from "../../../shared/comfyui/workflow";
import type { GenerationParameters } from "../../../shared/run/events";
import type { Box } from "../../../shared/run/verdicts";
import type { DrawingContext, EditInput, GeneratedImage, Generator } from "../../agent/roles";
import { badAnswer } from "../answers";
import { cannotEdit, Editability, editWords, keptOutside, maskFor, regionOf } from "../edits";
import { checkedUrl } from "../http-errors";
import { drawnUsage, receivedImage, sizeNotes } from "../image-answer";
import { previews } from "../previews";
import { AT_ONCE, type ImageServerOptions, turnOf } from "../server";
import { ComfyApi, type ComfyFile, type Finished, SERVICE } from "./api";
import { type JobOptions, run } from "./job";
import { unusable } from "./words";

export interface ComfyOptions extends ImageServerOptions, JobOptions {
  /** In API format, as text. */
  readonly workflow: string;
  /** The one that changes pictures, where there is one. */
  readonly editWorkflow?: string | undefined;
}

/** Makes the generator; a workflow that cannot be used is told when it is asked to draw. */
export function comfyGenerator(options: ComfyOptions): Generator {
  const changing = options.editWorkflow === undefined ? null : readEditWorkflow(options.editWorkflow);
  const editability = new Editability(changing?.ok === true ? changing.editing : undefined);
  return {
    parallel: options.parallel ?? AT_ONCE.images,
    get editing() {
      return editability.now;
    },
    async generate({ prompt, parameters }, context) {
      const read = readWorkflow(options.workflow);
      if (!read.ok) throw unusable(read.problem);
      return draw(options, read, parameters, context, async () => ({ prompt, ...parameters }));
    },
    edit: (input, context) =>
      editability.attempt(async () => {
        if (changing?.ok !== true) throw cannotEdit("there is no workflow for it");
        return edit(options, changing, input, context);
      }),
    unknownWords: () => Promise.resolve([]),
  };
}

async function edit(
  options: ComfyOptions,
  read: EditWorkflow,
  input: EditInput,
  context: DrawingContext,
): Promise<GeneratedImage> {
  const { signal } = context;
  const boxes = read.editing === "mask" ? regionOf(input) : null;
  if (read.editing === "mask" && boxes === null) {
    throw cannotEdit("the workflow draws a region anew, and nobody knows which");
  }
  const image = await draw(options, read, input.parameters, context, async (api) => ({
    ...wordsFor(read, input),
    ...input.parameters,
    ...(await uploaded(options, read, input, boxes, api, signal)),
  }));
  return boxes === null ? image : keptOutside(image, input, boxes, options.pictures, signal);
}

/** Models that read instructions are given one wherever the workflow takes words. */
function wordsFor(
  { takes, editing }: EditWorkflow,
  input: EditInput,
): Pick<WorkflowValues, "prompt" | "instruction"> {
  const instruction = editWords(input);
  const tellsBoth = takes.has("instruction") || editing === "mask";
  return { prompt: tellsBoth ? input.prompt : instruction, instruction };
}

async function uploaded(
  { pictures }: ComfyOptions,
  { maskBy }: EditWorkflow,
  input: EditInput,
  boxes: readonly Box[] | null,
  api: ComfyApi,
  signal: AbortSignal,
): Promise<Pick<WorkflowValues, "image" | "mask">> {
  const { png } = input.base;
  const image = await api.upload({ to: "image", name: nameFor(png), bytes: png }, signal);
  if (boxes === null || maskBy === null) return { image };
  const polarity = maskBy === "file" ? "white" : "transparent";
  const bytes = await maskFor(input, boxes, polarity, pictures, signal);
  if (maskBy === "file")
    return { image, mask: await api.upload({ to: "image", name: nameFor(bytes), bytes }, signal) };
  // The server puts the mask into the picture: its name has to tell both apart from the picture alone.
  const name = nameFor(png, bytes);
  return { image: await api.upload({ to: "mask", name, bytes, of: image }, signal) };
}

function nameFor(...content: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const bytes of content) hash.update(bytes);
  return `gems-${hash.digest("hex").slice(0, 24)}.png`;
}

async function draw(
  options: ComfyOptions,
  read: ReadWorkflow,
  parameters: GenerationParameters,
  context: DrawingContext,
  valuesBy: (api: ComfyApi) => Promise<WorkflowValues>,
): Promise<GeneratedImage> {
  const { signal, onUsage } = context;
  checkedUrl(options.baseUrl);
  const api = new ComfyApi(options);
  const { show, end } = previews(options.pictures, context);
  show(0, "Waiting for ComfyUI");
  const leave = await options.http.enter(options.baseUrl, turnOf("images", options), signal);
  const started = performance.now();
  try {
    const filled = fillWorkflow(read, await valuesBy(api));
    const { workflow } = read;
    const { finished, left } = await run(options, { workflow, filled, api, signal, show });
    onUsage(drawnUsage(api.sentBytes));
    show(0.98, "Fetching the picture");
    const { file, count } = chosen(finished, read.outputs);
    const bytes = await api.picture(file, signal);
    const ms = performance.now() - started;
    const notes = [...markNotes(read), ...countNotes(count), ...(left === "" ? [] : [`Left out: ${left}.`])];
    const picture = { bytes, ms, backend: "comfyui", service: SERVICE, notes };
    const image = await receivedImage(picture, options.pictures, signal);
    return { ...image, notes: [...notes, ...knownSize(read, parameters, image)] };
  } finally {
    leave();
    end();
  }
}

/** The first picture of the best output node that gave one. */
function chosen(finished: Finished, outputs: readonly string[]): { file: ComfyFile; count: number } {
  for (const id of outputs) {
    const files = finished.pictures[id] ?? [];
    const file = files[0];
    if (file !== undefined) return { file, count: files.length };
  }
  throw badAnswer(
    SERVICE,
    "finished the workflow without a picture",
    Object.keys(finished.pictures).join(", "),
  );
}

function markNotes({ takes }: ReadWorkflow): string[] {
  return takes.has("seed")
    ? []
    : ["The workflow has no place for the seed: the same prompt gives what its own seed gives."];
}

function countNotes(count: number): string[] {
  return count > 1 ? [`The workflow made ${count} pictures; this is the first.`] : [];
}

function knownSize(
  { takes }: ReadWorkflow,
  { size }: GenerationParameters,
  image: { readonly width: number; readonly height: number },
): string[] {
  if (takes.has("width") || takes.has("height")) return sizeNotes(size, image.width, image.height);
  return [`The workflow chooses the size itself: ${image.width}×${image.height} pixels.`];
}
