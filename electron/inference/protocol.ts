/**
 * What the main side and the inference process say to each other. Messages are plain data that survive the
 * structured clone; both sides parse what they receive, so a version mix-up is an error and not a riddle.
 */
import { z } from "zod";
import { errorPayloadSchema } from "../../shared/errors";
import { MAX_PROMPT, MAX_SEED } from "../../shared/run/settings";
import { boxSchema } from "../../shared/run/verdicts";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes");
const fraction = z.number().min(0).max(1);
const prompt = z.string().min(1).max(MAX_PROMPT);

export const drawRequestSchema = z.object({
  prompt,
  seed: z.number().int().min(0).max(MAX_SEED),
  /** 1 is the model's own distribution, 0 its likeliest scene. */
  temperature: z.number().min(0).max(2),
  /** Side of the square picture in pixels. */
  size: z.number().int().min(64).max(4096),
});
export type DrawRequest = z.infer<typeof drawRequestSchema>;

export const drawnSchema = z.object({
  png: bytes,
  svg: z.string().min(1),
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
});

/** `Sighting` of shared/inference/detections.ts as it crosses the border. */
export const sightingSchema = z.object({
  detections: z.array(detectionSchema),
  lines: z.array(z.object({ text: z.string(), box: boxSchema, confidence: fraction })),
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

/**
 * Every piece of work the process can do. `heavy` work runs one piece at a time; the rest is quick and may
 * slip in between the steps of a heavy piece.
 */
export const methods = {
  draw: { input: drawRequestSchema, output: drawnSchema, heavy: true },
  see: { input: z.object({ image: bytes, text: z.boolean() }), output: sightingSchema, heavy: true },
  toPng: { input: z.object({ bytes }), output: pngSchema, heavy: true },
  contactSheet: { input: contactSheetRequestSchema, output: z.object({ png: bytes }), heavy: true },
  /** Loads every model and runs each once. */
  warmUp: { input: z.object({}), output: z.object({}), heavy: true },
  unknownWords: {
    input: z.object({ prompt }),
    output: z.object({ words: z.array(z.string()) }),
    heavy: false,
  },
} as const;
export type Method = keyof typeof methods;
export type MethodInput<M extends Method> = z.infer<(typeof methods)[M]["input"]>;
export type MethodOutput<M extends Method> = z.infer<(typeof methods)[M]["output"]>;

export const methodNames = ["draw", "see", "toPng", "contactSheet", "warmUp", "unknownWords"] as const;

/** Where the process finds its files; sent once, first. */
export const workerInitSchema = z.object({
  /** Folder with one folder a model: `flatland`, `flatland-detector`, `ocr`. */
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
  loaded: z.boolean(),
  /** Time of loading and the first run, in milliseconds. */
  ms: z.number().nullable(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;

export const fromWorkerSchema = z.discriminatedUnion("type", [
  /** The process has its init and takes calls. */
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("progress"), id: callId, fraction, label: z.string() }),
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
