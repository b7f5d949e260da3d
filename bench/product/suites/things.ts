/**
 * One-thing: every noun of the world once, in natural colours or in a finish. The easiest wish there is, for models that
 * know no more than that. Chosen by a fixed seed; the words are the world's own.
 */
import { articleFor } from "../../../electron/agent/local/english";
import world from "../../../shared/flatland/world.json";
import { Dice } from "../../detector/dice";
import type { Suite } from "../task";
import { atom, numbered } from "./atoms";
import { suiteOf } from "./digest";

const SEED = 2026;
const NATURAL_SHARE = 0.4;

/** One wish for one thing. */
export interface Wish {
  readonly prompt: string;
  readonly kind: string;
  /** null for its natural colours. */
  readonly finish: string | null;
}

/** Every noun `each` times, from one seed. */
export function wishes(each: number, seed: number): readonly Wish[] {
  const dice = new Dice(seed);
  const finishes = world.finishes.map(({ name }) => name);
  return world.nouns.flatMap(({ name: kind }) =>
    Array.from({ length: each }, (): Wish => {
      const finish = dice.chance(NATURAL_SHARE) ? null : dice.pick(finishes);
      const words = finish === null ? kind : `${finish} ${kind}`;
      return { prompt: `${articleFor(words)} ${words}`, kind, finish };
    }),
  );
}

export function oneThing(): Suite {
  const tasks = wishes(1, SEED).map(({ prompt, kind, finish }, index) => {
    const of = { kind };
    const looks = finish === null ? [] : [atom({ type: "attribute", of, finish })];
    const atoms = numbered([atom({ type: "object", of }), atom({ type: "count", of, count: 1 }), ...looks]);
    const tags = [finish === null ? "natural" : "finish"];
    return { id: `thing-${index + 1}`, prompt, atoms, atomicity: atoms.length, tags, unexpressed: [] };
  });
  return suiteOf("one-thing", tasks, [
    "One-thing: every noun of the world once, alone; made by a fixed seed.",
  ]);
}
