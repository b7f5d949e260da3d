/** Language models behind Google's Gemini API. */
import type { ChatAnswer, ChatMessage, ChatModel, ChatPart, ChatRequest } from "../agent/language/chat";
import { badAnswer, parseJson } from "./answers";
import { toBase64 } from "./base64";
import { firstChances } from "./first-token";
import {
  chancesOf,
  contentSchema,
  type GeminiContent,
  type GeminiOptions,
  partsOf,
  sendToGemini,
  usageOf,
} from "./gemini";
import { ContentStream } from "./gemini-stream";
import { HttpStatusError } from "./http-errors";
import { type Has, Negotiator } from "./negotiate";
import { turnOf } from "./server";

const SERVICE = "language model";
/** As the answer comes in pieces, this is for the longest silence, not for the whole of it. */
const TIMEOUT_MS = 300_000;
const MAX_BYTES = 32 * 1_048_576;
/** The API tells this many alternatives to a token at most. */
const MOST_ALTERNATIVES = 20;

/** Fields that older models and gateways do not know, in the order they are given up. */
const features = [
  { name: "logprobs", hint: /logprobs/i, expendable: false },
  { name: "schema", hint: /schema/i, expendable: true },
  { name: "json", hint: /mime|json/i, expendable: true },
  { name: "system", hint: /system.?instruction|developer instruction/i, expendable: false },
] as const;
type FeatureName = (typeof features)[number]["name"];

/** Makes a chat model; nothing is asked of the server yet. */
export function geminiChat(options: GeminiOptions): ChatModel {
  const negotiator = new Negotiator<FeatureName>(features);
  const streams = { refused: false };
  return {
    name: options.model,
    complete: (request) => negotiator.run(featuresOf(request), (has) => ask(options, request, has, streams)),
  };
}

/** Streams unless that is known not to work; gateways may know the one address only. */
async function ask(
  options: GeminiOptions,
  request: ChatRequest,
  has: Has<FeatureName>,
  streams: { refused: boolean },
): Promise<ChatAnswer> {
  if (streams.refused) return send(options, request, has, "generateContent");
  try {
    return await send(options, request, has, "streamGenerateContent");
  } catch (error) {
    if (!(error instanceof HttpStatusError) || ![404, 405, 501].includes(error.status)) throw error;
    const answer = await send(options, request, has, "generateContent");
    streams.refused = true;
    return answer;
  }
}

async function send(
  options: GeminiOptions,
  request: ChatRequest,
  has: Has<FeatureName>,
  method: "generateContent" | "streamGenerateContent",
): Promise<ChatAnswer> {
  let stream = new ContentStream(options.key, SERVICE);
  const answer = await sendToGemini(options, {
    method,
    service: SERVICE,
    json: bodyOf(request, has),
    signal: request.signal,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    turn: turnOf("chat", options),
    events: () => {
      stream = new ContentStream(options.key, SERVICE);
      return stream.take;
    },
  });
  const content = answer.isStream ? stream.content() : parseJson(answer, contentSchema, SERVICE);
  return answerOf(content, answer.sentBytes);
}

function featuresOf(request: ChatRequest): FeatureName[] {
  const used: FeatureName[] = request.form === undefined ? [] : ["schema", "json"];
  if (request.alternatives !== undefined) used.push("logprobs");
  return request.messages.some(isSystem) ? [...used, "system"] : used;
}

const isSystem = (message: ChatMessage) => message.role === "system";

function bodyOf(request: ChatRequest, has: Has<FeatureName>): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  if (request.temperature !== undefined) config.temperature = request.temperature;
  if (request.maxTokens !== undefined) config.maxOutputTokens = request.maxTokens;
  if (has("json") || has("schema")) config.responseMimeType = "application/json";
  if (has("schema")) config.responseJsonSchema = request.form?.schema;
  if (request.alternatives !== undefined && has("logprobs")) {
    config.responseLogprobs = true;
    config.logprobs = Math.min(MOST_ALTERNATIVES, request.alternatives);
  }
  const system = request.messages.filter(isSystem).flatMap((message) => message.content.map(wirePart));
  const turns = request.messages.filter((message) => !isSystem(message)).map(wireMessage);
  const body: Record<string, unknown> = { contents: turns, generationConfig: config };
  if (system.length === 0) return body;
  if (has("system")) body.systemInstruction = { parts: system };
  else body.contents = [{ role: "user", parts: system }, ...turns];
  return body;
}

function wireMessage(message: ChatMessage): Record<string, unknown> {
  return { role: message.role === "assistant" ? "model" : "user", parts: message.content.map(wirePart) };
}

function wirePart(part: ChatPart): Record<string, unknown> {
  if (part.type === "text") return { text: part.text };
  return { inlineData: { mimeType: part.mime, data: toBase64(part.bytes) } };
}

function answerOf(content: GeminiContent, sentBytes: number): ChatAnswer {
  const parts = partsOf(content, SERVICE);
  const said = (thought: boolean) =>
    parts.map((part) => ((part.thought ?? false) === thought ? (part.text ?? "") : "")).join("");
  const text = said(false).trim();
  const truncated = content.candidates?.[0]?.finishReason === "MAX_TOKENS";
  if (text === "") {
    throw badAnswer(SERVICE, truncated ? "used up its tokens before answering" : "answered with nothing", "");
  }
  const first = firstChances(chancesOf(content), text);
  return {
    text,
    reasoning: said(true).trim(),
    truncated,
    ...(first === undefined ? {} : { first }),
    usage: { ...usageOf(content), sentBytes },
  };
}
