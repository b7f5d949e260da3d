/**
 * SentencePiece's compiled rules of normalisation, as tokenisers carry them in base64: a double-array trie (Aoe 1989)
 * of what is replaced, and the replacements. Reads them as Hugging Face's tokenizers does, whose results T5 is fed with.
 */
import { StudioError } from "../../../../shared/errors";

/** Clusters of more bytes than this are replaced sign by sign only. */
const LONGEST = 5;

export class CharsMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;
  readonly #clusters = new Intl.Segmenter("en", { granularity: "grapheme" });
  readonly #known = new Map<string, string | null>();

  /** @throws StudioError "model-invalid" for bytes that hold no such rules. */
  constructor(base64: string) {
    const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
    const view = new DataView(bytes.buffer);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0 || 4 + size > bytes.length) {
      throw new StudioError("model-invalid", "The tokeniser's rules of normalisation cannot be read.", {
        remedy: "Export the model again, with its tokenizer folders.",
      });
    }
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#texts = bytes.subarray(4 + size);
  }

  /** The text with every cluster or sign replaced that the rules name. */
  apply(text: string): string {
    return Array.from(this.#clusters.segment(text), ({ segment }) => this.#cluster(segment)).join("");
  }

  #cluster(cluster: string): string {
    if (Buffer.byteLength(cluster) <= LONGEST) {
      const whole = this.#replacement(cluster);
      if (whole !== null) return whole;
    }
    return Array.from(cluster, (sign) => this.#replacement(sign) ?? sign).join("");
  }

  #replacement(text: string): string | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const at = this.#find(new TextEncoder().encode(text));
    const found = at === null ? null : this.#textAt(at);
    this.#known.set(text, found);
    return found;
  }

  /** Where the replacement of the shortest beginning that the rules name lies; null where they name none. */
  #find(key: Uint8Array): number | null {
    const unitAt = (at: number) => this.#units[at] ?? 0;
    let at = offsetOf(unitAt(0));
    for (const byte of key) {
      if (byte === 0) return null;
      at ^= byte;
      const unit = unitAt(at);
      if ((unit & 0x800000ff) !== byte) return null;
      at ^= offsetOf(unit);
      if (((unit >>> 8) & 1) === 1) return unitAt(at) & 0x7fffffff;
    }
    return null;
  }

  /** Replacements end with a zero. */
  #textAt(from: number): string {
    const end = this.#texts.indexOf(0, from);
    return new TextDecoder().decode(this.#texts.subarray(from, end < 0 ? this.#texts.length : end));
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}
