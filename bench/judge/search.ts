/**
 * Where things are: every pixel that belongs to something votes for the box of what it belongs to, and votes that
 * agree are gathered. Things half hidden keep the votes of what is seen of them.
 */
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { type Pixels, type Rectangle, sharedShare, squared } from "./pixels";

export interface Candidate {
  /** In pixels of the picture. */
  readonly box: Rectangle;
  /** How much the pixels take themselves for something's middle, 0..1. */
  readonly score: number;
  /** Share of the box's area whose pixels voted for it. */
  readonly support: number;
}

export interface Searched {
  readonly candidates: readonly Candidate[];
  /** Probabilities of the backdrops. */
  readonly backdrops: readonly number[];
}

interface Vote {
  readonly box: Rectangle;
  readonly weight: number;
}

/** Pixels a cell covers. */
const STEP = 4;
const LEAST_THING = 0.5;
/** Agreement with the first vote from which another one is for the same thing. */
const AGREES = 0.55;
/** Votes that agree this much with a thing already found are not counted for another one. */
const ECHOES = 0.4;
const LEAST_VOTES = 3;
const LEAST_SUPPORT = 0.07;
/** Candidates of two searches that overlap more are one thing. A thing and its largest part must both be read. */
const SAME = 0.75;
const MOST = 48;

/** Candidates at every scale, joined; the stronger of two for one thing stays. */
export async function search(
  session: InferenceSession,
  picture: Pixels,
  sides: readonly number[],
): Promise<Searched> {
  const all: Searched[] = [];
  for (const side of sides) all.push(await searchAt(session, picture, side));
  const candidates: Candidate[] = [];
  const ranked = all.flatMap((one) => one.candidates).sort((a, b) => b.score - a.score);
  for (const one of ranked) {
    const known = candidates.some((other) => sharedShare(one.box, other.box) > SAME);
    if (!known && candidates.length < MOST) candidates.push(one);
  }
  const count = all[0]?.backdrops.length ?? 0;
  const backdrops = Array.from(
    { length: count },
    (_, i) => all.reduce((sum, one) => sum + (one.backdrops[i] ?? 0), 0) / all.length,
  );
  return { candidates, backdrops };
}

async function searchAt(session: InferenceSession, picture: Pixels, side: number): Promise<Searched> {
  const { data, scale, left, top } = squared(picture, side);
  const outputs = await session.run({ picture: new Tensor("uint8", data, [1, side, side, 3]) });
  const numbers = (name: string) => {
    const values = outputs[name]?.data;
    if (!(values instanceof Float32Array)) throw new Error(`The judge's searcher gives no "${name}".`);
    return values;
  };
  const found = gathered(votesOf(numbers("things"), numbers("middles"), numbers("edges"), side));
  const back = (x: number, start: number, limit: number) => Math.min(limit, Math.max(0, (x - start) / scale));
  const candidates = found.map(({ box, ...rest }) => ({
    ...rest,
    box: {
      left: back(box.left, left, picture.width),
      top: back(box.top, top, picture.height),
      right: back(box.right, left, picture.width),
      bottom: back(box.bottom, top, picture.height),
    },
  }));
  const visible = candidates.filter(({ box }) => box.right - box.left > 2 && box.bottom - box.top > 2);
  return { candidates: visible, backdrops: [...numbers("backdrops")] };
}

/** One vote for each cell that belongs to something, the most central first. */
function votesOf(things: Float32Array, middles: Float32Array, edges: Float32Array, side: number): Vote[] {
  const cells = side / STEP;
  const area = cells * cells;
  const votes: Vote[] = [];
  for (let cell = 0; cell < area; cell++) {
    const thing = things[cell] ?? 0;
    if (thing < LEAST_THING) continue;
    const x = ((cell % cells) + 0.5) * STEP;
    const y = (Math.floor(cell / cells) + 0.5) * STEP;
    const reach = (edge: number) => edges[edge * area + cell] ?? 0;
    const box = { left: x - reach(0), top: y - reach(1), right: x + reach(2), bottom: y + reach(3) };
    votes.push({ box, weight: thing * (middles[cell] ?? 0) });
  }
  return votes.sort((a, b) => b.weight - a.weight);
}

/** Votes that agree, gathered round the most central of them. */
function gathered(votes: readonly Vote[]): Candidate[] {
  const found: Candidate[] = [];
  let left = [...votes];
  while (left.length >= LEAST_VOTES && found.length < MOST) {
    const seed = left[0];
    if (seed === undefined) break;
    const agreeing = left.filter(({ box }) => sharedShare(box, seed.box) >= AGREES);
    const box = meanOf(agreeing.slice(0, Math.max(LEAST_VOTES, Math.ceil(agreeing.length / 3))));
    const area = ((box.right - box.left) * (box.bottom - box.top)) / STEP ** 2;
    const support = Math.min(1, agreeing.length / Math.max(1, area));
    const score = seed.weight;
    if (agreeing.length >= LEAST_VOTES && support >= LEAST_SUPPORT) found.push({ box, score, support });
    const rest = new Set(agreeing);
    left = left.filter((vote) => vote !== seed && !rest.has(vote) && sharedShare(vote.box, box) < ECHOES);
  }
  return found;
}

function meanOf(votes: readonly Vote[]): Rectangle {
  const total = votes.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (edge: keyof Rectangle) =>
    votes.reduce((sum, { box, weight }) => sum + box[edge] * weight, 0) / total;
  return { left: mean("left"), top: mean("top"), right: mean("right"), bottom: mean("bottom") };
}
