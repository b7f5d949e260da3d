/** What can draw and what can think, as the designer configures it. */
import { z } from "zod";
import { MAX_WORKFLOW } from "./comfyui/workflow";
import { isAbsoluteFolder, isNetworkFolder } from "./folders";
import { pictureShapes, samplerNames } from "./inference/diffusion";

const baseUrl = z.string().url().max(500);
const model = z.string().min(1).max(200);

/** Requests a server is sent at the same time at most; absent: what suits its kind. */
const parallel = z.number().int().min(1).max(64).optional();
/** Below this no question with a picture has room. */
export const MIN_CONTEXT = 2_048;
export const MAX_CONTEXT = 10_000_000;
const workflow = z.string().min(2).max(MAX_WORKFLOW);

const serverSchemas = [
  /** The paper's own generator: `POST {baseUrl}/generate?prompt=` answers with a PNG. */
  z.object({ kind: z.literal("gems-http"), baseUrl, parallel }),
  z.object({ kind: z.literal("openai-images"), baseUrl, model, parallel }),
  /** AUTOMATIC1111 or Forge. What is absent is the server's own choice. */
  z.object({
    kind: z.literal("automatic1111"),
    baseUrl,
    model: model.optional(),
    steps: z.number().int().min(1).max(1_000).optional(),
    cfgScale: z.number().min(0).max(100).optional(),
    sampler: z.string().min(1).max(100).optional(),
    parallel,
  }),
  /** Workflows are JSON in API format, as text; see shared/comfyui/workflow.ts. The second one changes images. */
  z.object({
    kind: z.literal("comfyui"),
    baseUrl,
    workflow,
    editWorkflow: workflow.optional(),
    parallel,
  }),
  /** Google's image models behind the Gemini API; the address is without the API's version. */
  z.object({ kind: z.literal("google-images"), baseUrl, model, parallel }),
] as const;

/** One image server. */
export const imageServerConfigSchema = z.discriminatedUnion("kind", serverSchemas);
export type ImageServerConfig = z.infer<typeof imageServerConfigSchema>;
export type ImageServerKind = ImageServerConfig["kind"];

/** Folder of a model on this computer. */
export const modelFolderSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine(isAbsoluteFolder, "a whole path is needed");

/** An ONNX diffusion model in optimum's layout, run by the studio itself. */
export const localModelSchema = z.object({
  kind: z.literal("diffusion"),
  folder: modelFolderSchema,
  steps: z.number().int().min(1).max(200),
  guidance: z.number().min(0).max(30),
  /** Of the square image, in pixels; the side it was trained at where absent. */
  side: z.number().int().min(8).max(4096).multipleOf(8).optional(),
  /** Square where absent; other shapes have about as many pixels as the square. */
  shape: z.enum(pictureShapes).optional(),
  negativePrompt: z.string().min(1).max(2_000).optional(),
  /** The folder's own where absent. */
  sampler: z.enum(samplerNames).optional(),
});
export type LocalModelConfig = z.infer<typeof localModelSchema>;

export const POOL_SIZE = { min: 2, max: 8 } as const;

export const generatorConfigSchema = z.discriminatedUnion("kind", [
  /** The bundled engine; `large`: its scenes composed by the larger layout model. */
  z.object({ kind: z.literal("flatland"), large: z.literal(true).optional() }),
  ...serverSchemas,
  /** Several image servers that share the work; each image is drawn by the least busy one that is well. */
  z.object({
    kind: z.literal("pool"),
    servers: z.array(imageServerConfigSchema).min(POOL_SIZE.min).max(POOL_SIZE.max),
  }),
  localModelSchema,
]);
export type GeneratorConfig = z.infer<typeof generatorConfigSchema>;
export type GeneratorKind = GeneratorConfig["kind"];
/** What draws by sending to image servers. */
export type ServedGenerator = Exclude<GeneratorConfig, { kind: "flatland" } | LocalModelConfig>;

/** The single image servers behind a generator: none for what draws on this computer, all of a pool's. */
export function imageServersIn(config: GeneratorConfig): readonly ImageServerConfig[] {
  if (config.kind === "flatland" || config.kind === "diffusion") return [];
  return config.kind === "pool" ? config.servers : [config];
}

/**
 * True when a generator sends to nobody but image servers of `own`, asked the way they are asked there, and opens no
 * other folder than its: for what journals from elsewhere name.
 */
export function isKnown(config: GeneratorConfig, own: GeneratorConfig): boolean {
  if (config.kind === "diffusion") {
    return own.kind === "diffusion" && own.folder === config.folder && !isNetworkFolder(config.folder);
  }
  const known = new Set(imageServersIn(own).map((server) => JSON.stringify(server)));
  return imageServersIn(config).every((server) => known.has(JSON.stringify(server)));
}

/** What a model can take in and give out together; absent: more than is ever sent. */
const contextTokens = z.number().int().min(MIN_CONTEXT).max(MAX_CONTEXT).optional();

/** Sides that pictures are made no larger than for a model that sees, in pixels. */
export const SEEING_SIDE = { min: 64, max: 4096 } as const;

/** A vision-language model of a folder, run by the studio itself. */
export const seeingModelSchema = z.object({
  kind: z.literal("vision-language"),
  folder: modelFolderSchema,
  /** What it reads and writes together, as its folder says. */
  contextTokens,
  /** Pictures are made no larger than this; the model's own limit where absent. */
  side: z.number().int().min(SEEING_SIDE.min).max(SEEING_SIDE.max).optional(),
});
export type SeeingModelConfig = z.infer<typeof seeingModelSchema>;

export const rolesConfigSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("local") }),
  seeingModelSchema,
  /** Any OpenAI-compatible server; the model must read images to verify. */
  z.object({ kind: z.literal("chat"), baseUrl, model, parallel, contextTokens }),
  /** Anthropic's Messages API; the address is without `/v1`. */
  z.object({ kind: z.literal("anthropic"), baseUrl, model, parallel, contextTokens }),
  /** Google's Gemini API; the address is without the API's version. */
  z.object({ kind: z.literal("gemini"), baseUrl, model, parallel, contextTokens }),
]);
export type RolesConfig = z.infer<typeof rolesConfigSchema>;
export type RolesKind = RolesConfig["kind"];
/** Who thinks by being sent to. */
export type ChatServerConfig = Exclude<RolesConfig, { kind: "local" } | SeeingModelConfig>;

/** Base addresses of the servers that a generator or the roles send to, in their order; empty for bundled ones. */
export function serversIn(config: GeneratorConfig | RolesConfig): readonly string[] {
  switch (config.kind) {
    case "flatland":
    case "local":
    case "diffusion":
    case "vision-language":
      return [];
    case "pool":
      return config.servers.map(({ baseUrl }) => baseUrl);
    default:
      return [config.baseUrl];
  }
}
