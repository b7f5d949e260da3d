/**
 * Finds the objects of a picture from its pixels alone. The network is described in
 * models/flatland-detector/MODEL_CARD.md and trained by training/detector.
 */
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { Detection } from "../../../shared/inference/detections";
import type { RgbImage } from "../imaging";
import type { CreateSession } from "../sessions";
import { type DetectorConfig, readDetectorConfig } from "./detector-config";
import { detectionsOf } from "./peaks";

export interface DetectorTools {
  readonly createSession: CreateSession;
}

export class Detector {
  readonly #session: InferenceSession;
  readonly #config: DetectorConfig;

  private constructor(session: InferenceSession, config: DetectorConfig) {
    this.#session = session;
    this.#config = config;
  }

  /** Opens `<dir>/model.onnx` and `<dir>/config.json`. Throws StudioError "model-missing" or "model-invalid". */
  static async load(dir: string, tools: DetectorTools): Promise<Detector> {
    const config = await readDetectorConfig(dir);
    const session = await tools.createSession(join(dir, "model.onnx"));
    return new Detector(session, config);
  }

  /** The size pictures must have, in pixels. */
  get inputSize(): { readonly width: number; readonly height: number } {
    return { width: this.#config.input.width, height: this.#config.input.height };
  }

  /** Kinds the detector knows. */
  get kinds(): readonly string[] {
    return this.#config.kinds;
  }

  /**
   * Everything seen in a picture of the detector's input size, surest first.
   * Throws StudioError "bad-input" for another size and "model-invalid" when the graph answers nonsense.
   */
  async detect(image: RgbImage): Promise<Detection[]> {
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
      scores: numbers(outputs, "scores"),
      kinds: numbers(outputs, "kinds"),
      boxes: numbers(outputs, "boxes"),
      finishes: numbers(outputs, "finishes"),
    };
    return detectionsOf(peaks, this.#config);
  }
}

function numbers(outputs: InferenceSession.ReturnType, name: string): Float32Array | Int32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array || data instanceof Int32Array) return data;
  throw new StudioError("model-invalid", `The detector's graph has no numbers called "${name}".`, {
    remedy: "Reinstall the studio, or put the model's folder back as it was released.",
  });
}
