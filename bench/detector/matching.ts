/** Pairs what was seen with what was drawn. */
import { overlapOf } from "../../electron/inference/vision/boxes";
import type { Box } from "../../shared/flatland/geometry";
import type { Facing } from "../../shared/flatland/scene";
import type { Detection } from "../../shared/inference/detections";

export interface Drawn {
  readonly kind: string;
  readonly finish: string | null;
  /** Which way it was drawn, where its kind has a direction. */
  readonly facing?: Facing | undefined;
  readonly box: Box;
}

export interface Pairing {
  readonly pairs: readonly { readonly seen: Detection; readonly drawn: Drawn; readonly overlap: number }[];
  readonly invented: readonly Detection[];
  readonly missed: readonly Drawn[];
}

/** IoU from which a detection is the drawn object. */
const SAME = 0.5;

/** Greedy matching by confidence among objects of the same kind. */
export function paired(seen: readonly Detection[], drawn: readonly Drawn[]): Pairing {
  const free = new Set(drawn);
  const pairs: { seen: Detection; drawn: Drawn; overlap: number }[] = [];
  const invented: Detection[] = [];
  for (const detection of [...seen].sort((a, b) => b.confidence - a.confidence)) {
    let best: { drawn: Drawn; overlap: number } | null = null;
    for (const candidate of free) {
      if (candidate.kind !== detection.kind) continue;
      const overlap = overlapOf(detection.box, candidate.box);
      if (overlap >= SAME && overlap > (best?.overlap ?? 0)) best = { drawn: candidate, overlap };
    }
    if (best === null) invented.push(detection);
    else {
      free.delete(best.drawn);
      pairs.push({ seen: detection, ...best });
    }
  }
  return { pairs, invented, missed: [...free] };
}
