/** What a candidate shows, read several times: as it is, mirrored, and from a little nearer and farther. */
import { type InferenceSession, Tensor } from "onnxruntime-node";
import type { JudgeConfig } from "./config";
import { cropOf, mirrored, type Pixels } from "./pixels";
import type { Candidate } from "./search";

export interface Reading {
  /** Probabilities of the kinds and, last, of no such thing. */
  readonly kinds: readonly number[];
  readonly finishes: readonly number[];
  /** That it looks to the right. */
  readonly right: number;
}

/** How much the surroundings shown differ from the usual. */
const VIEWS = [1, 0.92, 1.12];

/** One reading for each candidate, the mean of all views. */
export async function read(
  session: InferenceSession,
  picture: Pixels,
  candidates: readonly Candidate[],
  { cropSide: side, context, kinds, finishes }: JudgeConfig,
): Promise<Reading[]> {
  if (candidates.length === 0) return [];
  const views = candidates.flatMap(({ box }) =>
    VIEWS.flatMap((nearness) => {
      const crop = cropOf(picture, box, side, context * nearness);
      return [crop, mirrored(crop, side)];
    }),
  );
  const bytes = new Uint8Array(views.length * side * side * 4);
  views.forEach((view, index) => {
    bytes.set(view, index * side * side * 4);
  });
  const outputs = await session.run({ crops: new Tensor("uint8", bytes, [views.length, side, side, 4]) });
  const rows = (name: string, length: number) => {
    const values = outputs[name]?.data;
    if (!(values instanceof Float32Array)) throw new Error(`The judge's reader gives no "${name}".`);
    return (view: number) => values.subarray(view * length, (view + 1) * length);
  };
  const [kind, finish, facing] = [
    rows("kinds", kinds.length + 1),
    rows("finishes", finishes.length),
    rows("facings", 2),
  ];
  const each = VIEWS.length * 2;
  return candidates.map((_, index) => {
    const own = Array.from({ length: each }, (_, view) => index * each + view);
    const right = own.map((view) => facing(view)[view % 2 === 0 ? 1 : 0] ?? 0);
    return {
      kinds: geometricMean(own.map(kind)),
      finishes: geometricMean(own.map(finish)),
      right: mean(right),
    };
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Geometric mean of probabilities, which one sure "no" brings down; it sums to 1. */
function geometricMean(rows: readonly ArrayLike<number>[]): number[] {
  const length = rows[0]?.length ?? 0;
  const logs = Array.from({ length }, (_, i) =>
    mean(rows.map((row) => Math.log(Math.max(1e-7, row[i] ?? 0)))),
  );
  const powers = logs.map(Math.exp);
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}
