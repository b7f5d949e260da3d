/** Gemini's events, each a piece of the answer in the form of a whole one, put together. */
import { brokenOff, parseEvent } from "./event-answers";
import { contentSchema, type GeminiContent, type GeminiPart } from "./gemini";
import type { ServerEvent } from "./server-events";

type Candidate = NonNullable<GeminiContent["candidates"]>[number];
type Logprobs = NonNullable<Candidate["logprobsResult"]>;

/** Gathers one attempt's events. */
export class ContentStream {
  readonly #key: string | undefined;
  readonly #service: string;
  readonly #parts: GeminiPart[] = [];
  readonly #logprobs: Logprobs = { topCandidates: [], chosenCandidates: [] };
  #finish: string | undefined;
  #feedback: GeminiContent["promptFeedback"];
  #usage: GeminiContent["usageMetadata"];

  constructor(key: string | undefined, service: string) {
    this.#key = key;
    this.#service = service;
  }

  readonly take = (event: ServerEvent): void => {
    const at = { service: this.#service, key: this.#key };
    const { candidates, promptFeedback, usageMetadata } = parseEvent(event, contentSchema, at);
    this.#feedback = promptFeedback ?? this.#feedback;
    // Each piece counts the whole answer so far.
    this.#usage = usageMetadata ?? this.#usage;
    const first = candidates?.[0];
    this.#parts.push(...(first?.content?.parts ?? []));
    this.#logprobs.topCandidates.push(...(first?.logprobsResult?.topCandidates ?? []));
    this.#logprobs.chosenCandidates.push(...(first?.logprobsResult?.chosenCandidates ?? []));
    this.#finish = first?.finishReason ?? this.#finish;
  };

  /** @throws StudioError "bad-answer" when the events ended before the answer did */
  content(): GeminiContent {
    // Of an answer without any part there is more to say than that it broke off: see `partsOf`.
    if (this.#finish === undefined && this.#parts.length > 0) throw brokenOff(this.#service);
    const candidate = {
      content: { parts: this.#parts },
      logprobsResult: this.#logprobs,
      ...(this.#finish === undefined ? {} : { finishReason: this.#finish }),
    };
    return {
      candidates: [candidate],
      ...(this.#feedback === undefined ? {} : { promptFeedback: this.#feedback }),
      ...(this.#usage === undefined ? {} : { usageMetadata: this.#usage }),
    };
  }
}
