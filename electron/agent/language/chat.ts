/** What the language roles need of a language model: one question with text and pictures, one answer. */
import type { Usage } from "../../../shared/run/events";

/** Kinds of picture every server reads. */
export type PictureMime = "image/png" | "image/jpeg";

export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly bytes: Uint8Array; readonly mime: PictureMime };

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
  /** How many alternatives to the answer's first token to tell (`first`); servers that cannot ignore it. */
  readonly alternatives?: number;
  readonly signal: AbortSignal;
}

/** A token that could have stood at a place, and the natural logarithm of its probability there. */
export interface TokenChance {
  readonly token: string;
  readonly logprob: number;
}

export interface ChatAnswer {
  readonly text: string;
  /** What the model thought before it answered, where it tells; else empty. */
  readonly reasoning: string;
  /** True when the answer was cut off at the token limit. */
  readonly truncated: boolean;
  /**
   * What could have stood at the first token of `text` that is not white space, the likeliest first; of the answer,
   * not of thoughts before it. Absent where the server tells none.
   */
  readonly first?: readonly TokenChance[];
  readonly usage: Usage;
}

export interface ChatModel {
  /** For verdicts and records: the model's own name. */
  readonly name: string;
  /** @throws StudioError as electron/backends/http.ts says, and "bad-answer" for an empty or declined one. */
  complete(request: ChatRequest): Promise<ChatAnswer>;
}

export const say = (text: string): ChatPart => ({ type: "text", text });
/** A picture as it is; whether PNG or JPEG is read from its first bytes. */
export const show = (bytes: Uint8Array): ChatPart => ({ type: "image", bytes, mime: mimeOf(bytes) });

function mimeOf(bytes: Uint8Array): PictureMime {
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? "image/jpeg" : "image/png";
}
