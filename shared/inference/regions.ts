/** Regions of pictures that are to be drawn anew: what backends and the inference process say of them. */
import type { Box } from "../run/verdicts";

export interface MaskRequest {
  /** Fractions of the picture. */
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
  /** "white": what is to be drawn is white, soft at its edge. "transparent": it is transparent, the rest opaque. */
  readonly polarity: "white" | "transparent";
}

export interface CompositeRequest {
  /** Of one size with the edited picture; any format the studio reads. */
  readonly base: Uint8Array;
  readonly edited: Uint8Array;
  readonly boxes: readonly Box[];
}
