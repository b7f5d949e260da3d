/** The designer's choices between two images. */
import type { Place } from "../../../shared/ipc/domains/common";
import type { RunState } from "../../../shared/run/state";
import { samePlace } from "../../app/compare-tray";
import { ask } from "../../app/ipc";

export const picks = ["a", "tie", "b"] as const;
export type Pick = (typeof picks)[number];

const seenFromA = { won: "a", lost: "b", tie: "tie" } as const;
const seenFromB = { won: "b", lost: "a", tie: "tie" } as const;

interface Side {
  readonly place: Place;
  readonly run: RunState;
}

/** The latest choice between two images, from whichever journal tells of it; null where there is none. */
export function preferenceBetween(a: Side, b: Side): Pick | null {
  const told = (one: Side, other: Side, words: typeof seenFromA | typeof seenFromB) =>
    one.run.preferences
      .filter((said) => said.iteration === one.place.iteration && samePlace(said.against, other.place))
      .map((said) => ({ at: said.at, pick: words[said.outcome] }));
  const all = [...told(a, b, seenFromA), ...told(b, a, seenFromB)];
  return (
    all.reduce<(typeof all)[number] | null>(
      (latest, one) => (latest === null || one.at >= latest.at ? one : latest),
      null,
    )?.pick ?? null
  );
}

/** @throws StudioError when it could not be written into both journals */
export async function prefer(a: Place, b: Place, pick: Pick, blind: boolean): Promise<void> {
  await ask("runs:prefer", { a, b, pick, blind });
}
