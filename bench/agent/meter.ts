/** What one run cost, counted at the servers. */
export interface Tally {
  readonly imageRequests: number;
  readonly chatRequests: number;
  /** Bytes of bodies as they came over the wire, and of the address's query where the prompt travels there. */
  readonly bytes: number;
  readonly inputTokens: number;
  /** Thoughts included. */
  readonly outputTokens: number;
  /** Chat requests, and tokens written for them, by what was asked. */
  readonly asked: Readonly<Record<string, { readonly requests: number; readonly tokens: number }>>;
}

export class Meter {
  #imageRequests = 0;
  #chatRequests = 0;
  #bytes = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  readonly #asked = new Map<string, { requests: number; tokens: number }>();

  image(bytes: number): void {
    this.#imageRequests++;
    this.#bytes += bytes;
  }

  chat(role: string, bytes: number, inputTokens: number, outputTokens: number): void {
    this.#chatRequests++;
    this.#bytes += bytes;
    this.#inputTokens += inputTokens;
    this.#outputTokens += outputTokens;
    const { requests, tokens } = this.#asked.get(role) ?? { requests: 0, tokens: 0 };
    this.#asked.set(role, { requests: requests + 1, tokens: tokens + outputTokens });
  }

  read(): Tally {
    return {
      imageRequests: this.#imageRequests,
      chatRequests: this.#chatRequests,
      bytes: this.#bytes,
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      asked: Object.fromEntries([...this.#asked].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}
