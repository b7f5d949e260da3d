/** Language models behind the OpenAI chat completions API (vLLM, SGLang, llama.cpp, Ollama, OpenAI itself). */
import type { ChatAnswer, ChatMessage, ChatModel, ChatPart, ChatRequest } from "../agent/language/chat";
import { under } from "./address";
import { parseJson } from "./answers";
import { toBase64 } from "./base64";
import { type Has, Negotiator } from "./negotiate";
import { CompletionStream, completionSchema, readCompletion, SERVICE } from "./openai-chat-answer";
import { type ModelServerOptions, requestTo, turnOf } from "./server";

/** As the answer comes in pieces, this is for the longest silence, not for the whole of it. */
const TIMEOUT_MS = 300_000;
const MAX_BYTES = 32 * 1_048_576;
/** The API tells this many alternatives to a token at most. */
const MOST_ALTERNATIVES = 20;

/** The base address usually ends in `/v1`. */
export type OpenAiChatOptions = ModelServerOptions;

/** Fields servers differ in, in the order they are given up. */
const features = [
  { name: "logprobs", hint: /logprob/i, expendable: false },
  { name: "json_schema", hint: /json_schema|response_format|structured|schema|grammar/i, expendable: true },
  { name: "json_object", hint: /json_object|response_format|json mode/i, expendable: true },
  { name: "max_tokens", hint: /max_tokens|max_completion_tokens/i, expendable: false },
  { name: "temperature", hint: /temperature/i, expendable: false },
  { name: "stream_usage", hint: /stream_options|include_usage/i, expendable: true },
  { name: "stream", hint: /stream/i, expendable: true },
] as const;
type FeatureName = (typeof features)[number]["name"];

/** Makes a chat model; nothing is asked of the server yet. */
export function openAiChat(options: OpenAiChatOptions): ChatModel {
  const negotiator = new Negotiator<FeatureName>(features);
  return {
    name: options.model,
    complete: (request) => negotiator.run(featuresOf(request), (has) => ask(options, request, has)),
  };
}

function featuresOf(request: ChatRequest): FeatureName[] {
  const used: FeatureName[] = ["stream_usage", "stream"];
  if (request.form !== undefined) used.push("json_schema", "json_object");
  if (request.maxTokens !== undefined) used.push("max_tokens");
  if (request.temperature !== undefined) used.push("temperature");
  if (request.alternatives !== undefined) used.push("logprobs");
  return used;
}

async function ask(
  options: OpenAiChatOptions,
  request: ChatRequest,
  has: Has<FeatureName>,
): Promise<ChatAnswer> {
  let stream = new CompletionStream(options.key);
  const answer = await options.http.send({
    ...requestTo(options, { timeoutMs: TIMEOUT_MS }),
    method: "POST",
    url: under(options.baseUrl, "chat/completions"),
    service: SERVICE,
    signal: request.signal,
    json: bodyOf(options.model, request, has),
    maxBytes: MAX_BYTES,
    turn: turnOf("chat", options),
    events: () => {
      stream = new CompletionStream(options.key);
      return stream.take;
    },
  });
  const completion = answer.isStream ? stream.completion() : parseJson(answer, completionSchema, SERVICE);
  return readCompletion(completion, answer.sentBytes);
}

function bodyOf(model: string, request: ChatRequest, has: Has<FeatureName>): Record<string, unknown> {
  const body: Record<string, unknown> = {
    model,
    messages: request.messages.map(wireMessage),
    stream: has("stream"),
  };
  if (has("stream") && has("stream_usage")) body.stream_options = { include_usage: true };
  if (request.form !== undefined && has("json_schema")) {
    const { name, schema } = request.form;
    body.response_format = { type: "json_schema", json_schema: { name, schema, strict: true } };
  } else if (has("json_object")) {
    body.response_format = { type: "json_object" };
  }
  if (request.maxTokens !== undefined) {
    // Newer OpenAI models refuse the old name of this field; most other servers know only that one.
    body[has("max_tokens") ? "max_tokens" : "max_completion_tokens"] = request.maxTokens;
  }
  if (has("temperature")) body.temperature = request.temperature;
  if (request.alternatives !== undefined && has("logprobs")) {
    body.logprobs = true;
    body.top_logprobs = Math.min(MOST_ALTERNATIVES, request.alternatives);
  }
  return body;
}

function wireMessage(message: ChatMessage): Record<string, unknown> {
  const onlyText = message.content.every((part) => part.type === "text");
  const content = onlyText
    ? message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n")
    : message.content.map(wirePart);
  return { role: message.role, content };
}

function wirePart(part: ChatPart): Record<string, unknown> {
  if (part.type === "text") return { type: "text", text: part.text };
  return { type: "image_url", image_url: { url: `data:${part.mime};base64,${toBase64(part.bytes)}` } };
}
