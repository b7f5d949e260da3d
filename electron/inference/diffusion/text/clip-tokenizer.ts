/**
 * CLIP's tokeniser: byte-level byte-pair encoding with marked word ends (Radford et al. 2021, arXiv 2103.00020). It
 * gives the numbers of transformers' CLIPTokenizer; tests hold it to 10,000 strings of that.
 */
import { z } from "zod";
import { StudioError } from "../../../../shared/errors";

/** What marks the last piece of a word. */
const WORD_END = "</w>";
const BEGIN = "<|startoftext|>";
const END = "<|endoftext|>";

export interface ClipTokenizerFiles {
  /** `vocab.json`: numbers by piece. */
  readonly vocabulary: unknown;
  /** `merges.txt`: pairs in the order they are joined. */
  readonly merges: string;
  /** What fills the sequence up; CLIP's own end of text where the folder names nothing else. */
  readonly padToken?: string;
}

export class ClipTokenizer {
  readonly begin: number;
  readonly end: number;
  readonly pad: number;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;
  /** Pieces of words met before; prompts repeat theirs. */
  readonly #known = new Map<string, readonly number[]>();

  /** @throws StudioError "model-invalid" when the files are no tokeniser of this kind. */
  constructor({ vocabulary, merges, padToken = END }: ClipTokenizerFiles) {
    const parsed = z.record(z.string(), z.number().int().min(0)).safeParse(vocabulary);
    if (!parsed.success) throw invalid("its vocabulary is no list of pieces", parsed.error.message);
    this.#numbers = new Map(Object.entries(parsed.data));
    this.#ranks = new Map(pairsOf(merges).map((pair, rank) => [pair, rank]));
    this.begin = this.#special(BEGIN);
    this.end = this.#special(END);
    this.pad = this.#special(padToken);
  }

  /** Numbers of a text, without beginning, end and padding. */
  encode(text: string): number[] {
    return text
      .split(/(<\|startoftext\|>|<\|endoftext\|>)/)
      .flatMap((part) => (part === BEGIN ? [this.begin] : part === END ? [this.end] : this.#words(part)));
  }

  /** Exactly `length` numbers: beginning, the text as far as it fits, end, padding. */
  sequence(text: string, length = 77): number[] {
    return this.framed(this.encode(text), length);
  }

  /** The same for numbers already there. */
  framed(ids: readonly number[], length = 77): number[] {
    const kept = [this.begin, ...ids.slice(0, length - 2), this.end];
    return [...kept, ...Array.from({ length: length - kept.length }, () => this.pad)];
  }

  #words(text: string): readonly number[] {
    return wordsOf(text).flatMap((word) => this.#pieces(word));
  }

  #pieces(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const ids = joined(symbolsOf(word), this.#ranks).map((piece) => this.#numbers.get(piece) ?? this.end);
    this.#known.set(word, ids);
    return ids;
  }

  #special(token: string): number {
    const number = this.#numbers.get(token);
    if (number === undefined) throw invalid(`its vocabulary has no ${token}`);
    return number;
  }
}

/** Contractions, words, single digits, runs of other signs; the name of a special token ends such a run. */
const words =
  /<\|(?:start|end)oftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;

/** The words of a text. A special token's name in capitals is no token, but three words. */
function wordsOf(text: string): string[] {
  const found = normalised(text).match(words) ?? [];
  return found.flatMap((word) => /^(<\|)(\w+)(\|>)$/.exec(word)?.slice(1) ?? word);
}

/** Composed, white space made one blank, small letters: one at a time, so that no letter depends on its place. */
function normalised(text: string): string {
  const plain = text.normalize("NFC").replace(/\p{White_Space}+/gu, " ");
  return Array.from(plain, (char) => char.toLowerCase()).join("");
}

function pairsOf(merges: string): readonly string[] {
  return merges
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line !== "" && !line.startsWith("#version"));
}

/** The signs that stand for the 256 bytes: printable ones for themselves, the others from 256 on. */
const signs: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
    return String.fromCodePoint(printable ? byte : next++);
  });
})();

function symbolsOf(word: string): string[] {
  const symbols = Array.from(new TextEncoder().encode(word), (byte) => signs[byte] ?? "");
  return symbols.map((sign, i) => (i === symbols.length - 1 ? sign + WORD_END : sign));
}

/** Joins the pair that was learnt first, wherever it stands, until no pair is known. */
function joined(symbols: string[], ranks: ReadonlyMap<string, number>): readonly string[] {
  let pieces = symbols;
  for (;;) {
    const best = lowest(pieces, ranks);
    if (best === null) return pieces;
    pieces = merged(pieces, best[0], best[1]);
  }
}

function lowest(
  pieces: readonly string[],
  ranks: ReadonlyMap<string, number>,
): readonly [string, string] | null {
  let best: readonly [string, string] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < pieces.length; i += 1) {
    const [left = "", right = ""] = pieces.slice(i, i + 2);
    const rank = ranks.get(`${left} ${right}`);
    if (rank === undefined || rank >= least) continue;
    least = rank;
    best = [left, right];
  }
  return best;
}

function merged(pieces: readonly string[], left: string, right: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    if (pieces[i] === left && pieces[i + 1] === right) {
      out.push(left + right);
      i += 1;
    } else out.push(pieces[i] ?? "");
  }
  return out;
}

function invalid(why: string, detail?: string): StudioError {
  return new StudioError("model-invalid", `The model's tokeniser cannot be used: ${why}.`, {
    remedy: "Export the model again, with its tokenizer folder.",
    ...(detail === undefined ? {} : { detail }),
  });
}
