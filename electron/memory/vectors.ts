/**
 * Vectors of texts, kept so that nothing is embedded twice: `[name of the model, 32 bytes]` and then records of
 * `[first 16 bytes of the text's SHA-256][384 floats, little endian]`. A cache: torn, foreign or deleted, it is made
 * anew.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { EMBEDDING_SIZE } from "../../shared/inference/embedding";
import { isMissing, replaceFile, storageError } from "../storage/durable";

const KEY_BYTES = 16;
const RECORD_BYTES = KEY_BYTES + EMBEDDING_SIZE * 4;
const HEAD_BYTES = 32;

export class Vectors {
  readonly #handle: FileHandle;
  readonly #known: Map<string, Float32Array>;

  private constructor(handle: FileHandle, known: Map<string, Float32Array>) {
    this.#handle = handle;
    this.#known = known;
  }

  /**
   * Opens the file, or begins one; vectors of another model are dropped.
   * @param model names the model; vectors of different ones cannot be compared
   * @throws StudioError "storage"
   */
  static async open(file: string, model: string): Promise<Vectors> {
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      head.write(model.slice(0, HEAD_BYTES), "utf8");
      const bytes = await readOr(file, Buffer.alloc(0));
      const known = new Map<string, Float32Array>();
      if (!bytes.subarray(0, HEAD_BYTES).equals(head)) {
        await replaceFile(file, head);
      } else {
        const whole = Math.floor((bytes.length - HEAD_BYTES) / RECORD_BYTES);
        const end = HEAD_BYTES + whole * RECORD_BYTES;
        if (end < bytes.length) await truncate(file, end);
        for (let at = HEAD_BYTES; at < end; at += RECORD_BYTES) read(bytes, at, known);
      }
      return new Vectors(await open(file, "a"), known);
    } catch (error) {
      throw storageError(`open ${file}`, error);
    }
  }

  of(text: string): Float32Array | undefined {
    return this.#known.get(keyOf(text).toString("hex"));
  }

  /** Keeps vectors of texts; those already known are passed over. @throws StudioError "storage" */
  async add(texts: readonly string[], vectors: readonly Float32Array[]): Promise<void> {
    const records: Buffer[] = [];
    for (const [index, text] of texts.entries()) {
      const vector = vectors[index];
      const key = keyOf(text);
      const name = key.toString("hex");
      if (vector === undefined || this.#known.has(name)) continue;
      this.#known.set(name, vector);
      const record = Buffer.alloc(RECORD_BYTES);
      key.copy(record);
      for (const [place, value] of vector.entries()) record.writeFloatLE(value, KEY_BYTES + place * 4);
      records.push(record);
    }
    if (records.length === 0) return;
    try {
      await this.#handle.appendFile(Buffer.concat(records));
    } catch (error) {
      throw storageError("keep vectors of memory", error);
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function read(bytes: Buffer, at: number, known: Map<string, Float32Array>): void {
  const vector = new Float32Array(EMBEDDING_SIZE);
  let length = 0;
  for (let place = 0; place < EMBEDDING_SIZE; place += 1) {
    const value = bytes.readFloatLE(at + KEY_BYTES + place * 4);
    vector[place] = value;
    length += value * value;
  }
  // What a power cut left unwritten reads as zeros.
  if (Math.abs(length - 1) < 0.01) known.set(bytes.toString("hex", at, at + KEY_BYTES), vector);
}

function keyOf(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, KEY_BYTES);
}

async function readOr(file: string, other: Buffer): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return other;
    throw error;
  }
}
