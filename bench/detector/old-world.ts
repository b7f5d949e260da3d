/** The nouns of the first world (and of GenEval2), to see whether the wider world cost them anything. */
import type { World } from "./scenes";

const nouns =
  "backpack, bagel, bear, bicycle, bird, candle, car, cat, chair, clock, cookie, cow, croissant, dog, donut, elephant, flamingo, flower, giraffe, guitar, horse, kangaroo, koala, lion, monkey, motorcycle, mushroom, penguin, pig, rabbit, raccoon, sheep, suitcase, toy, truck, trumpet, turtle, umbrella, violin, zebra";

/** Flat, square and unmirrored, as the first world was. */
export const oldWorld: World = { nouns: nouns.split(", "), wide: false };
