/**
 * What the vision models report about a picture. They read pixels only: nothing here comes from the
 * scene a picture was drawn from. Boxes are fractions of the image (see shared/flatland/geometry.ts);
 * confidences are calibrated on held-out pictures, so .9 means right nine times in ten.
 */
import type { Box } from "../flatland/geometry";
import type { BackdropName, Facing } from "../flatland/scene";

/** One guess about how an object is finished; null means its natural colours. */
export interface FinishGuess {
  readonly finish: string | null;
  readonly confidence: number;
}

/** One object seen in a picture. */
export interface Detection {
  /** A noun or prop name of `world.json`. */
  readonly kind: string;
  /** The likeliest finish name of `world.json`; null means natural colours. */
  readonly finish: string | null;
  /** The object's visible extent as if nothing stood before it, clipped to the picture. */
  readonly box: Box;
  /** Calibrated probability (0..1) that an object of this kind stands here. */
  readonly confidence: number;
  /** Calibrated probability (0..1) that `finish` is right, given the object. */
  readonly finishConfidence: number;
  /** The three likeliest finishes, best first; the first one is `finish`. */
  readonly finishes?: readonly FinishGuess[];
  /** Which way it looks; absent where its kind has no direction, or the model does not tell. */
  readonly facing?: Facing;
  /** Calibrated probability (0..1) that `facing` is right, given the object. */
  readonly facingConfidence?: number;
}

/** What stands behind the objects. */
export interface BackdropGuess {
  readonly name: BackdropName;
  /** Calibrated probability (0..1) that it is this one. */
  readonly confidence: number;
}

/** One line of lettering read from a picture. */
export interface TextLine {
  readonly text: string;
  readonly box: Box;
  /** Mean probability (0..1) of the recognised characters. */
  readonly confidence: number;
}

/** Everything the vision models saw in one picture. */
export interface Sighting {
  readonly detections: readonly Detection[];
  /** Lines of text in reading order; empty when reading was not asked for. */
  readonly lines: readonly TextLine[];
  /** Absent where the model does not tell. */
  readonly backdrop?: BackdropGuess;
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Wall time of decoding and all models, in milliseconds. */
  readonly ms: number;
}
