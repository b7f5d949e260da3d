/** What one request to a language model may hold: tokens of text, pictures, and room for the answer. */

/** Text a refiner is shown at most, in estimated tokens. */
export const REFINER_TOKENS = 6_000;
/** Pictures it is shown at most; a thumbnail counts as a quarter of one. */
export const REFINER_IMAGES = 3;
/** Longer side of a thumbnail in pixels. */
export const THUMBNAIL_SIDE = 256;
export const THUMBNAIL_SHARE = 0.25;

const LEAST_ANSWER = 256;
const MOST_ANSWER = 2_048;
/** A context below this holds no question of ours with a picture. */
export const LEAST_CONTEXT = 2_048;

export interface BudgetOptions {
  /** What the model can take in and give out together; unlimited where absent. At least LEAST_CONTEXT counts. */
  readonly contextTokens?: number | undefined;
  /** Text shown to the refiner at most. */
  readonly tokens?: number | undefined;
  /** Pictures shown to the refiner at most. */
  readonly images?: number | undefined;
}

export interface ContextBudget {
  readonly tokens: number;
  readonly images: number;
  /** Estimated tokens a request may have, system message and pictures included; Infinity: no limit. */
  readonly question: number;
  /** Tokens kept for the answer; null: the server's own limit. */
  readonly answer: number | null;
}

/** A quarter of a limited context is kept for the answer, within 256 to 2,048 tokens. */
export function budgetFrom({ contextTokens, tokens, images }: BudgetOptions): ContextBudget {
  const shown = { tokens: tokens ?? REFINER_TOKENS, images: images ?? REFINER_IMAGES };
  if (contextTokens === undefined) return { ...shown, question: Number.POSITIVE_INFINITY, answer: null };
  const context = Math.max(LEAST_CONTEXT, Math.floor(contextTokens));
  const answer = Math.min(MOST_ANSWER, Math.max(LEAST_ANSWER, Math.floor(context / 4)));
  return { ...shown, question: context - answer, answer };
}

export interface Cost {
  /** Tokens of text. */
  readonly text?: number;
  /** Pictures, thumbnails as a share of one. */
  readonly images?: number;
  /** Tokens of those pictures. */
  readonly pictures?: number;
}

/** Counts what is spent of a budget. */
export class Allowance {
  #text: number;
  #images: number;
  #whole: number;

  /** `whole` bounds text and pictures together. */
  constructor(text: number, images: number, whole: number) {
    this.#text = text;
    this.#images = images;
    this.#whole = whole;
  }

  /** Tokens of text that can still be taken. */
  get text(): number {
    return Math.max(0, Math.min(this.#text, this.#whole));
  }

  /** Tokens of pictures that can still be taken. */
  get pictures(): number {
    return Math.max(0, this.#whole);
  }

  /** Takes the whole cost or nothing of it; true when it was taken. */
  take({ text = 0, images = 0, pictures = 0 }: Cost): boolean {
    if (text > this.#text || images > this.#images || text + pictures > this.#whole) return false;
    this.#text -= text;
    this.#images -= images;
    this.#whole -= text + pictures;
    return true;
  }
}
