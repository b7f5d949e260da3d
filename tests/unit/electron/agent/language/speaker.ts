/** A chat model in this process: says what it is told to, and remembers what it was asked. */
import type { ChatAnswer, ChatModel, ChatRequest } from "../../../../../electron/agent/language/chat";
import { requestTokens } from "../../../../../electron/agent/language/mind";
import type { RoleContext } from "../../../../../electron/agent/roles";

export interface Speaker {
  readonly model: ChatModel;
  readonly requests: ChatRequest[];
  readonly context: RoleContext;
  /** All text of a request, system message first. */
  text(nth?: number): string;
  /** Pictures of a request. */
  pictures(nth?: number): Uint8Array[];
  /** Estimated tokens of each request with its room for an answer. */
  sizes(): number[];
}

export type Say = (request: ChatRequest, nth: number) => string | Partial<ChatAnswer>;

export function speaker(say: Say): Speaker {
  const requests: ChatRequest[] = [];
  const parts = (nth: number) => (requests.at(nth)?.messages ?? []).flatMap(({ content }) => content);
  return {
    model: {
      name: "speaker",
      complete: async (request) => {
        requests.push(request);
        const said = say(request, requests.length - 1);
        const usage = { calls: 1, inputTokens: 0, outputTokens: 0 };
        const plain = { text: "", reasoning: "", truncated: false, usage };
        return typeof said === "string" ? { ...plain, text: said } : { ...plain, ...said };
      },
    },
    requests,
    context: { signal: new AbortController().signal, onUsage: () => undefined },
    text: (nth = 0) =>
      parts(nth)
        .flatMap((part) => (part.type === "text" ? [part.text] : []))
        .join("\n\n"),
    pictures: (nth = 0) => parts(nth).flatMap((part) => (part.type === "image" ? [part.bytes] : [])),
    sizes: () => requests.map(({ messages, maxTokens = 0 }) => requestTokens(messages) + maxTokens),
  };
}

/** The header of a PNG of that size: all that estimates look at. */
export function pngHeader(width: number, height: number, mark = 0): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes[39] = mark;
  return bytes;
}
