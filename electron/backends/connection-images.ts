/** Tries image servers: each as cheaply as it allows. All throw StudioErrors that say what to do. */
import { z } from "zod";
import { StudioError } from "../../shared/errors";
import { under } from "./address";
import { parseJson } from "./answers";
import { withoutApi } from "./automatic1111";
import type { ImageServer } from "./choose";
import type { TestTools } from "./connection";
import { gemsHttpGenerator } from "./gems-http";
import type { HttpRequest } from "./http";

const SERVICE = "image server";
const QUICK_MS = 20_000;
const PATIENT_MS = 120_000;

type Config<K extends ImageServer["kind"]> = Extract<ImageServer, { kind: K }>;
type Key = string | undefined;

/** The paper's server offers nothing cheaper than a drawing. */
export async function tryGems(
  { baseUrl }: Config<"gems-http">,
  key: Key,
  { http, engine, signal }: TestTools,
): Promise<string> {
  const pictures = engine;
  const generator = gemsHttpGenerator({ baseUrl, key, http, pictures, timeoutMs: PATIENT_MS, retries: 0 });
  const parameters = { seed: 0, size: 1024, temperature: 1 };
  const ignore = () => undefined;
  const context = { signal, onUsage: ignore, onProgress: ignore };
  const image = await generator.generate({ prompt: "a red circle", parameters }, context);
  return `The server drew a test picture of ${image.width}×${image.height} pixels.`;
}

type Ask = <T>(path: string, schema: z.ZodType<T>) => Promise<T>;

function asking(
  baseUrl: string,
  key: Key,
  { http, signal }: TestTools,
  more: Partial<HttpRequest> = {},
): Ask {
  return async (path, schema) => {
    const answer = await http.send({
      method: "GET",
      url: under(baseUrl, path),
      service: SERVICE,
      key,
      signal,
      timeoutMs: QUICK_MS,
      maxBytes: 8 * 1_048_576,
      retries: 0,
      ...more,
    });
    return parseJson(answer, schema, SERVICE);
  };
}

const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

export async function tryOpenAi(
  { baseUrl, model }: Config<"openai-images">,
  key: Key,
  tools: TestTools,
): Promise<string> {
  const list = await orNotFound(asking(baseUrl, key, tools)("models", modelListSchema));
  if (list === null) {
    return "The server answers, but does not list its models: the model's name could not be checked.";
  }
  const ids = list.data.map(({ id }) => id);
  if (ids.includes(model)) return `The server answers and has the model "${model}".`;
  throw unknown("model", model, ids);
}

const sdModelsSchema = z.array(z.object({ title: z.string(), model_name: z.string().catch("") }));
const samplersSchema = z.array(z.object({ name: z.string(), aliases: z.array(z.string()).catch([]) }));

export async function tryAutomatic1111(
  { baseUrl, model, sampler }: Config<"automatic1111">,
  key: Key,
  tools: TestTools,
): Promise<string> {
  const ask = asking(baseUrl, key, tools);
  const models = await ask("sdapi/v1/sd-models", sdModelsSchema).catch((error: unknown) => {
    throw withoutApi(error);
  });
  const names = models.map(({ model_name, title }) => (model_name === "" ? title : model_name));
  if (names.length === 0) {
    throw new StudioError("not-found", "The server answers, but has no models.", {
      remedy: "Put a checkpoint into its models folder, then test again.",
    });
  }
  if (model !== undefined && !models.some((one) => isThatModel(one, model)))
    throw unknown("model", model, names);
  if (sampler !== undefined) {
    const samplers = await ask("sdapi/v1/samplers", samplersSchema);
    const known = samplers.flatMap(({ name, aliases }) => [name, ...aliases]);
    if (!known.some((name) => name.toLowerCase() === sampler.toLowerCase())) {
      throw unknown(
        "sampler",
        sampler,
        samplers.map(({ name }) => name),
      );
    }
  }
  const its = model === undefined ? "draws with the model chosen there" : `has the model "${model}"`;
  return `The server answers and ${its}. It has ${some(names)}.`;
}

/** Titles end in a hash: "dreamer.safetensors [0123abcd]". */
function isThatModel({ title, model_name }: { title: string; model_name: string }, wanted: string): boolean {
  return [title, model_name, title.replace(/ \[\w+\]$/, "")].includes(wanted);
}

const googleModelSchema = z.object({
  name: z.string(),
  supportedGenerationMethods: z.array(z.string()).optional(),
});
const googleListSchema = z.object({ models: z.array(z.object({ name: z.string() })).catch([]) });

export async function tryGoogle(
  { baseUrl, model }: Config<"google-images">,
  key: Key,
  tools: TestTools,
): Promise<string> {
  const name = model.replace(/^models\//, "");
  const ask = asking(baseUrl, key, tools, { keyHeader: "x-goog-api-key" });
  const found = await orNotFound(ask(`v1beta/models/${encodeURIComponent(name)}`, googleModelSchema));
  if (found === null) {
    const { models } = await ask("v1beta/models?pageSize=1000", googleListSchema);
    const painters = models.map((one) => one.name.replace(/^models\//, "")).filter((id) => /image/i.test(id));
    throw unknown("model", name, painters);
  }
  const wanted = /^imagen/i.test(name) ? "predict" : "generateContent";
  const methods = found.supportedGenerationMethods;
  if (methods !== undefined && !methods.includes(wanted)) {
    throw new StudioError("unsupported", `The server has "${name}", but it does not draw.`, {
      remedy: "Choose one of Google's image models.",
    });
  }
  return `The server answers and has the model "${name}".`;
}

/** null where the server knows nothing at that address. */
async function orNotFound<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StudioError && error.code === "not-found") return null;
    throw error;
  }
}

function unknown(what: "model" | "sampler", name: string, known: readonly string[]): StudioError {
  return new StudioError("not-found", `The server has no ${what} "${name}".`, {
    remedy:
      known.length === 0 ? `Load a ${what} on the server.` : `Choose one it has, such as ${some(known)}.`,
  });
}

function some(names: readonly string[]): string {
  return names.slice(0, 8).join(", ");
}
