/** How places, placements, orders and arrangements are said. */
import type { OrderSide } from "../../../shared/flatland/order";
import type { ArrangementId, PlacementId, RegionId } from "../../../shared/flatland/placement";
import type { BackdropName, Facing } from "../../../shared/flatland/scene";

/** "in the upper left corner" */
export function regionWords(region: RegionId): string {
  if (region === "centre") return "in the centre";
  if (region === "top" || region === "bottom") return `at the ${region}`;
  if (region === "left" || region === "right") return `on the ${region}`;
  const [vertical, side] = region.split("-");
  return `in the ${vertical === "top" ? "upper" : "lower"} ${side} corner`;
}

export function placementWords(placement: PlacementId): string {
  return placement.replace("-", " ");
}

export function arrangementWords(arrangement: ArrangementId): string {
  return `in a ${arrangement}`;
}

/** "facing left" */
export function facingWords(facing: Facing): string {
  return `facing ${facing}`;
}

const backdropPhrases: Readonly<Record<BackdropName, string>> = {
  plain: "on a plain background",
  ground: "outdoors",
  night: "at night",
  beach: "on a beach",
  room: "in a room",
  city: "in a city",
};

/** What lies behind everything: "at night", "on a plain background". */
export function backdropWords(backdrop: BackdropName): string {
  return backdropPhrases[backdrop];
}

const ordinals = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];

/** "third"; "13th" beyond what is spelled. */
export function ordinalWord(nth: number): string {
  return ordinals[nth - 1] ?? `${nth}th`;
}

export const ordinalValues: readonly (readonly [string, number])[] = ordinals.flatMap((word, index) => [
  [word, index + 1] as const,
]);

/** "the leftmost cat", "the third cat from the left", "the middle cat". */
export function orderWords(nth: number, from: OrderSide, noun: string): string {
  if (from === "middle") return `the middle ${noun}`;
  return `the ${ordinalWord(nth)} ${noun} from the ${from}`;
}
