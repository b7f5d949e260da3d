/**
 * Reads a folder of a model that sees, in the layout that transformers.js loads: `config.json`, `tokenizer.json`,
 * `preprocessor_config.json` and `onnx/*.onnx` (docs/local-models.md). Says what is missing before anything is loaded.
 */
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import type {
  ClipReport,
  LoadedFile,
  SeeingReport,
  VisionLanguageReport,
} from "../../../shared/inference/vision-language";
import { FAMILIES, type Family, families, refusals } from "./families";
import { chooseFiles, readJson, readOptional, readText, requireFiles, weightsSchema } from "./files";
import { mostTiles, type Tiling, tilingSchema } from "./tiles";

export interface VisionLanguageFolder {
  readonly folder: string;
  readonly family: Family;
  readonly report: VisionLanguageReport;
  /** Jinja; turns a conversation into the text that the model was taught on. */
  readonly chatTemplate: string;
  /** Where pictures are cut into tiles. */
  readonly tiling: Tiling | null;
}

export interface ClipFolder {
  readonly folder: string;
  readonly report: ClipReport;
}

const positions = z.number().int().min(1);

const configSchema = weightsSchema.extend({
  model_type: z.string(),
  max_position_embeddings: positions.nullish(),
  text_config: z.object({ max_position_embeddings: positions.nullish() }).nullish(),
  vision_config: z
    .object({
      patch_size: positions.nullish(),
      image_size: z.union([positions, z.array(positions)]).nullish(),
    })
    .nullish(),
});
type Config = z.infer<typeof configSchema>;

const sizeSchema = z.union([
  positions,
  z.object({
    height: positions.nullish(),
    shortest_edge: positions.nullish(),
    longest_edge: positions.nullish(),
  }),
]);

const pictureSchema = z.object({
  size: sizeSchema.nullish(),
  crop_size: sizeSchema.nullish(),
});

const processorSchema = z.object({ image_seq_len: positions.nullish(), chat_template: z.string().nullish() });
const templateSchema = z.object({
  chat_template: z
    .union([
      z.string(),
      z
        .array(z.object({ name: z.string(), template: z.string() }))
        .transform((named) => named.find(({ name }) => name === "default")?.template ?? null),
    ])
    .nullish(),
  /** Tokenisers without a limit say a number that is none. */
  model_max_length: z.number().nullish(),
});

/** For models that do not say how much they read; SmolVLM's smallest reads as much. */
const USUAL_CONTEXT = 8_192;
const WORDS = ["tokenizer.json", "tokenizer_config.json", "preprocessor_config.json"];

/**
 * What a folder holds, for the library of models and for the settings; loads nothing.
 * @throws StudioError "model-missing" with the files that are not there, "model-invalid" for what cannot be run.
 */
export async function inspectVisionLanguageFolder(folder: string): Promise<SeeingReport> {
  const config = await readConfig(folder);
  return config.model_type === "clip"
    ? (await clipFolder(folder, config)).report
    : (await visionLanguageFolder(folder, config)).report;
}

/** @throws StudioError as `inspectVisionLanguageFolder`, and "model-invalid" for a CLIP. */
export async function readVisionLanguageFolder(folder: string): Promise<VisionLanguageFolder> {
  const config = await readConfig(folder);
  if (config.model_type !== "clip") return visionLanguageFolder(folder, config);
  throw new StudioError(
    "model-invalid",
    `The model in ${folder} is a CLIP: it compares a picture with a text, but answers no questions.`,
    { remedy: "Choose it as the measure of similarity, and another model to verify." },
  );
}

/** @throws StudioError as `inspectVisionLanguageFolder`, and "model-invalid" for anything but a CLIP. */
export async function readClipFolder(folder: string): Promise<ClipFolder> {
  const config = await readConfig(folder);
  if (config.model_type === "clip") return clipFolder(folder, config);
  throw new StudioError(
    "model-invalid",
    `The model in ${folder} is a ${config.model_type}, not a CLIP: it cannot compare a picture with a text.`,
    { remedy: "Choose a folder with a CLIP model, such as an export of openai/clip-vit-base-patch32." },
  );
}

function readConfig(folder: string): Promise<Config> {
  return readJson(folder, "config.json", configSchema);
}

async function visionLanguageFolder(folder: string, config: Config): Promise<VisionLanguageFolder> {
  const kind = config.model_type;
  const family = families[kind];
  if (family === undefined) throw unknownKind(folder, kind);
  const split = family.pictures === "tiles" || kind === "llava";
  await requireFiles(folder, [...WORDS, ...(split ? ["processor_config.json"] : [])]);
  const files = await chooseFiles(folder, family.parts, config);
  const notes: string[] = [];
  const processor = await readOptional(folder, "processor_config.json", processorSchema);
  const tokenizer = await readJson(folder, "tokenizer_config.json", templateSchema);
  const chatTemplate = await templateOf(folder, processor?.chat_template ?? tokenizer.chat_template ?? null);
  const tiling =
    family.pictures === "tiles" ? await readJson(folder, "preprocessor_config.json", tilingSchema) : null;
  const shown =
    tiling === null
      ? await libraryPictures(folder, config)
      : tilesShown(tiling, processor?.image_seq_len ?? null, notes);
  const contextTokens = contextOf(config, tokenizer.model_max_length ?? null, notes);
  return {
    folder,
    family,
    chatTemplate,
    tiling,
    report: {
      kind: "vision-language",
      family: kind,
      files: [...files],
      notes: [...notes, ...precisionNotes(files)],
      contextTokens,
      ...shown,
    },
  };
}

async function clipFolder(folder: string, config: Config): Promise<ClipFolder> {
  await requireFiles(folder, WORDS);
  const files = await chooseFiles(folder, ["text_model", "vision_model"], config);
  const picture = await readJson(folder, "preprocessor_config.json", pictureSchema);
  return {
    folder,
    report: {
      kind: "clip",
      family: "clip",
      files: [...files],
      notes: precisionNotes(files),
      contextTokens: config.text_config?.max_position_embeddings ?? 77,
      side: sideOf(picture.crop_size) ?? sideOf(picture.size) ?? imageSizeOf(config) ?? 224,
    },
  };
}

interface Shown {
  readonly side: number;
  readonly pictureTokens: number;
}

/** Around each tile stand its place and a mark; around all of them a few more. */
function tilesShown(tiling: Tiling, said: number | null, notes: string[]): Shown {
  const tokens = said ?? 64;
  if (said === null) notes.push(`The tokens of a tile are not said; ${tokens} assumed.`);
  return { side: tiling.size.longest_edge, pictureTokens: mostTiles(tiling) * (tokens + 3) + 4 };
}

async function libraryPictures(folder: string, config: Config): Promise<Shown> {
  const picture = await readJson(folder, "preprocessor_config.json", pictureSchema);
  const side = sideOf(picture.crop_size) ?? sideOf(picture.size) ?? imageSizeOf(config) ?? 336;
  return { side, pictureTokens: Math.ceil(side / (config.vision_config?.patch_size ?? 14)) ** 2 + 1 };
}

function sideOf(size: z.infer<typeof sizeSchema> | null | undefined): number | null {
  if (typeof size === "number") return size;
  return size?.height ?? size?.shortest_edge ?? null;
}

function imageSizeOf({ vision_config }: Config): number | null {
  const size = vision_config?.image_size;
  return typeof size === "number" ? size : (size?.[0] ?? null);
}

function contextOf(config: Config, tokenizerMost: number | null, notes: string[]): number {
  const said = config.text_config?.max_position_embeddings ?? config.max_position_embeddings ?? null;
  const most = tokenizerMost !== null && tokenizerMost >= 1 && tokenizerMost < 1e9 ? tokenizerMost : null;
  if (said === null && most === null)
    notes.push(`How much it reads is not said; ${USUAL_CONTEXT} tokens assumed.`);
  return Math.floor(Math.min(said ?? most ?? USUAL_CONTEXT, most ?? Number.POSITIVE_INFINITY));
}

/** @throws StudioError "model-missing" */
async function templateOf(folder: string, said: string | null): Promise<string> {
  const file = await readText(folder, "chat_template.jinja");
  const json = await readOptional(folder, "chat_template.json", templateSchema);
  const template = file ?? json?.chat_template ?? said;
  if (template !== null) return template;
  throw new StudioError(
    "model-missing",
    `The model in ${folder} lacks chat_template.jinja, and neither tokenizer_config.json nor processor_config.json holds a chat_template.`,
    {
      remedy:
        "Add the file from where the model was published: without it nobody knows how to ask the model.",
    },
  );
}

function precisionNotes(files: readonly LoadedFile[]): string[] {
  const half = files.filter(({ precision }) => precision === "fp16" || precision === "q4f16");
  if (half.length === 0) return [];
  const names = half.map(({ file }) => file).join(", ");
  return [`${names}: in half precision, which processors compute slowly.`];
}

function unknownKind(folder: string, kind: string): StudioError {
  const why = refusals[kind];
  return new StudioError(
    "model-invalid",
    `The model in ${folder} is a ${kind}, which cannot be asked here${why === undefined ? "" : `: ${why}`}.`,
    { remedy: `The studio runs ${FAMILIES}, exported to ONNX in the layout of transformers.js.` },
  );
}
