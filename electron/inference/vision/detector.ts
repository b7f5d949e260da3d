/** Finds and names the objects of a picture from its pixels alone, with one graph (configuration version 1). */
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { RgbImage } from "../imaging";
import type { CreateSession } from "../sessions";
import type { DetectorConfig } from "./detector-config";
import type { ObjectEyes, Seen } from "./object-eyes";
import { numbersOf } from "./outputs";
import { detectionsOf } from "./peaks";

export interface DetectorTools {
  readonly createSession: CreateSession;
}

export class Detector implements ObjectEyes {
  readonly #session: InferenceSession;
  readonly #config: DetectorConfig;

  private constructor(session: InferenceSession, config: DetectorConfig) {
    this.#session = session;
    this.#config = config;
  }

  /** Opens `<dir>/model.onnx`. Throws StudioError "model-missing" or "model-invalid". */
  static async load(dir: string, config: DetectorConfig, tools: DetectorTools): Promise<Detector> {
    return new Detector(await tools.createSession(join(dir, "model.onnx")), config);
  }

  /** Pictures are stretched to the graph's own size. */
  sizeFor(): { readonly width: number; readonly height: number } {
    return { width: this.#config.input.width, height: this.#config.input.height };
  }

  /**
   * Everything seen in a picture of the detector's input size, surest first.
   * Throws StudioError "bad-input" for another size and "model-invalid" when the graph answers nonsense.
   */
  async look(image: RgbImage): Promise<Seen> {
    const { name, width, height } = this.#config.input;
    if (image.width !== width || image.height !== height || image.data.length !== width * height * 3) {
      throw new StudioError(
        "bad-input",
        `The detector wants ${width}×${height} pixels and got ${image.width}×${image.height}.`,
        { remedy: "Resize the picture to the detector's input size first." },
      );
    }
    const outputs = await this.#session.run({
      [name]: new Tensor("uint8", image.data, [1, height, width, 3]),
    });
    const peaks = {
      scores: numbersOf(outputs, "scores"),
      kinds: numbersOf(outputs, "kinds"),
      boxes: numbersOf(outputs, "boxes"),
      finishes: numbersOf(outputs, "finishes"),
    };
    return { detections: detectionsOf(peaks, this.#config) };
  }
}
