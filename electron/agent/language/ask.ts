/** Asks a language model for an answer of a given shape, and once more when it cannot be read. */
import { z } from "zod";
import { StudioError, throwIfCancelled } from "../../../shared/errors";
import type { RoleContext } from "../roles";
import { type ChatAnswer, type ChatMessage, type ChatModel, type ChatPart, say } from "./chat";
import { jsonIn } from "./find-json";

export interface Question<T> {
  readonly system: string;
  readonly content: readonly ChatPart[];
  /** Name of the answer, for servers that want one. */
  readonly name: string;
  /** What the server is told the answer looks like. Keep to plain types: many servers know no more. */
  readonly form: z.ZodType;
  /** Makes sense of a JSON value; null when it cannot. May accept more than `form` allows. */
  readonly read: (value: unknown) => T | null;
  readonly temperature: number;
}

export interface Reply<T> {
  readonly value: T;
  readonly reasoning: string;
}

const EXCERPT_LENGTH = 400;

/**
 * @throws StudioError "bad-answer" when two answers in a row cannot be read, and whatever the model throws.
 */
export async function askFor<T>(
  model: ChatModel,
  question: Question<T>,
  context: RoleContext,
): Promise<Reply<T>> {
  const messages: ChatMessage[] = [
    { role: "system", content: [say(question.system)] },
    { role: "user", content: question.content },
  ];
  const first = await ask(model, question, messages, context);
  const value = readFirst(first.text, question.read);
  if (value !== null) return { value, reasoning: first.reasoning };
  const reminder = first.truncated
    ? "Your answer was cut off. Answer again, shorter, with the JSON object only."
    : "That could not be read. Answer again with the JSON object only: no other words, no code fence.";
  const again: ChatMessage[] = [
    ...messages,
    { role: "assistant", content: [say(first.text)] },
    { role: "user", content: [say(reminder)] },
  ];
  const second = await ask(model, question, again, context);
  const mended = readFirst(second.text, question.read);
  if (mended !== null) return { value: mended, reasoning: second.reasoning };
  throw unreadable(model.name, second.text);
}

async function ask(
  model: ChatModel,
  question: Question<unknown>,
  messages: readonly ChatMessage[],
  context: RoleContext,
): Promise<ChatAnswer> {
  throwIfCancelled(context.signal);
  const answer = await model.complete({
    messages,
    form: { name: question.name, schema: plainSchema(question.form) },
    temperature: question.temperature,
    signal: context.signal,
  });
  context.onUsage(answer.usage);
  return answer;
}

/** The first of the values found in a text that `read` can make sense of. */
export function readFirst<T>(text: string, read: (value: unknown) => T | null): T | null {
  for (const candidate of jsonIn(text)) {
    const value = read(candidate);
    if (value !== null) return value;
  }
  return null;
}

/** A reader for answers that must fit a schema as it stands. */
export function fitting<T>(schema: z.ZodType<T>): (value: unknown) => T | null {
  return (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  };
}

function plainSchema(form: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(form);
  return schema;
}

function unreadable(name: string, text: string): StudioError {
  return new StudioError("bad-answer", `"${name}" did not answer in the form it was asked for.`, {
    remedy: "Retry; if it happens often, choose a model that follows instructions better.",
    retryable: true,
    detail: text.slice(0, EXCERPT_LENGTH),
  });
}
