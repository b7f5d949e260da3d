/** A vision-language model of a folder on this computer as a language model of the loop. */
import type { SeeingModelConfig } from "../../shared/backends";
import { asStudioError, isCancelled, StudioError } from "../../shared/errors";
import { nameOfFolder } from "../../shared/folders";
import type { ChatAnswer, ChatMessage, ChatModel, ChatRequest } from "../agent/language/chat";
import type { Engine } from "../inference/client";
import type { AnswerRequest } from "../inference/vision-language/protocol";
import { isMemoryFault } from "./model-memory";

/** Where nobody says how much: enough for a lesson. */
const USUAL_TOKENS = 256;

export interface SeeingTools {
  readonly engine: Pick<Engine, "answer">;
}

/** Nothing is loaded before the first question. Its answers are the likeliest ones: it knows no temperature. */
export function seeingChat(config: SeeingModelConfig, { engine }: SeeingTools): ChatModel {
  const name = nameOfFolder(config.folder);
  return {
    name,
    async complete(request) {
      try {
        const answered = await engine.answer(requestOf(config, request), {
          signal: request.signal,
          onProgress: () => undefined,
        });
        return answerOf(answered, request);
      } catch (thrown) {
        if (isCancelled(thrown)) throw thrown;
        const error = asStudioError(thrown);
        throw isMemoryFault(error) ? outOfMemory(name, error) : error;
      }
    },
  };
}

function requestOf({ folder, side }: SeeingModelConfig, request: ChatRequest): AnswerRequest {
  return {
    folder,
    turns: request.messages.map(turnOf),
    maxTokens: request.maxTokens ?? USUAL_TOKENS,
    alternatives: request.alternatives ?? 0,
    ...(side === undefined ? {} : { side }),
  };
}

function turnOf({ role, content }: ChatMessage): AnswerRequest["turns"][number] {
  return {
    role,
    content: content.map((part) =>
      part.type === "text" ? { type: "text", text: part.text } : { type: "image", bytes: part.bytes },
    ),
  };
}

function answerOf(
  { text, truncated, first }: Awaited<ReturnType<Engine["answer"]>>,
  { alternatives = 0 }: ChatRequest,
): ChatAnswer {
  return {
    text,
    reasoning: "",
    truncated,
    ...(alternatives === 0 ? {} : { first }),
    // Nobody counts what is asked of a model on this computer, and nothing goes out.
    usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
  };
}

function outOfMemory(name: string, cause: StudioError): StudioError {
  return new StudioError(cause.code, `Asking ${name} failed, most likely for want of memory.`, {
    remedy:
      "Choose a smaller model or a more compact version of it (q4 or int8), show it smaller pictures, or close other programs; then go on.",
    retryable: cause.retryable,
    detail: [cause.message, cause.detail ?? ""].filter(Boolean).join("\n"),
    cause,
  });
}
