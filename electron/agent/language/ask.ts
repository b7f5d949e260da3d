/** Asks a language model for an answer of a given shape, and once more when it cannot be read. */
import { z } from "zod";
import { StudioError, throwIfCancelled } from "../../../shared/errors";
import { shortened } from "../../../shared/run/tokens";
import type { RoleContext } from "../roles";
import { type ChatAnswer, type ChatMessage, type ChatPart, type ChatRequest, say } from "./chat";
import { jsonIn } from "./find-json";
import { type Mind, requestTokens } from "./mind";

export interface Question<T> {
  readonly system: string;
  readonly content: readonly ChatPart[];
  /** What the server is to hold the answer to; absent for one that begins with a plain word. */
  readonly form?: {
    /** Name of the answer, for servers that want one. */
    readonly name: string;
    /** What the server is told the answer looks like. Keep to plain types: many servers know no more. */
    readonly schema: z.ZodType;
  };
  /** Alternatives to the first token wanted, where the server tells them. */
  readonly alternatives?: number;
  /** Of the answer, where fewer will do than the model could say. */
  readonly maxTokens?: number;
  /** Makes sense of an answer; null when it cannot. May accept more than the form allows. */
  readonly read: (answer: ChatAnswer) => T | null;
  readonly temperature: number;
  /** How an answer that cannot be read is asked for again. Default: as a JSON object. */
  readonly reminder?: string;
  /**
   * Whether pictures are sent once more when asking again. Who is to say what stands in a picture needs them; who
   * has only to repeat its words in another form does not. Default: true.
   */
  readonly picturesAgain?: boolean;
}

export interface Reply<T> {
  readonly value: T;
  readonly reasoning: string;
}

const EXCERPT_LENGTH = 400;
const REMINDER =
  "That could not be read. Answer again with the JSON object only, filled in by you: no other words, no code fence.";
const CUT_OFF = "Your answer was cut off. Answer again, shorter, in the same form.";

/**
 * @throws StudioError "bad-answer" when two answers in a row cannot be read, and whatever the model throws.
 */
export async function askFor<T>(mind: Mind, question: Question<T>, context: RoleContext): Promise<Reply<T>> {
  const first = await askOnce(mind, question, context);
  if (first.value !== null) return { value: first.value, reasoning: first.answer.reasoning };
  const again = secondAsking(mind, question, first.answer);
  const second = await send(mind, question, again, context);
  const mended = question.read(second);
  if (mended !== null) return { value: mended, reasoning: second.reasoning };
  throw unreadable(mind.model.name, second.text);
}

/** One question, one answer: `value` is null when it cannot be read. @throws whatever the model throws. */
export async function askOnce<T>(
  mind: Mind,
  question: Question<T>,
  context: RoleContext,
): Promise<{ value: T | null; answer: ChatAnswer }> {
  const answer = await send(mind, question, opening(question, question.content), context);
  return { value: question.read(answer), answer };
}

function opening({ system }: Question<unknown>, content: readonly ChatPart[]): ChatMessage[] {
  return [
    { role: "system", content: [say(system)] },
    { role: "user", content },
  ];
}

/** The same conversation, with what was said repeated as far as there is room for it. */
function secondAsking(mind: Mind, question: Question<unknown>, first: ChatAnswer): readonly ChatMessage[] {
  const { content, reminder = REMINDER, picturesAgain = true } = question;
  const asked = opening(question, picturesAgain ? content : content.filter((part) => part.type === "text"));
  const remind: ChatMessage = { role: "user", content: [say(first.truncated ? CUT_OFF : reminder)] };
  const room = mind.budget.question - requestTokens([...asked, remind]) - ECHO_MARGIN;
  const echo = shortened(first.text, Math.min(MOST_ECHO, Math.max(0, room)));
  return echo === "" ? asked : [...asked, { role: "assistant", content: [say(echo)] }, remind];
}

/** A model needs to be told no more than this of what it said itself. */
const MOST_ECHO = 1_000;
/** What a message around the echo takes. */
const ECHO_MARGIN = 16;

async function send(
  { model, budget }: Mind,
  { form, temperature, alternatives, maxTokens }: Question<unknown>,
  messages: readonly ChatMessage[],
  context: RoleContext,
): Promise<ChatAnswer> {
  throwIfCancelled(context.signal);
  const most = Math.min(budget.answer ?? Number.POSITIVE_INFINITY, maxTokens ?? Number.POSITIVE_INFINITY);
  const request: ChatRequest = {
    messages,
    temperature,
    signal: context.signal,
    ...(form === undefined ? {} : { form: { name: form.name, schema: plainSchema(form.schema) } }),
    ...(alternatives === undefined ? {} : { alternatives }),
    ...(Number.isFinite(most) ? { maxTokens: most } : {}),
  };
  const answer = await model.complete(request);
  context.onUsage(answer.usage);
  return answer;
}

/** Reads the first of the JSON values in an answer that `read` can make sense of. */
export function asJson<T>(read: (value: unknown) => T | null): (answer: ChatAnswer) => T | null {
  return ({ text }) => readFirst(text, read);
}

/** The first of the values found in a text that `read` can make sense of. */
export function readFirst<T>(text: string, read: (value: unknown) => T | null): T | null {
  for (const candidate of jsonIn(text)) {
    const value = read(candidate);
    if (value !== null) return value;
  }
  return null;
}

/** Reads an answer whose JSON must fit a schema as it stands. */
export function fitting<T>(schema: z.ZodType<T>): (answer: ChatAnswer) => T | null {
  return asJson((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  });
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

/** For what must be said in full and does not fit the model's context. */
export function tooLong({ model }: Mind, what: string): StudioError {
  return new StudioError("bad-input", `${what} does not fit what "${model.name}" can read at once.`, {
    remedy: "Shorten it, or choose a model with a longer context in the settings.",
  });
}
