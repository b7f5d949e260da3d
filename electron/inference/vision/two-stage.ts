/**
 * Finds the objects of a picture and names them, from its pixels alone, in two steps: one network finds boxes of
 * things of any kind, another looks at each box closely: once to set its edges right, once to name it. The networks are described in
 * models/flatland-detector/MODEL_CARD.md and trained by training/detector.
 */
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { RgbImage } from "../imaging";
import type { CreateSession } from "../sessions";
import type { TwoStageConfig } from "./detector-config";
import { frameInto, type Placed, within, withMargin } from "./framing";
import {
  backdropOf,
  corrected,
  detectionsFrom,
  type Found,
  foundBoxes,
  type Named,
  withoutRepetitions,
} from "./naming";
import type { ObjectEyes, Seen, Size } from "./object-eyes";
import { numbersOf } from "./outputs";
import { resampled } from "./resample";

interface Graphs {
  readonly finder: InferenceSession;
  readonly classifier: InferenceSession;
}

export class TwoStageDetector implements ObjectEyes {
  readonly #graphs: Graphs;
  readonly #config: TwoStageConfig;

  private constructor(graphs: Graphs, config: TwoStageConfig) {
    this.#graphs = graphs;
    this.#config = config;
  }

  /** Opens `finder.onnx` and `classifier.onnx`. Throws StudioError "model-missing" or "model-invalid". */
  static async load(
    dir: string,
    config: TwoStageConfig,
    { createSession }: { readonly createSession: CreateSession },
  ): Promise<TwoStageDetector> {
    const finder = await createSession(join(dir, "finder.onnx"));
    const classifier = await createSession(join(dir, "classifier.onnx"));
    return new TwoStageDetector({ finder, classifier }, config);
  }

  /** The picture's own size, within reason: small things are looked at in full detail. */
  sizeFor(picture: Size): Size {
    return within(picture, this.#config.pictureSide);
  }

  /** Everything seen in a picture. Throws StudioError "bad-input" for pixels that do not fit their size. */
  async look(image: RgbImage): Promise<Seen> {
    if (image.data.length !== image.width * image.height * 3 || image.data.length === 0) {
      throw new StudioError(
        "bad-input",
        `${image.data.length} bytes are no picture of ${image.width}×${image.height}.`,
        {
          remedy: "Decode the picture to three bytes a pixel first.",
        },
      );
    }
    const { found, backdrops } = await this.#find(image);
    const backdrop = backdropOf(backdrops, this.#config);
    if (found.length === 0) return { detections: [], backdrop };
    const closer = corrected(found, await this.#name(image, found), image, this.#config);
    const again = (
      await this.#name(
        image,
        closer.filter(({ moved }) => moved),
      )
    ).values();
    const named = closer.map((one) => (one.moved ? (again.next().value ?? one.named) : one.named));
    return { detections: detectionsFrom(closer, named, image, this.#config), backdrop };
  }

  async #find(image: RgbImage): Promise<{ found: readonly Found[]; backdrops: ArrayLike<number> }> {
    const searches: Awaited<ReturnType<TwoStageDetector["search"]>>[] = [];
    // Smaller squares are made from the largest, which is small already.
    const [largest = 0] = this.#config.finder.sides;
    const near = resized(image, within(image, largest));
    for (const side of this.#config.finder.sides) searches.push(await this.search(near, side, image));
    const found = withoutRepetitions(
      searches.flatMap(({ boxes }) => boxes),
      image,
      this.#config.finder,
    );
    return { found, backdrops: searches[0]?.backdrops ?? [] };
  }

  /** Searches a picture in a square of that side; what is found is told in pixels of `original`. */
  private async search(image: RgbImage, side: number, original: Size) {
    const pixels = new Uint8Array(side * side * 3);
    const whole = { left: 0, top: 0, width: image.width, height: image.height };
    const framed: Placed = frameInto(pixels, 0, image, whole, side);
    const placed = { ...framed, scale: side / Math.max(original.width, original.height) };
    const outputs = await this.#graphs.finder.run({ image: new Tensor("uint8", pixels, [1, side, side, 3]) });
    const peaks = { scores: numbersOf(outputs, "scores"), boxes: numbersOf(outputs, "boxes") };
    const boxes = foundBoxes(peaks, placed, original, this.#config.finder);
    return { boxes, backdrops: numbersOf(outputs, "backdrops") };
  }

  async #name(image: RgbImage, found: readonly Found[]): Promise<Named[]> {
    if (found.length === 0) return [];
    const { side, margin } = this.#config.classifier;
    const pixels = new Uint8Array(found.length * side * side * 3);
    found.forEach(({ region }, index) => {
      frameInto(pixels, index * side * side * 3, image, withMargin(region, margin), side);
    });
    const crops = new Tensor("uint8", pixels, [found.length, side, side, 3]);
    const outputs = await this.#graphs.classifier.run({ crops });
    const rows = (name: string) => {
      const values = numbersOf(outputs, name);
      const width = values.length / found.length;
      return (index: number) => values.subarray(index * width, (index + 1) * width);
    };
    const [kinds, finishes, facings, edges] = [
      rows("kinds"),
      rows("finishes"),
      rows("facings"),
      rows("edges"),
    ];
    return found.map((_, index) => ({
      kinds: kinds(index),
      finishes: finishes(index),
      facings: facings(index),
      edges: edges(index),
    }));
  }
}

/** A picture at another size; itself where it has it already. */
function resized(image: RgbImage, { width, height }: Size): RgbImage {
  if (image.width === width && image.height === height) return image;
  return resampled(image, { left: 0, top: 0, width: image.width, height: image.height }, width, height);
}
