/**
 * What the main side and the inference process say to each other. Messages are plain data that survive the
 * structured clone; both sides parse what they receive, so a version mix-up is an error and not a riddle.
 */
import { z } from "zod";
import { errorPayloadSchema } from "../../shared/errors";
import { lookSchema } from "../../shared/flatland/look";
import { backdropNames, facings } from "../../shared/flatland/scene";
import { providerNameSchema, refusalSchema, trialSchema } from "../../shared/inference/compute";
import { modelReportSchema, samplerNames } from "../../shared/inference/diffusion";
import { EMBED_AT_ONCE, EMBEDDING_SIZE } from "../../shared/inference/embedding";
import { criterionSchema } from "../../shared/run/criteria";
import { MAX_PROMPT, MAX_SEED } from "../../shared/run/settings";
import { boxSchema, verdictSchema } from "../../shared/run/verdicts";
import {
  answeredSchema,
  answerRequestSchema,
  inspectSeeingSchema,
  seeingReportSchema,
  similarityRequestSchema,
  similaritySchema,
} from "./vision-language/protocol";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes");
const fraction = z.number().min(0).max(1);
const prompt = z.string().min(1).max(MAX_PROMPT);

const seed = z.number().int().min(0).max(MAX_SEED);
/** Shorter side of the picture in pixels. */
const size = z.number().int().min(64).max(4096);

export const drawRequestSchema = z.object({
  prompt,
  seed,
  /** 1 is the model's own distribution, 0 its likeliest scene. */
  temperature: z.number().min(0).max(2),
  size,
  /** Where the prompt's own words are not to decide. */
  look: lookSchema.exactOptional(),
  /** Composed by the larger layout model. */
  large: z.boolean().exactOptional(),
});
export type DrawRequest = z.infer<typeof drawRequestSchema>;

const judgedSchema = z.object({ criterion: criterionSchema, verdict: verdictSchema.nullable() });

export const editRequestSchema = z.object({
  /** The drawing to be mended; must carry its scene. */
  svg: z.string().min(1),
  mend: z.array(judgedSchema).min(1),
  keep: z.array(judgedSchema),
  seed,
  size,
});
export type EditRequest = z.infer<typeof editRequestSchema>;

export const editedSchema = z.object({
  png: bytes,
  svg: z.string().min(1),
  /** Pixels. */
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  /** What was done, a short sentence each. */
  done: z.array(z.string()),
  /** Wall time of editing, rendering and encoding, in milliseconds. */
  ms: z.number().min(0),
});
export type Edited = z.infer<typeof editedSchema>;

export const drawnSchema = z.object({
  png: bytes,
  svg: z.string().min(1),
  /** Pixels. */
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  unknownWords: z.array(z.string()),
  /** Wall time of composing, rendering and encoding, in milliseconds. */
  ms: z.number().min(0),
});
export type Drawn = z.infer<typeof drawnSchema>;

const guessSchema = z.object({ finish: z.string().nullable(), confidence: fraction });

const detectionSchema = z.object({
  kind: z.string(),
  finish: z.string().nullable(),
  box: boxSchema,
  confidence: fraction,
  finishConfidence: fraction,
  finishes: z.array(guessSchema).exactOptional(),
  facing: z.enum(facings).exactOptional(),
  facingConfidence: fraction.exactOptional(),
});

/** `Sighting` of shared/inference/detections.ts as it crosses the border. */
export const sightingSchema = z.object({
  detections: z.array(detectionSchema),
  lines: z.array(z.object({ text: z.string(), box: boxSchema, confidence: fraction })),
  backdrop: z.object({ name: z.enum(backdropNames), confidence: fraction }).exactOptional(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  ms: z.number().min(0),
});

const markState = z.enum(["pass", "fail", "unclear", "error", "not judged"]);

/** `Sheet` of contact-sheet.ts as it crosses the border. */
export const contactSheetRequestSchema = z.object({
  /** Heading of the sheet: the designer's prompt. */
  title: z.string(),
  subtitle: z.string().exactOptional(),
  cells: z
    .array(
      z.object({
        /** null where an attempt gave no picture. */
        image: bytes.nullable(),
        /** "Iteration 3" */
        heading: z.string(),
        /** "6 of 7" */
        score: z.string().exactOptional(),
        best: z.boolean().exactOptional(),
        /** Usually the prompt; each is cut to a few lines. */
        captions: z.array(z.string()),
        /** One a criterion. */
        marks: z.array(z.object({ state: markState, label: z.string() })),
      }),
    )
    .min(1),
});
export type ContactSheetRequest = z.infer<typeof contactSheetRequestSchema>;

const pngSchema = z.object({ png: bytes, width: z.number().int().min(1), height: z.number().int().min(1) });
export type Png = z.infer<typeof pngSchema>;

const vector = z.custom<Float32Array>(
  (value) => value instanceof Float32Array && value.length === EMBEDDING_SIZE,
  "expected a vector",
);

const jpegSchema = z.object({
  jpeg: bytes,
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
export type Jpeg = z.infer<typeof jpegSchema>;

const side = z.number().int().min(1).max(16_384);
/** Boxes of what is to be drawn anew, in fractions of the picture. */
const regionSchema = z.array(boxSchema).min(1).max(200);

export const maskRequestSchema = z.object({
  boxes: regionSchema,
  width: side,
  height: side,
  /** What is to be drawn is white and soft at its edge, or it is transparent and the rest opaque. */
  polarity: z.enum(["white", "transparent"]),
});

const folderPath = z.string().min(1).max(4096);

export const diffuseRequestSchema = z.object({
  /** Folder of an ONNX diffusion model in optimum's layout. */
  folder: folderPath,
  prompt,
  negativePrompt: z.string().max(MAX_PROMPT),
  steps: z.number().int().min(1).max(1000),
  guidance: z.number().min(0).max(100),
  width: side,
  height: side,
  seed,
  scheduler: z.enum(samplerNames).exactOptional(),
  /** A picture to begin from, how much of it may change, and where (white) if not everywhere. */
  from: z
    .object({ image: bytes, strength: z.number().min(0).max(1), mask: bytes.exactOptional() })
    .exactOptional(),
  /** Execution providers to try, in this order; the processor alone where absent. */
  providers: z.array(providerNameSchema).min(1).exactOptional(),
});
export type DiffuseRequest = z.infer<typeof diffuseRequestSchema>;

export const diffusedSchema = pngSchema.extend({
  notes: z.array(z.string()),
  /** What computed all of it. */
  provider: providerNameSchema,
  /** Providers that were asked first and did not draw it. */
  refused: z.array(refusalSchema),
  /** Wall time of loading, drawing and encoding, in milliseconds. */
  ms: z.number().min(0),
});
export type Diffused = z.infer<typeof diffusedSchema>;

export const trialRequestSchema = z.object({
  provider: providerNameSchema,
  /** Takes its time, for numbers to compare; else a short look. */
  measure: z.boolean(),
});
export type TrialRequest = z.infer<typeof trialRequestSchema>;

/**
 * Every piece of work the process can do. `heavy` work runs one piece at a time; the rest is quick and may
 * slip in between the steps of a heavy piece.
 */
export const methods = {
  draw: { input: drawRequestSchema, output: drawnSchema, heavy: true },
  /** Mends a drawing object by object. */
  edit: { input: editRequestSchema, output: editedSchema, heavy: true },
  see: { input: z.object({ image: bytes, text: z.boolean() }), output: sightingSchema, heavy: true },
  toPng: { input: z.object({ bytes }), output: pngSchema, heavy: true },
  /** `side`: the longer side at most, in pixels. */
  toJpeg: {
    input: z.object({ bytes, side: z.number().int().min(1).max(16_384) }),
    output: jpegSchema,
    heavy: true,
  },
  /** Draws with a diffusion model of a folder; loads it first where it is not the last one used. */
  diffuse: { input: diffuseRequestSchema, output: diffusedSchema, heavy: true },
  /** What a diffusion model's folder holds; loads nothing. */
  inspectModel: { input: z.object({ folder: folderPath }), output: modelReportSchema, heavy: false },
  /** Takes the diffusion model out of memory. */
  forgetModel: { input: z.object({}), output: z.object({}), heavy: true },
  /** Whether an execution provider works here, and how fast. Drivers may take the process down. */
  tryProvider: { input: trialRequestSchema, output: trialSchema, heavy: true },
  /** Asks a vision-language model of a folder; loads it first where it is not the last one used. */
  answer: { input: answerRequestSchema, output: answeredSchema, heavy: true },
  /** How well a picture goes with a text, by a CLIP of a folder. */
  similarity: { input: similarityRequestSchema, output: similaritySchema, heavy: true },
  /** What the folder of a model that sees holds; loads nothing. */
  inspectSeeing: { input: inspectSeeingSchema, output: seeingReportSchema, heavy: false },
  /** Takes models that see out of memory. */
  forgetSeeing: { input: z.object({}), output: z.object({}), heavy: true },
  /** Marks boxes of a picture for a server that draws a region anew. */
  mask: { input: maskRequestSchema, output: z.object({ png: bytes }), heavy: true },
  /** Puts back what an edit was not to change. */
  composite: {
    input: z.object({ base: bytes, edited: bytes, boxes: regionSchema }),
    output: pngSchema,
    heavy: true,
  },
  contactSheet: { input: contactSheetRequestSchema, output: z.object({ png: bytes }), heavy: true },
  /** Loads every model and runs each once. */
  warmUp: { input: z.object({}), output: z.object({}), heavy: true },
  unknownWords: {
    input: z.object({ prompt }),
    output: z.object({ words: z.array(z.string()) }),
    heavy: false,
  },
  /** One unit vector a text; a few milliseconds each. */
  embed: {
    input: z.object({ texts: z.array(z.string().max(MAX_PROMPT)).min(1).max(EMBED_AT_ONCE) }),
    output: z.object({ vectors: z.array(vector) }),
    heavy: false,
  },
} as const;
export type Method = keyof typeof methods;
export type MethodInput<M extends Method> = z.infer<(typeof methods)[M]["input"]>;
export type MethodOutput<M extends Method> = z.infer<(typeof methods)[M]["output"]>;

export const methodNames = [
  "draw",
  "edit",
  "see",
  "toPng",
  "toJpeg",
  "diffuse",
  "inspectModel",
  "forgetModel",
  "tryProvider",
  "answer",
  "similarity",
  "inspectSeeing",
  "forgetSeeing",
  "mask",
  "composite",
  "contactSheet",
  "warmUp",
  "unknownWords",
  "embed",
] as const;

/** Where the process finds its files; sent once, first. */
export const workerInitSchema = z.object({
  /** Folder with one folder a model: `flatland`, `flatland-detector`, `ocr`, `minilm`. */
  modelsDir: z.string().min(1),
  /** Folder with fonts and icon bodies of the renderer. */
  assetsDir: z.string().min(1),
  /** Execution providers to try, in this order; the CPU is always the last resort. */
  providers: z.array(z.string()).exactOptional(),
  /** Threads of one model run; left out, a share of the machine's cores. */
  threads: z.number().int().min(1).max(64).exactOptional(),
});
export type WorkerInit = z.infer<typeof workerInitSchema>;

const callId = z.number().int().min(1);

export const toWorkerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("init"), init: workerInitSchema }),
  z.object({ type: z.literal("call"), id: callId, method: z.enum(methodNames), input: z.unknown() }),
  z.object({ type: z.literal("cancel"), id: callId }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

export const modelStatusSchema = z.object({
  name: z.string(),
  /** Of models that are the designer's own. */
  folder: z.string().exactOptional(),
  loaded: z.boolean(),
  /** Time of loading and the first run, in milliseconds. */
  ms: z.number().nullable(),
  /** What computes it, of models that may run on a graphics card. */
  provider: providerNameSchema.exactOptional(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;

export const fromWorkerSchema = z.discriminatedUnion("type", [
  /** The process has its init and takes calls. */
  z.object({ type: z.literal("ready") }),
  z.object({
    type: z.literal("progress"),
    id: callId,
    fraction,
    label: z.string(),
    preview: bytes.exactOptional(),
  }),
  z.object({ type: z.literal("result"), id: callId, output: z.unknown() }),
  z.object({ type: z.literal("failed"), id: callId, error: errorPayloadSchema }),
  z.object({
    type: z.literal("models"),
    /** What the models truly run on, as people read it: "cpu", "webgpu". */
    provider: z.string(),
    models: z.array(modelStatusSchema),
  }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;
