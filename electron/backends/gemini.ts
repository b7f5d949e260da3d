/** What chat and image models behind Google's Gemini API have in common: `POST {base}/v1beta/models/{model}:generateContent`. */
import { z } from "zod";
import { under } from "./address";
import { badAnswer, parseJson } from "./answers";
import type { ToldToken } from "./first-token";
import type { HttpAnswer, HttpRequest } from "./http";
import { type ModelServerOptions, requestTo } from "./server";

/** The base address is without the version: `https://generativelanguage.googleapis.com`. */
export type GeminiOptions = ModelServerOptions;

export interface GeminiRequest
  extends Pick<HttpRequest, "service" | "json" | "signal" | "timeoutMs" | "maxBytes" | "turn" | "events"> {
  /** `predict` is Imagen's; `streamGenerateContent` answers with events. */
  readonly method: "generateContent" | "streamGenerateContent" | "predict";
}

/** Sends one request. */
export async function sendToGemini(options: GeminiOptions, request: GeminiRequest): Promise<HttpAnswer> {
  const { method, timeoutMs, ...rest } = request;
  const name = options.model.replace(/^models\//, "");
  const query = method === "streamGenerateContent" ? "?alt=sse" : "";
  return options.http.send({
    ...requestTo(options, { timeoutMs }),
    ...rest,
    method: "POST",
    url: `${under(options.baseUrl, `v1beta/models/${encodeURIComponent(name)}:${method}`)}${query}`,
    keyHeader: "x-goog-api-key",
  });
}

/** Sends one request; the answer is parsed by `schema`. */
export async function askGemini<T>(
  options: GeminiOptions,
  request: GeminiRequest,
  schema: z.ZodType<T>,
): Promise<{ readonly answer: T; readonly sentBytes: number }> {
  const answer = await sendToGemini(options, request);
  return { answer: parseJson(answer, schema, request.service), sentBytes: answer.sentBytes };
}

const partSchema = z.object({
  text: z.string().optional(),
  /** True for what the model thought on its way. */
  thought: z.boolean().optional(),
  inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional(),
});
export type GeminiPart = z.infer<typeof partSchema>;

const chanceSchema = z.object({ token: z.string(), logProbability: z.number() });
const logprobsSchema = z
  .object({
    topCandidates: z.array(z.object({ candidates: z.array(chanceSchema).catch([]) })).catch([]),
    chosenCandidates: z.array(chanceSchema).catch([]),
  })
  .nullish()
  .catch(null);

const count = z.number().int().min(0).catch(0);

export const contentSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(partSchema).optional() }).optional(),
        finishReason: z.string().optional(),
        logprobsResult: logprobsSchema,
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z
    .object({
      promptTokenCount: count.optional(),
      candidatesTokenCount: count.optional(),
      thoughtsTokenCount: count.optional(),
    })
    .optional(),
});
export type GeminiContent = z.infer<typeof contentSchema>;

/** The first candidate's parts. @throws StudioError "bad-answer" when the request was blocked or nothing came. */
export function partsOf(content: GeminiContent, service: string): readonly GeminiPart[] {
  const first = content.candidates?.[0];
  const parts = first?.content?.parts ?? [];
  if (parts.length > 0) return parts;
  const blocked = content.promptFeedback?.blockReason ?? "";
  if (blocked !== "") throw badAnswer(service, "declined the request", blocked);
  const reason = first?.finishReason ?? "";
  if (reason === "MAX_TOKENS") throw badAnswer(service, "used up its tokens before answering", "");
  throw badAnswer(service, "answered with nothing", reason === "STOP" ? "" : reason);
}

export function usageOf({ usageMetadata }: GeminiContent) {
  return {
    calls: 1,
    inputTokens: usageMetadata?.promptTokenCount ?? 0,
    outputTokens: (usageMetadata?.candidatesTokenCount ?? 0) + (usageMetadata?.thoughtsTokenCount ?? 0),
  };
}

/** The tokens of the answer with what could have stood in their place; empty where the server tells nothing. */
export function chancesOf({ candidates }: GeminiContent): readonly ToldToken[] {
  const result = candidates?.[0]?.logprobsResult;
  return (result?.chosenCandidates ?? []).map((chosen, at) => {
    const others = result?.topCandidates[at]?.candidates ?? [];
    const all = others.length > 0 ? others : [chosen];
    return {
      token: chosen.token,
      alternatives: all.map(({ token, logProbability }) => ({ token, logprob: logProbability })),
    };
  });
}
