/**
 * What the refiner is shown, under a budget of tokens and pictures (the hierarchical memory of GEMS, section 3.2):
 * the request, the criteria and the designer's word whole; the best and the latest attempt in full; older ones less
 * the older they are, down to their lesson, and then not at all. What is not shown costs nothing.
 */
import { isCancelled } from "../../../shared/errors";
import { Allowance, THUMBNAIL_SHARE, THUMBNAIL_SIDE } from "../../../shared/run/context-budget";
import type { Shown } from "../../../shared/run/events";
import { pictureTokens, shortened, textTokens } from "../../../shared/run/tokens";
import type { Attempt, Refiner } from "../roles";
import { tooLong } from "./ask";
import { type ChatPart, say, show } from "./chat";
import { criteriaText, lockedText } from "./criteria-text";
import { firstThatFit, paragraphs } from "./fit";
import { latestOf } from "./latest";
import { type Mind, pictureWithin, roomBeside, tokensOfPicture } from "./mind";
import { pictureSize } from "./picture-size";
import { quoted, recalledFrame, recalledLines, skillFrame } from "./quote";
import { type Depth, type Picture, shownIn, type Tale, type TellOptions, tell } from "./tales";

export type RefinerInput = Parameters<Refiner["refine"]>[0];

export interface RefinerContext {
  readonly content: readonly ChatPart[];
  readonly shown: readonly Shown[];
}

/** Attempts told in full or richly at most; of the others the lesson is enough. */
const IN_DEPTH = 5;
/** Of the whole room, what one full picture may take. */
const PICTURE_SHARE = 0.3;
export const CLOSING = "Now word the next prompt.";

/**
 * @param closing what is wanted in the end
 * @throws StudioError "bad-input" when the request does not fit the model's context; what loading a picture throws.
 */
export async function refinerContext(
  input: RefinerInput,
  mind: Mind,
  system: string,
  signal: AbortSignal,
  closing = CLOSING,
): Promise<RefinerContext> {
  const room = roomBeside(system, mind);
  const allowance = new Allowance(Math.min(mind.budget.tokens, room), mind.budget.images, room);
  const teller = new Teller(input, mind, allowance, room, signal);
  const opening = teller.opening(closing);
  await teller.inFull();
  const advice = teller.advice();
  await teller.older();
  const content = [say(paragraphs(...opening, ...advice)), ...teller.parts(), say(closing)];
  return { content, shown: teller.shown() };
}

/** Spends the allowance on what matters most first, and tells it in the order it happened. */
class Teller {
  readonly #input: RefinerInput;
  readonly #mind: Mind;
  readonly #allowance: Allowance;
  readonly #room: number;
  readonly #signal: AbortSignal;
  readonly #tales = new Map<Attempt, Tale>();
  /** Shortened words of the designer, where even those were too many. */
  readonly #notes = new Map<Attempt, string>();
  readonly #options = new Map<Attempt, TellOptions>();
  readonly #known = new Map<string, Attempt>();

  constructor(input: RefinerInput, mind: Mind, allowance: Allowance, room: number, signal: AbortSignal) {
    this.#input = input;
    this.#mind = mind;
    this.#allowance = allowance;
    this.#room = room;
    this.#signal = signal;
  }

  /** Request, locked and other criteria; room for the designer's word on every attempt is taken with them. */
  opening(closing: string): string[] {
    const { original, criteria, trajectory } = this.#input;
    const request = quoted("request", original);
    const locked = lockedText(criteria);
    if (!this.#take(closing, request, locked)) throw tooLong(this.#mind, "The prompt");
    const noted = trajectory.filter((attempt) => tell(attempt, "notes").text !== "");
    for (const [index, attempt] of noted.entries()) {
      // Never dropped; where there is too much of it, each word is cut to its share.
      const share = Math.floor(this.#allowance.text / 2 / (noted.length - index)) - 1;
      const text = shortened(tell(attempt, "notes").text, share);
      if (this.#take(text)) this.#notes.set(attempt, text);
    }
    const listed = criteriaText(criteria, trajectory, Math.floor(this.#allowance.text / 2));
    return [request, ...(this.#take(listed) ? [listed] : []), locked];
  }

  /** The best attempt, then the latest: everything there is room for, pictures included. */
  async inFull(): Promise<void> {
    const chosen = chiefs(this.#input.trajectory);
    for (const attempt of chosen) {
      const variants: readonly [Depth, number | undefined][] = [
        ["full", undefined],
        ["full", 200],
        ["rich", 200],
        ["rich", 60],
        ["brief", 60],
      ];
      const found = variants.find(([depth, promptTokens]) =>
        this.#take(tell(attempt, depth, this.#with(promptTokens)).text),
      );
      if (found === undefined) continue;
      const [depth, promptTokens] = found;
      this.#options.set(attempt, this.#with(promptTokens));
      this.#tales.set(attempt, { attempt, depth, picture: null });
      if (promptTokens === undefined) this.#known.set(attempt.iteration.prompt, attempt);
    }
    for (const attempt of chosen) {
      const tale = this.#tales.get(attempt);
      const picture = tale === undefined ? null : await this.#picture(attempt);
      if (tale !== undefined) this.#tales.set(attempt, { ...tale, picture });
    }
  }

  /** What is known beyond the attempts: first wording, skill, lessons of other runs. */
  advice(): string[] {
    const { original, enhanced, skill, recalled = [] } = this.#input;
    const worded =
      enhanced === original || this.#known.has(enhanced)
        ? ""
        : `First worded as:\n${quoted("prompt", enhanced)}`;
    const half = Math.floor(this.#allowance.text / 2);
    const skillText = skill === null ? "" : skillWithin(skillFrame(skill), skill.instructions, half);
    const lessons = firstThatFit(recalled, this.#allowance.text / 4, (some) =>
      recalledFrame(recalledLines(some)),
    );
    return [skillText, lessons, worded].filter((text) => text !== "" && this.#take(text));
  }

  /** Older attempts, the newest first: briefly, then richly, then with thumbnails, as far as each goes. */
  async older(): Promise<void> {
    const rest = [...this.#input.trajectory].reverse().filter((attempt) => !this.#tales.has(attempt));
    for (const attempt of rest) {
      this.#options.set(attempt, this.#with(undefined));
      if (!this.#take(this.#text(attempt, "brief"))) break;
      this.#tales.set(attempt, { attempt, depth: "brief", picture: null });
    }
    const told = rest.filter((attempt) => this.#tales.has(attempt));
    for (const attempt of told.slice(0, Math.max(0, IN_DEPTH - (this.#tales.size - told.length)))) {
      const more = textTokens(this.#text(attempt, "rich")) - textTokens(this.#text(attempt, "brief"));
      if (this.#allowance.take({ text: Math.max(0, more) }))
        this.#tales.set(attempt, { attempt, depth: "rich", picture: null });
    }
    for (const attempt of told) {
      const tale = this.#tales.get(attempt);
      const picture = await this.#thumbnail(attempt);
      if (tale !== undefined && picture !== null) this.#tales.set(attempt, { ...tale, picture });
    }
  }

  /** The attempts oldest first, as people tell a story; each picture right behind its facts. */
  parts(): ChatPart[] {
    return this.#inOrder().flatMap((tale): ChatPart[] => {
      const { attempt, depth, picture } = tale;
      const text = depth === "notes" ? (this.#notes.get(attempt) ?? "") : this.#text(attempt, depth);
      if (picture === null) return text === "" ? [] : [say(text)];
      return [
        say(`${text}\nIts picture${picture.small === null ? "" : ", made small"}:`),
        show(picture.bytes),
      ];
    });
  }

  shown(): Shown[] {
    return this.#inOrder()
      .map((tale) => shownIn(tale, this.#options.get(tale.attempt) ?? {}))
      .filter((one) => one !== null);
  }

  #inOrder(): Tale[] {
    return this.#input.trajectory.flatMap((attempt): Tale[] => {
      const tale = this.#tales.get(attempt);
      if (tale !== undefined) return [tale];
      return this.#notes.has(attempt) ? [{ attempt, depth: "notes", picture: null }] : [];
    });
  }

  #text(attempt: Attempt, depth: Depth): string {
    return tell(attempt, depth, this.#options.get(attempt)).text;
  }

  #with(promptTokens: number | undefined): TellOptions {
    return promptTokens === undefined ? { known: this.#known } : { known: this.#known, promptTokens };
  }

  #take(...texts: readonly string[]): boolean {
    const text = texts.reduce((sum, one) => (one === "" ? sum : sum + textTokens(one) + PART_TOKENS), 0);
    return this.#allowance.take({ text });
  }

  async #picture({ image }: Attempt): Promise<Picture | null> {
    if (image === null || !this.#allowance.take({ images: 1 })) return null;
    const loaded = await this.#input.loadImage(image);
    const most = Math.floor(Math.min(this.#room * PICTURE_SHARE, this.#allowance.pictures));
    const bytes = await pictureWithin(loaded, most, this.#mind, this.#signal);
    if (bytes === null || !this.#allowance.take({ pictures: tokensOfPicture(bytes) })) return null;
    return { bytes, small: bytes === loaded ? null : weightOf(bytes) };
  }

  /** A picture that cannot be made small is left out: it would only have been a reminder. */
  async #thumbnail({ image }: Attempt): Promise<Picture | null> {
    const { thumbnail } = this.#mind;
    const most = pictureTokens(THUMBNAIL_SIDE ** 2);
    if (image === null || thumbnail === null) return null;
    if (!this.#allowance.take({ images: THUMBNAIL_SHARE, pictures: most })) return null;
    try {
      const bytes = await thumbnail(await this.#input.loadImage(image), THUMBNAIL_SIDE, this.#signal);
      return tokensOfPicture(bytes) > most ? null : { bytes, small: weightOf(bytes) };
    } catch (error) {
      if (isCancelled(error)) throw error;
      return null;
    }
  }
}

/** What tags and separators around a text take. */
const PART_TOKENS = 4;

function skillWithin(frame: (text: string) => string, instructions: string, tokens: number): string {
  const room = tokens - textTokens(frame("")) - PART_TOKENS;
  const text = shortened(instructions, room);
  return text === "" ? "" : frame(text);
}

function weightOf(bytes: Uint8Array): { bytes: number; pixels: number } {
  const size = pictureSize(bytes);
  return { bytes: bytes.length, pixels: size === null ? THUMBNAIL_SIDE ** 2 : size.width * size.height };
}

/** The attempt to build on, and the one that speaks for the latest round. */
function chiefs(trajectory: readonly Attempt[]): readonly Attempt[] {
  const best = trajectory.find((attempt) => attempt.best);
  return [...new Set([best, latestOf(trajectory)])].filter((one) => one !== undefined);
}
