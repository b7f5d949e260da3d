/** A language model with what is known of it: how much it can read at once, and how pictures are made small for it. */
import { type BudgetOptions, budgetFrom, type ContextBudget } from "../../../shared/run/context-budget";
import { pictureTokens, textTokens } from "../../../shared/run/tokens";
import type { ChatMessage, ChatModel, ChatPart } from "./chat";
import { pictureSize } from "./picture-size";

/** A smaller version of a picture, PNG or JPEG, its longer side at most `side` pixels. */
export type Thumbnail = (picture: Uint8Array, side: number, signal: AbortSignal) => Promise<Uint8Array>;

export interface LanguageOptions extends BudgetOptions {
  /** Without it no picture is made small: older attempts go without, and pictures too large for the context as well. */
  readonly thumbnail?: Thumbnail | undefined;
  /**
   * True: the verifier asks every question by itself, so that each verdict carries the token's probability where the
   * server tells it (Soft-TIFA). Costs a call a question; else all go in one.
   */
  readonly perQuestion?: boolean | undefined;
  /**
   * True for small models that follow no forms: questions are short and asked one by one, answers are a word or plain
   * text, and whatever is neither yes nor no is unclear at once.
   */
  readonly brief?: boolean | undefined;
  /** True: the refiner draws the latest round's lesson as well (`Refiner.distils`), in place of the compressor's call. */
  readonly distils?: boolean | undefined;
}

export interface Mind {
  readonly model: ChatModel;
  readonly budget: ContextBudget;
  readonly thumbnail: Thumbnail | null;
  readonly brief: boolean;
}

export function mindOf(model: ChatModel, options: LanguageOptions = {}): Mind {
  return {
    model,
    budget: budgetFrom(options),
    thumbnail: options.thumbnail ?? null,
    brief: options.brief === true,
  };
}

/** What servers put around a message. */
const MESSAGE_TOKENS = 8;
/** Kept free of every question, for asking again when the answer cannot be read. */
const REMINDER_TOKENS = 64;
/** For a picture whose size cannot be read: 1024 × 1024. */
const PICTURE_TOKENS = pictureTokens(1024 * 1024);

/** Estimated tokens of a picture's file. */
export function tokensOfPicture(bytes: Uint8Array): number {
  const size = pictureSize(bytes);
  return size === null ? PICTURE_TOKENS : pictureTokens(size.width * size.height);
}

/** Estimated tokens of a request. */
export function requestTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + MESSAGE_TOKENS + partsTokens(content), 0);
}

function partsTokens(parts: readonly ChatPart[]): number {
  return parts.reduce(
    (sum, part) => sum + (part.type === "text" ? textTokens(part.text) + 1 : tokensOfPicture(part.bytes)),
    0,
  );
}

/** Estimated tokens a question may have besides its system message; Infinity: no limit. */
export function roomBeside(system: string, { budget }: Mind): number {
  const taken = textTokens(system) + 1 + 2 * MESSAGE_TOKENS + REMINDER_TOKENS;
  return Math.max(0, budget.question - taken);
}

/**
 * The picture made so small that it takes at most `tokens`. As it is where that is not needed; null where it cannot
 * be done.
 */
export async function pictureWithin(
  picture: Uint8Array,
  tokens: number,
  { thumbnail }: Mind,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const taken = tokensOfPicture(picture);
  if (taken <= tokens) return picture;
  const size = pictureSize(picture);
  if (thumbnail === null || size === null) return null;
  const longer = Math.max(size.width, size.height);
  const side = Math.floor(longer * Math.sqrt(tokens / taken));
  if (side < LEAST_SIDE) return null;
  const small = await thumbnail(picture, side, signal);
  return tokensOfPicture(small) <= tokens ? small : null;
}

/** Smaller, a picture tells nothing. */
const LEAST_SIDE = 64;
