/** Language models behind Anthropic's Messages API: `POST {base}/v1/messages`. */
import type { ChatAnswer, ChatMessage, ChatModel, ChatPart, ChatRequest } from "../agent/language/chat";
import { under } from "./address";
import { badAnswer, parseJson } from "./answers";
import { type Block, type Message, MessageStream, messageSchema, SERVICE } from "./anthropic-stream";
import { toBase64 } from "./base64";
import { type Has, Negotiator } from "./negotiate";
import { type ModelServerOptions, requestTo, turnOf } from "./server";

/** As the answer comes in pieces, this is for the longest silence, not for the whole of it. */
const TIMEOUT_MS = 300_000;
const MAX_BYTES = 32 * 1_048_576;
const API_VERSION = "2023-06-01";
/** The API insists on a limit; this one is within what every model of it takes. */
const DEFAULT_TOKENS = 4_096;

/** The base address is without `/v1`: `https://api.anthropic.com`, or a gateway that speaks the same. */
export type AnthropicChatOptions = ModelServerOptions;

/** Gateways differ in this. */
const features = [{ name: "stream", hint: /stream/i, expendable: false }] as const;
type FeatureName = (typeof features)[number]["name"];

/** Makes a chat model; nothing is asked of the server yet. */
export function anthropicChat(options: AnthropicChatOptions): ChatModel {
  const negotiator = new Negotiator<FeatureName>(features);
  return {
    name: options.model,
    complete: (request) => negotiator.run(["stream"], (has) => ask(options, request, has)),
  };
}

async function ask(
  options: AnthropicChatOptions,
  request: ChatRequest,
  has: Has<FeatureName>,
): Promise<ChatAnswer> {
  let stream = new MessageStream(options.key);
  const answer = await options.http.send({
    ...requestTo(options, { timeoutMs: TIMEOUT_MS }),
    method: "POST",
    url: under(options.baseUrl, "v1/messages"),
    service: SERVICE,
    keyHeader: "x-api-key",
    headers: { "anthropic-version": API_VERSION },
    signal: request.signal,
    json: { ...bodyOf(options.model, request), ...(has("stream") ? { stream: true } : {}) },
    maxBytes: MAX_BYTES,
    turn: turnOf("chat", options),
    events: () => {
      stream = new MessageStream(options.key);
      return stream.take;
    },
  });
  const message = answer.isStream ? stream.message() : parseJson(answer, messageSchema, SERVICE);
  return readMessage(message, answer.sentBytes);
}

function bodyOf(model: string, request: ChatRequest): Record<string, unknown> {
  const system = request.messages.filter((message) => message.role === "system").map(plainText);
  const body: Record<string, unknown> = {
    model,
    max_tokens: request.maxTokens ?? DEFAULT_TOKENS,
    messages: request.messages.filter((message) => message.role !== "system").map(wireMessage),
  };
  if (system.length > 0) body.system = system.join("\n\n");
  if (request.temperature !== undefined) body.temperature = Math.min(1, request.temperature);
  if (request.form !== undefined) {
    // A tool the model has to call is this API's way of holding an answer to a schema.
    const { name, schema } = request.form;
    body.tools = [{ name, description: "Gives the answer.", input_schema: schema }];
    body.tool_choice = { type: "tool", name };
  }
  return body;
}

function plainText(message: ChatMessage): string {
  return message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n\n");
}

function wireMessage(message: ChatMessage): Record<string, unknown> {
  return { role: message.role, content: message.content.map(wirePart) };
}

function wirePart(part: ChatPart): Record<string, unknown> {
  if (part.type === "text") return { type: "text", text: part.text };
  return { type: "image", source: { type: "base64", media_type: part.mime, data: toBase64(part.bytes) } };
}

function readMessage({ content, stop_reason, usage }: Message, sentBytes: number): ChatAnswer {
  const text = content.map(spoken).filter((words) => words !== "");
  const truncated = stop_reason === "max_tokens";
  if (text.length === 0) throw emptyAnswer(stop_reason === "refusal", truncated);
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = usage;
  return {
    text: text.join("\n").trim(),
    reasoning: content.map((block) => (block.type === "thinking" ? (block.thinking ?? "") : "")).join(""),
    truncated,
    usage: {
      calls: 1,
      inputTokens: input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0),
      outputTokens: output_tokens,
      sentBytes,
    },
  };
}

/** A block's share of the answer: words, or the arguments of the tool that stands for one. */
function spoken(block: Block): string {
  if (block.type === "text") return block.text?.trim() ?? "";
  return block.type === "tool_use" && block.input != null ? JSON.stringify(block.input) : "";
}

function emptyAnswer(refused: boolean, truncated: boolean) {
  if (refused) return badAnswer(SERVICE, "declined to answer", "");
  return badAnswer(SERVICE, truncated ? "used up its tokens before answering" : "answered with nothing", "");
}
