/** Language models behind the OpenAI chat completions API (vLLM, SGLang, llama.cpp, Ollama, OpenAI itself). */
import { z } from "zod";
import type { ChatAnswer, ChatMessage, ChatModel, ChatPart, ChatRequest } from "../agent/language/chat";
import { under } from "./address";
import { badAnswer, parseJson } from "./answers";
import type { Http } from "./http";
import { type Has, Negotiator } from "./negotiate";

const SERVICE = "language model";
const TIMEOUT_MS = 300_000;
const MAX_BYTES = 8 * 1_048_576;

export interface OpenAiChatOptions {
  /** Usually ends in `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly key?: string | undefined;
  readonly http: Http;
  readonly timeoutMs?: number;
  /** Attempts after the first on passing faults. Default 3. */
  readonly retries?: number;
}

/** Fields servers differ in, in the order they are given up. */
const features = [
  { name: "json_schema", hint: /json_schema|response_format|structured|schema|grammar/i, expendable: true },
  { name: "json_object", hint: /json_object|response_format|json mode/i, expendable: true },
  { name: "max_tokens", hint: /max_tokens|max_completion_tokens/i, expendable: false },
  { name: "temperature", hint: /temperature/i, expendable: false },
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
  const used: FeatureName[] = request.form === undefined ? [] : ["json_schema", "json_object"];
  if (request.maxTokens !== undefined) used.push("max_tokens");
  if (request.temperature !== undefined) used.push("temperature");
  return used;
}

async function ask(
  options: OpenAiChatOptions,
  request: ChatRequest,
  has: Has<FeatureName>,
): Promise<ChatAnswer> {
  const answer = await options.http.send({
    method: "POST",
    url: under(options.baseUrl, "chat/completions"),
    service: SERVICE,
    key: options.key,
    signal: request.signal,
    json: bodyOf(options.model, request, has),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
  });
  return readCompletion(parseJson(answer, completionSchema, SERVICE));
}

function bodyOf(model: string, request: ChatRequest, has: Has<FeatureName>): Record<string, unknown> {
  const body: Record<string, unknown> = { model, messages: request.messages.map(wireMessage), stream: false };
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
  const data = Buffer.from(part.png.buffer, part.png.byteOffset, part.png.byteLength).toString("base64");
  return { type: "image_url", image_url: { url: `data:image/png;base64,${data}` } };
}

const contentSchema = z.union([
  z.string(),
  z.array(z.object({ type: z.string(), text: z.string().optional() })),
  z.null(),
]);

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: contentSchema.optional(),
          reasoning_content: z.string().nullish(),
          reasoning: z.string().nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number().int().min(0).catch(0),
      completion_tokens: z.number().int().min(0).catch(0),
    })
    .nullish(),
});
type Completion = z.infer<typeof completionSchema>;

function readCompletion(completion: Completion): ChatAnswer {
  const choice = completion.choices[0];
  if (choice === undefined) throw badAnswer(SERVICE, "answered with no choices", "");
  const { message } = choice;
  const { text, thoughts } = splitThoughts(plainText(message.content ?? ""));
  const truncated = choice.finish_reason === "length";
  if (text === "") throw emptyAnswer(message.refusal ?? "", truncated);
  return {
    text,
    reasoning: message.reasoning_content ?? message.reasoning ?? thoughts,
    truncated,
    usage: {
      calls: 1,
      inputTokens: completion.usage?.prompt_tokens ?? 0,
      outputTokens: completion.usage?.completion_tokens ?? 0,
    },
  };
}

function plainText(content: NonNullable<z.infer<typeof contentSchema>>): string {
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

/** Some servers leave the model's thoughts in the answer, between tags; the opening one may be missing. */
function splitThoughts(content: string): { text: string; thoughts: string } {
  const end = content.lastIndexOf("</think>");
  if (end < 0) return { text: content.trim(), thoughts: "" };
  const thoughts = content.slice(0, end).replace(/^\s*<think>/, "");
  return { text: content.slice(end + "</think>".length).trim(), thoughts: thoughts.trim() };
}

function emptyAnswer(refusal: string, truncated: boolean) {
  if (refusal !== "") return badAnswer(SERVICE, "declined to answer", refusal);
  return badAnswer(SERVICE, truncated ? "used up its tokens before answering" : "answered with nothing", "");
}
