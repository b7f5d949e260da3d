/**
 * Turns sentences into vectors whose angle tells how near they are in meaning. The network and its licence are
 * described in models/minilm/MODEL_CARD.md.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError, throwIfCancelled } from "../../../shared/errors";
import { EMBEDDING_SIZE } from "../../../shared/inference/embedding";
import type { CreateSession } from "../sessions";
import { type WordPieces, wordPieces } from "./wordpiece";

/** Tokens of a sentence at most; the rest is not read. The model was trained on no longer ones. */
const LONGEST = 256;

export class Embedder {
  readonly #session: InferenceSession;
  readonly #pieces: WordPieces;

  private constructor(session: InferenceSession, pieces: WordPieces) {
    this.#session = session;
    this.#pieces = pieces;
  }

  /** Opens `<dir>/model.onnx` and `<dir>/vocab.txt`. Throws StudioError "model-missing" or "model-invalid". */
  static async load(dir: string, createSession: CreateSession): Promise<Embedder> {
    const pieces = await readPieces(join(dir, "vocab.txt"));
    return new Embedder(await createSession(join(dir, "model.onnx")), pieces);
  }

  /**
   * One vector of length 1 a text, in order. Texts are read one at a time, so that a vector never depends on what
   * else was asked. Throws StudioError "model-invalid" when the graph answers nonsense, "cancelled" on `signal`.
   */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      throwIfCancelled(signal);
      vectors.push(await this.#one(text));
    }
    return vectors;
  }

  async #one(text: string): Promise<Float32Array> {
    const ids = BigInt64Array.from(this.#pieces.encode(text, LONGEST), BigInt);
    const { vector } = await this.#session.run({ ids: new Tensor("int64", ids, [ids.length]) });
    const data = vector?.data;
    if (data instanceof Float32Array && data.length === EMBEDDING_SIZE && Number.isFinite(data[0])) {
      return Float32Array.from(data);
    }
    throw new StudioError("model-invalid", "The sentence model answered with something that is no vector.", {
      remedy: "Reinstall the studio, or put models/minilm back as it was released.",
    });
  }
}

async function readPieces(file: string): Promise<WordPieces> {
  try {
    return wordPieces(await readFile(file, "utf8"));
  } catch (cause) {
    throw new StudioError("model-invalid", `The vocabulary ${file} cannot be read.`, {
      remedy: "Reinstall the studio, or put models/minilm back as it was released.",
      cause,
    });
  }
}
