/** Answers of the OpenAI chat completions API: whole, or gathered from the pieces they came in. */
import { z } from "zod";
import type { ChatAnswer } from "../agent/language/chat";
import { badAnswer } from "./answers";
import { brokenOff, DONE, parseEvent } from "./event-answers";
import { firstChances, type ToldToken } from "./first-token";
import type { ServerEvent } from "./server-events";

export const SERVICE = "language model";

const contentSchema = z.union([
  z.string(),
  z.array(z.object({ type: z.string(), text: z.string().optional() })),
  z.null(),
]);

const saidSchema = z.object({
  content: contentSchema.optional(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  refusal: z.string().nullish(),
});

const chance = { token: z.string(), logprob: z.number() };
const logprobsSchema = z
  .object({
    content: z.array(z.object({ ...chance, top_logprobs: z.array(z.object(chance)).catch([]) })).nullish(),
  })
  .nullish()
  .catch(null);

const usageSchema = z
  .object({
    prompt_tokens: z.number().int().min(0).catch(0),
    completion_tokens: z.number().int().min(0).catch(0),
  })
  .nullish();

export const completionSchema = z.object({
  choices: z
    .array(z.object({ message: saidSchema, logprobs: logprobsSchema, finish_reason: z.string().nullish() }))
    .min(1),
  usage: usageSchema,
});
export type Completion = z.infer<typeof completionSchema>;

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: saidSchema.nullish(),
        logprobs: logprobsSchema,
        finish_reason: z.string().nullish(),
      }),
    )
    .catch([]),
  usage: usageSchema,
});

/** Gathers one attempt's pieces. */
export class CompletionStream {
  readonly #key: string | undefined;
  readonly #message = { content: "", reasoning_content: "", refusal: "" };
  readonly #tokens: NonNullable<NonNullable<z.infer<typeof logprobsSchema>>["content"]> = [];
  #usage: Completion["usage"];
  #finish: string | null = null;
  #isDone = false;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  readonly take = (event: ServerEvent): void => {
    if (event.data.trim() === DONE) {
      this.#isDone = true;
      return;
    }
    const { choices, usage } = parseEvent(event, chunkSchema, { service: SERVICE, key: this.#key });
    // The count of the tokens comes last, in a piece of its own; some servers tell it in every piece.
    if (usage != null) this.#usage = usage;
    const choice = choices[0];
    if (choice === undefined) return;
    this.#message.content += plainText(choice.delta?.content ?? "");
    this.#message.reasoning_content += choice.delta?.reasoning_content ?? choice.delta?.reasoning ?? "";
    this.#message.refusal += choice.delta?.refusal ?? "";
    this.#tokens.push(...(choice.logprobs?.content ?? []));
    this.#finish = choice.finish_reason ?? this.#finish;
  };

  /** @throws StudioError "bad-answer" when the pieces ended before the answer did */
  completion(): Completion {
    if (!this.#isDone && this.#finish === null) throw brokenOff(SERVICE);
    const { content, reasoning_content, refusal } = this.#message;
    const message = {
      content,
      refusal,
      ...(reasoning_content === "" ? {} : { reasoning_content }),
    };
    const choice = { message, logprobs: { content: this.#tokens }, finish_reason: this.#finish };
    return { choices: [choice], usage: this.#usage };
  }
}

export function readCompletion(completion: Completion, sentBytes: number): ChatAnswer {
  const choice = completion.choices[0];
  if (choice === undefined) throw badAnswer(SERVICE, "answered with no choices", "");
  const { message } = choice;
  const { text, thoughts } = splitThoughts(plainText(message.content ?? ""));
  const truncated = choice.finish_reason === "length";
  if (text === "") throw emptyAnswer(message.refusal ?? "", truncated);
  const first = firstChances((choice.logprobs?.content ?? []).map(told), text);
  return {
    text,
    reasoning: message.reasoning_content ?? message.reasoning ?? thoughts,
    truncated,
    ...(first === undefined ? {} : { first }),
    usage: {
      calls: 1,
      inputTokens: completion.usage?.prompt_tokens ?? 0,
      outputTokens: completion.usage?.completion_tokens ?? 0,
      sentBytes,
    },
  };
}

function told(token: { token: string; logprob: number; top_logprobs: ToldToken["alternatives"] }): ToldToken {
  const { top_logprobs } = token;
  const alternatives =
    top_logprobs.length > 0 ? top_logprobs : [{ token: token.token, logprob: token.logprob }];
  return { token: token.token, alternatives };
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
