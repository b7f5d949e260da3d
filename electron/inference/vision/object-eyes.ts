/** What every detector can do with a decoded picture, however many graphs it has. */
import type { BackdropGuess, Detection } from "../../../shared/inference/detections";
import type { RgbImage } from "../imaging";

export interface Seen {
  /** Surest first. */
  readonly detections: Detection[];
  /** Absent where the model knows nothing of backdrops. */
  readonly backdrop?: BackdropGuess;
}

export interface ObjectEyes {
  /** The size a picture has to be decoded at, in pixels. */
  sizeFor(picture: Size): Size;
  /** Everything seen in a picture of that size. Throws StudioError "bad-input" or "model-invalid". */
  look(image: RgbImage): Promise<Seen>;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}
