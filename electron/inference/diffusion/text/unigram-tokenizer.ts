/**
 * SentencePiece's unigram tokeniser (Kudo 2018, arXiv 1804.10959), as T5 is fed by: of all ways to cut a text into known
 * pieces, the likeliest. Gives the numbers of Hugging Face's tokenizers; tests hold it to thousands of strings of that.
 */
import {
  type AddedToken,
  type Cutting,
  type UnigramDefinition,
  unigramDefinition,
} from "./unigram-definition";

/** How much less likely a sign that no piece knows is than the least likely piece, as a logarithm. */
const UNKNOWN_PENALTY = 10;
const END = "</s>";
const PAD = "<pad>";

export class UnigramTokenizer {
  readonly #definition: UnigramDefinition;
  readonly #pieces: ReadonlyMap<string, { readonly id: number; readonly score: number }>;
  readonly #longest: number;
  readonly #unknownScore: number;
  readonly #special: RegExp | null;
  readonly #end: number;
  readonly #pad: number;

  /** @param raw what `tokenizer.json` holds. @throws StudioError "model-invalid" when it cannot be read. */
  constructor(raw: unknown) {
    const definition = unigramDefinition(raw);
    this.#definition = definition;
    this.#pieces = new Map(definition.pieces.map(([piece, score], id) => [piece, { id, score }]));
    this.#longest = definition.pieces.reduce((most, [piece]) => Math.max(most, piece.length), 0);
    const least = definition.pieces.reduce(
      (sum, [, score]) => Math.min(sum, score),
      Number.POSITIVE_INFINITY,
    );
    this.#unknownScore = least - UNKNOWN_PENALTY;
    this.#special = anyOf(definition.added);
    this.#end = this.#numberOf(END) ?? 1;
    this.#pad = this.#numberOf(PAD) ?? 0;
  }

  /** Numbers of a text, without end and padding. */
  encode(text: string): number[] {
    const whole = wellFormed(text);
    if (this.#special === null) return this.#plain(whole, true);
    // A split by a group keeps what it matched, at the odd places.
    return whole.split(this.#special).flatMap((part, i) => {
      if (part === "") return [];
      return i % 2 === 1 ? [this.#addedId(part)] : this.#plain(part, i === 0);
    });
  }

  /** Exactly `length` numbers: the text as far as it fits, end, padding. */
  framed(ids: readonly number[], length: number): number[] {
    const kept = [...ids.slice(0, length - 1), this.#end];
    return [...kept, ...Array.from({ length: length - kept.length }, () => this.#pad)];
  }

  #numberOf(token: string): number | undefined {
    return this.#definition.added.find(({ content }) => content === token)?.id ?? this.#pieces.get(token)?.id;
  }

  #addedId(match: string): number {
    return this.#numberOf(match.trim()) ?? this.#numberOf(match) ?? this.#definition.unknown;
  }

  #plain(text: string, first: boolean): number[] {
    const { normalise, cutting } = this.#definition;
    return cut(normalise(text), cutting, first).flatMap((part) => this.#likeliest(part));
  }

  /** Viterbi's algorithm over the pieces that begin at each sign. */
  #likeliest(text: string): number[] {
    const signs = Array.from(text);
    const best: ({ readonly score: number; readonly from: number; readonly id: number } | null)[] = [
      { score: 0, from: -1, id: -1 },
      ...signs.map(() => null),
    ];
    const offer = (from: number, to: number, id: number, score: number) => {
      const known = best[to];
      if (known == null || score > known.score) best[to] = { score, from, id };
    };
    for (let from = 0; from < signs.length; from += 1) {
      const sofar = best[from]?.score ?? 0;
      let piece = "";
      let single = false;
      for (let to = from + 1; to <= signs.length; to += 1) {
        piece += signs[to - 1] ?? "";
        if (piece.length > this.#longest) break;
        const found = this.#pieces.get(piece);
        if (found === undefined) continue;
        offer(from, to, found.id, found.score + sofar);
        if (to === from + 1) single = true;
      }
      if (!single) offer(from, from + 1, this.#definition.unknown, this.#unknownScore + sofar);
    }
    const ids: number[] = [];
    for (let at = signs.length; at > 0; at = best[at]?.from ?? 0) {
      const id = best[at]?.id ?? this.#definition.unknown;
      // Signs that no piece knows count as one where they follow each other.
      if (id !== this.#definition.unknown || ids.at(-1) !== id) ids.push(id);
    }
    return ids.reverse();
  }
}

/** Words, with their blanks marked. */
function cut(text: string, { whitespace, mark, prepend, split }: Cutting, first: boolean): string[] {
  const words = whitespace ? text.split(/\p{White_Space}+/u).filter((word) => word !== "") : [text];
  return words.flatMap((word, i) => {
    if (word === "") return [];
    const marked = word.replaceAll(" ", mark);
    // "first" is the very beginning of the text only.
    const wanted = prepend === "always" || (prepend === "first" && first && i === 0 && text.startsWith(word));
    const whole = wanted && !marked.startsWith(mark) ? mark + marked : marked;
    return split ? beginning(whole, mark) : [whole];
  });
}

/** Parts that each begin with the mark, but for what stands before the first one. */
function beginning(text: string, mark: string): string[] {
  const [before = "", ...rest] = text.split(mark);
  return [...(before === "" ? [] : [before]), ...rest.map((part) => mark + part)];
}

function anyOf(added: readonly AddedToken[]): RegExp | null {
  if (added.length === 0) return null;
  const parts = [...added]
    .sort((a, b) => b.content.length - a.content.length)
    .map(({ content, lstrip, rstrip }) => {
      const plain = content.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      return `${lstrip ? "\\p{White_Space}*" : ""}${plain}${rstrip ? "\\p{White_Space}*" : ""}`;
    });
  return new RegExp(`(${parts.join("|")})`, "u");
}

/** Halves of signs that stand alone become the sign for what cannot be read. */
function wellFormed(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
