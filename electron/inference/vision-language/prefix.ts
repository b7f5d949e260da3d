/**
 * What a decoder has read is kept while the same picture is asked about: of the next question only what differs is read.
 */
import type { DynamicCache, Tensor } from "@huggingface/transformers";

/** Keys and values by name, as the decoder takes them. */
type Entries = Record<string, Tensor>;

export class Prefix {
  #ids: readonly bigint[] = [];
  #entries: Entries = {};

  /** A cache of its own over what is kept; null where `ids` begin differently. */
  match(ids: readonly bigint[], make: new (entries: Entries) => DynamicCache): DynamicCache | null {
    const kept = this.#ids;
    if (kept.length === 0 || kept.length >= ids.length) return null;
    return kept.every((id, i) => ids[i] === id) ? new make({ ...this.#entries }) : null;
  }

  keep(ids: readonly bigint[], entries: Entries): void {
    this.#ids = [...ids];
    this.#entries = entries;
  }

  forget(): void {
    this.#ids = [];
    this.#entries = {};
  }
}

/** "present.0.key" of a decoder's outputs, by the names it takes them back under. */
export function kept(
  outputs: Record<string, unknown>,
  isTensor: (value: unknown) => value is Tensor,
): Entries {
  const entries: Entries = {};
  for (const [name, value] of Object.entries(outputs)) {
    if (!name.startsWith("present") || !isTensor(value)) continue;
    entries[name.replace("present", "past_key_values")] = value;
  }
  return entries;
}
