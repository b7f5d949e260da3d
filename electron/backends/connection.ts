/** Tries a server from the settings view: does it answer, does it take the key, can it do the work? */
import { z } from "zod";
import { asStudioError, isCancelled, StudioError } from "../../shared/errors";
import type { ConnectionReport } from "../../shared/ipc/contract";
import type { GeneratorConfig, RolesConfig } from "../../shared/settings";
import { type ChatModel, say, show } from "../agent/language/chat";
import type { Engine } from "../inference/client";
import { under } from "./address";
import { parseJson } from "./answers";
import { colourCard, colours } from "./colour-card";
import { gemsHttpGenerator } from "./gems-http";
import type { Http } from "./http";
import { openAiChat } from "./openai-chat";

const QUICK_MS = 20_000;
const PATIENT_MS = 120_000;
const CARD_SIDE = 64;
/** Models that think before they answer spend most of this on thinking. */
const ANSWER_TOKENS = 2_000;

export interface TestTools {
  readonly http: Http;
  readonly engine: Pick<Engine, "toPng" | "warmUp">;
  readonly signal: AbortSignal;
  /** Uniform in [0, 1); chooses the colour a model is shown. */
  readonly random?: () => number;
}

/** Tries an image generator. Only the paper's own server has to draw for it: it offers nothing cheaper. */
export function testGenerator(
  config: GeneratorConfig,
  key: string | undefined,
  tools: TestTools,
): Promise<ConnectionReport> {
  return report(tools.signal, () => {
    switch (config.kind) {
      case "flatland":
        return tryBundled(tools);
      case "gems-http":
        return tryGems(config.baseUrl, key, tools);
      case "openai-images":
        return tryImages(config.baseUrl, config.model, key, tools);
    }
  });
}

/** Tries who plays the language roles. A language model must read a picture: verifying needs it. */
export function testChat(
  config: RolesConfig,
  key: string | undefined,
  tools: TestTools,
): Promise<ConnectionReport> {
  return report(tools.signal, () => {
    if (config.kind === "local") return tryBundled(tools);
    const { baseUrl, model } = config;
    return tryEyes(
      openAiChat({ baseUrl, model, key, http: tools.http, timeoutMs: PATIENT_MS, retries: 0 }),
      tools,
    );
  });
}

async function report(signal: AbortSignal, attempt: () => Promise<string>): Promise<ConnectionReport> {
  const started = performance.now();
  try {
    const detail = await attempt();
    return { ok: true, ms: performance.now() - started, detail, error: null };
  } catch (thrown) {
    const error = (isOverdue(thrown, signal) ? overdue() : asStudioError(thrown)).toPayload();
    return { ok: false, ms: performance.now() - started, detail: error.message, error };
  }
}

/** True when nobody stopped the test but its time (see AbortSignal.timeout). */
function isOverdue(thrown: unknown, signal: AbortSignal): boolean {
  return isCancelled(thrown) && signal.reason instanceof Error && signal.reason.name === "TimeoutError";
}

function overdue(): StudioError {
  return new StudioError("timeout", "The server took too long for a test.", {
    remedy: "Look whether it is busy or still loading its model, then test again.",
    retryable: true,
  });
}

async function tryBundled({ engine }: TestTools): Promise<string> {
  await engine.warmUp();
  return "The bundled models are loaded and have run.";
}

async function tryGems(baseUrl: string, key: string | undefined, tools: TestTools): Promise<string> {
  const { http, engine, signal } = tools;
  const toPng = engine.toPng;
  const generator = gemsHttpGenerator({ baseUrl, key, http, toPng, timeoutMs: PATIENT_MS, retries: 0 });
  const parameters = { seed: 0, size: 1024, temperature: 1 };
  const ignore = () => undefined;
  const context = { signal, onUsage: ignore, onProgress: ignore };
  const image = await generator.generate({ prompt: "a red circle", parameters }, context);
  return `The server drew a test picture of ${image.width}×${image.height} pixels.`;
}

const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

async function tryImages(
  baseUrl: string,
  model: string,
  key: string | undefined,
  { http, signal }: TestTools,
): Promise<string> {
  const service = "image server";
  const url = under(baseUrl, "models");
  try {
    const limits = { timeoutMs: QUICK_MS, maxBytes: 8 * 1_048_576, retries: 0 };
    const answer = await http.send({ method: "GET", url, service, key, signal, ...limits });
    const ids = parseJson(answer, modelListSchema, service).data.map(({ id }) => id);
    if (ids.includes(model)) return `The server answers and has the model "${model}".`;
    throw unknownModel(model, ids);
  } catch (error) {
    if (error instanceof StudioError && error.code === "not-found" && !(error instanceof UnknownModelError)) {
      return "The server answers, but does not list its models: the model's name could not be checked.";
    }
    throw error;
  }
}

class UnknownModelError extends StudioError {}

function unknownModel(model: string, ids: readonly string[]): StudioError {
  const some = ids.slice(0, 8).join(", ");
  return new UnknownModelError("not-found", `The server has no model "${model}".`, {
    remedy: ids.length === 0 ? "Load a model on the server." : `Choose one it has, such as ${some}.`,
  });
}

async function tryEyes(model: ChatModel, { signal, random = Math.random }: TestTools): Promise<string> {
  const colour = colours[Math.floor(random() * colours.length)] ?? colours[0];
  if (colour === undefined) throw new Error("no colours to choose from");
  const question = "Which colour fills this picture? Answer with one English word.";
  const content = [say(question), show(colourCard(colour, CARD_SIDE))];
  const ask = (parts: typeof content) =>
    model.complete({ messages: [{ role: "user", content: parts }], maxTokens: ANSWER_TOKENS, signal });
  let answer: string;
  try {
    answer = (await ask(content)).text;
  } catch (error) {
    if (!refusesRequest(error)) throw error;
    // Refused with the picture: whether it is the picture's fault shows without it.
    await ask([say("Answer with the word: ready.")]);
    throw blind(model.name, error);
  }
  if (!namesColour(answer, colour.name)) throw blind(model.name, answer);
  return `"${model.name}" answers and reads pictures.`;
}

function refusesRequest(error: unknown): error is StudioError {
  return error instanceof StudioError && (error.code === "bad-input" || error.code === "server-error");
}

function namesColour(answer: string, name: string): boolean {
  const named = colours.filter((colour) => new RegExp(`\\b${colour.name}\\b`, "i").test(answer));
  return named.length === 1 && named[0]?.name === name;
}

function blind(name: string, why: unknown): StudioError {
  const detail =
    why instanceof Error ? why.message : `Shown a plain colour it said: ${String(why).slice(0, 200)}`;
  return new StudioError(
    "unsupported",
    `"${name}" answers, but does not read pictures, so it cannot verify.`,
    {
      remedy: "Choose a model that takes images (a vision or multimodal model).",
      detail,
      ...(why instanceof Error ? { cause: why } : {}),
    },
  );
}
