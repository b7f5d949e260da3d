/** Tries a server from the settings view: does it answer, does it take the key, can it do the work? */
import type {
  GeneratorConfig,
  LocalModelConfig,
  RolesConfig,
  SeeingModelConfig,
} from "../../shared/backends";
import { asStudioError, isCancelled, StudioError } from "../../shared/errors";
import type { ConnectionReport } from "../../shared/ipc/domains/studio";
import { type ChatModel, say, show } from "../agent/language/chat";
import type { Engine } from "../inference/client";
import { chatServer, type ImageServer, type KeyFor } from "./choose";
import { colourCard, colours } from "./colour-card";
import { tryComfy } from "./comfyui/connection";
import { tryAutomatic1111, tryGems, tryGoogle, tryOpenAi } from "./connection-images";
import type { Http } from "./http";

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

/** Tries a generator that is no model of the designer's own (see connection-model.ts). Only the paper's own server has to draw for it: it offers nothing cheaper. */
export function testGenerator(
  config: Exclude<GeneratorConfig, LocalModelConfig>,
  keyFor: KeyFor,
  tools: TestTools,
): Promise<ConnectionReport> {
  return report(tools.signal, () => {
    if (config.kind === "flatland") return tryBundled(tools);
    if (config.kind === "pool") {
      return tryPool(config.servers, (server) => testGenerator(server, keyFor, tools));
    }
    const key = keyFor(config.baseUrl);
    switch (config.kind) {
      case "gems-http":
        return tryGems(config, key, tools);
      case "openai-images":
        return tryOpenAi(config, key, tools);
      case "automatic1111":
        return tryAutomatic1111(config, key, tools);
      case "comfyui":
        return tryComfy(config, key, tools);
      case "google-images":
        return tryGoogle(config, key, tools);
    }
  });
}

/** Tries who plays the language roles. A language model must read a picture: verifying needs it. */
export function testChat(
  config: Exclude<RolesConfig, SeeingModelConfig>,
  key: string | undefined,
  tools: TestTools,
): Promise<ConnectionReport> {
  return report(tools.signal, () => {
    if (config.kind === "local") return tryBundled(tools);
    return tryEyes(chatServer(config, { key, http: tools.http, timeoutMs: PATIENT_MS, retries: 0 }), tools);
  });
}

/** Tries every member; as good as the worst of them. */
async function tryPool(
  servers: readonly ImageServer[],
  test: (server: ImageServer) => Promise<ConnectionReport>,
): Promise<string> {
  const reports = await Promise.all(servers.map(test));
  const lines = reports.map(({ detail }, n) => `${servers[n]?.baseUrl}: ${detail}`);
  const failed = reports.filter(({ ok }) => !ok);
  const [first] = failed.flatMap(({ error }) => error ?? []);
  if (first === undefined) return lines.join("\n");
  const all = reports.length;
  throw new StudioError(first.code, `${failed.length} of the pool's ${all} servers cannot be used.`, {
    remedy: first.remedy,
    detail: lines.join("\n"),
  });
}

/** Times an attempt; whatever goes wrong in it is part of the report. @param attempt tells what it found */
export async function report(signal: AbortSignal, attempt: () => Promise<string>): Promise<ConnectionReport> {
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
