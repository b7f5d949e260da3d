/** What the language roles need of a language model: one question with text and pictures, one answer. */
import type { Usage } from "../../../shared/run/events";

export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly png: Uint8Array };

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: readonly ChatPart[];
}

/** The shape an answer should have. Servers that can are held to it; the others are only told. */
export interface AnswerForm {
  /** Letters, digits and underscores. */
  readonly name: string;
  /** JSON Schema of an object. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly form?: AnswerForm;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly signal: AbortSignal;
}

export interface ChatAnswer {
  readonly text: string;
  /** What the model thought before it answered, where it tells; else empty. */
  readonly reasoning: string;
  /** True when the answer was cut off at the token limit. */
  readonly truncated: boolean;
  readonly usage: Usage;
}

export interface ChatModel {
  /** For verdicts and records: the model's own name. */
  readonly name: string;
  /** @throws StudioError as electron/backends/http.ts says, and "bad-answer" for an empty or declined one. */
  complete(request: ChatRequest): Promise<ChatAnswer>;
}

export const say = (text: string): ChatPart => ({ type: "text", text });
export const show = (png: Uint8Array): ChatPart => ({ type: "image", png });
