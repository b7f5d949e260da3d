/** A blind comparison: which pairs are shown, in which order and on which side, and what was picked. Pure. */
import type { Pick } from "../preference";

export interface BlindPair<T> {
  /** Shown as the first and as the second image; which is which is drawn by lot. */
  readonly first: T;
  readonly second: T;
  /** "a": the first; null: not answered; "skipped": passed over. */
  readonly answer: Pick | "skipped" | null;
}

export interface BlindSession<T> {
  readonly pairs: readonly BlindPair<T>[];
  /** Place of the pair on screen; the number of pairs when all are through. */
  readonly at: number;
}

/** A number in [0, 1). */
export type Dice = () => number;

/** From the platform's random source, so that nobody can learn the order. */
export const fairDice: Dice = () => {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value / 2 ** 32;
};

/** Draws the items one by one. */
export function shuffled<T>(items: readonly T[], dice: Dice): readonly T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (rest.length > 0) drawn.push(...rest.splice(Math.floor(dice() * rest.length), 1));
  return drawn;
}

/** Every two of the items, once. */
export function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other] as const));
}

export function begin<T>(pairs: readonly (readonly [T, T])[], dice: Dice): BlindSession<T> {
  return {
    at: 0,
    pairs: shuffled(pairs, dice).map(([one, other]) =>
      dice() < 0.5
        ? { first: one, second: other, answer: null }
        : { first: other, second: one, answer: null },
    ),
  };
}

/** Writes the answer to the pair on screen down and goes on to the next. */
export function answered<T>(session: BlindSession<T>, answer: Pick | "skipped"): BlindSession<T> {
  if (isOver(session)) return session;
  return {
    at: session.at + 1,
    pairs: session.pairs.map((pair, index) => (index === session.at ? { ...pair, answer } : pair)),
  };
}

/** Ends early: what was not answered counts as passed over. */
export function ended<T>(session: BlindSession<T>): BlindSession<T> {
  return {
    at: session.pairs.length,
    pairs: session.pairs.map((pair) => ({ ...pair, answer: pair.answer ?? "skipped" })),
  };
}

export function isOver<T>(session: BlindSession<T>): boolean {
  return session.at >= session.pairs.length;
}

export interface Tally<T> {
  readonly item: T;
  readonly won: number;
  readonly lost: number;
  readonly tied: number;
}

/** Who won how often; most wins first, then fewest losses. */
export function tallyOf<T>(session: BlindSession<T>): readonly Tally<T>[] {
  const items = [...new Set(session.pairs.flatMap((pair) => [pair.first, pair.second]))];
  const count = (item: T, wins: (pair: BlindPair<T>) => boolean) =>
    session.pairs.filter((pair) => (pair.first === item || pair.second === item) && wins(pair)).length;
  return items
    .map((item) => ({
      item,
      won: count(item, (pair) => pair.answer === (pair.first === item ? "a" : "b")),
      lost: count(item, (pair) => pair.answer === (pair.first === item ? "b" : "a")),
      tied: count(item, (pair) => pair.answer === "tie"),
    }))
    .sort((a, b) => b.won - a.won || a.lost - b.lost);
}
