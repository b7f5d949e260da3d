/** Compares texts by meaning as long as the sentence model works, by words when it does not. */
import { asStudioError, isCancelled, type StudioError } from "../../shared/errors";
import { EMBED_AT_ONCE } from "../../shared/inference/embedding";
import { MAX_PROMPT } from "../../shared/run/settings";
import { byMeaning, byWords, type Likeness } from "./likeness";
import type { Vectors } from "./vectors";

/** One unit vector a text, in order. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>;

export class Meaning {
  readonly #vectors: Vectors;
  readonly #embed: Embed;
  readonly #onFault: (error: StudioError) => void;
  #trouble: StudioError | null = null;

  constructor(vectors: Vectors, embed: Embed, onFault: (error: StudioError) => void) {
    this.#vectors = vectors;
    this.#embed = embed;
    this.#onFault = onFault;
  }

  /** Why texts are compared by words; null while they are compared by meaning. */
  get trouble(): StudioError | null {
    return this.#trouble;
  }

  readonly vectorOf = (text: string): Float32Array | undefined => this.#vectors.of(text);

  /** The way to compare these texts. @throws CancelledError only */
  async likeness(texts: readonly string[], signal: AbortSignal): Promise<Likeness> {
    await this.learn(texts, signal);
    return this.#trouble === null ? byMeaning(this.vectorOf) : byWords;
  }

  /** Sees to it that these texts have vectors. A failure becomes `trouble` and is told once. */
  async learn(texts: readonly string[], signal: AbortSignal): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => this.#vectors.of(text) === undefined);
    if (missing.length === 0) return;
    try {
      for (let at = 0; at < missing.length; at += EMBED_AT_ONCE) {
        const batch = missing.slice(at, at + EMBED_AT_ONCE);
        const cut = batch.map((text) => text.slice(0, MAX_PROMPT));
        await this.#vectors.add(batch, await this.#embed(cut, signal));
      }
      this.#trouble = null;
    } catch (error) {
      if (isCancelled(error)) throw error;
      const trouble = asStudioError(error);
      if (this.#trouble?.message !== trouble.message) this.#onFault(trouble);
      this.#trouble = trouble;
    }
  }

  close(): Promise<void> {
    return this.#vectors.close();
  }
}
