/**
 * Reads lettering with the PP-OCRv4 mobile models (PaddleOCR, Apache-2.0; see models/ocr/MODEL_CARD.md):
 * one network marks lines of text, another reads each line.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { TextLine } from "../../../shared/inference/detections";
import type { RgbImage } from "../imaging";
import type { CreateSession } from "../sessions";
import { fractionBox } from "./boxes";
import { readCtc } from "./ctc";
import { bluePlanesFirst, type Region, resampled, type Triple } from "./resample";
import { textRegions } from "./text-regions";

export interface TextReaderTools {
  readonly createSession: CreateSession;
}

/** Longest side, in pixels, of the picture lines are searched in. */
const SEARCH_SIDE = 736;
/** The search network halves its input five times. */
const SEARCH_STEP = 32;
const SEARCH_MEAN: Triple = [0.485, 0.456, 0.406];
const SEARCH_DEVIATION: Triple = [0.229, 0.224, 0.225];
/** Height of the lines the reading network was trained on, and the least and greatest width we give it. */
const LINE_HEIGHT = 48;
const LINE_WIDTHS = { least: 48, most: 1600 };
const HALF: Triple = [0.5, 0.5, 0.5];
/**
 * Readings less sure than this are patterns that happened to look like letters; one or two characters are
 * quickly seen in stripes and wheels, so they have to be surer.
 */
const LEAST_CONFIDENCE = { short: 0.85, long: 0.6 };

export class TextReader {
  readonly #search: InferenceSession;
  readonly #read: InferenceSession;
  readonly #alphabet: readonly string[];

  private constructor(search: InferenceSession, read: InferenceSession, alphabet: readonly string[]) {
    this.#search = search;
    this.#read = read;
    this.#alphabet = alphabet;
  }

  /**
   * Opens `detection.onnx`, `recognition.onnx` and `alphabet.txt` (a character a line) of a folder.
   * Throws StudioError "model-missing" or "model-invalid".
   */
  static async load(dir: string, tools: TextReaderTools): Promise<TextReader> {
    const alphabet = await readAlphabet(join(dir, "alphabet.txt"));
    const search = await tools.createSession(join(dir, "detection.onnx"));
    const read = await tools.createSession(join(dir, "recognition.onnx"));
    return new TextReader(search, read, alphabet);
  }

  /** Lines of text in reading order. Small lettering wants the picture in full size. */
  async read(image: RgbImage): Promise<TextLine[]> {
    const lines: TextLine[] = [];
    for (const region of await this.#regions(image)) {
      const { text, confidence } = await this.#line(image, region);
      const trimmed = text.trim();
      if (trimmed === "" || confidence < leastFor(trimmed)) continue;
      const right = region.left + region.width;
      const bottom = region.top + region.height;
      lines.push({
        text: trimmed,
        box: fractionBox({ left: region.left, top: region.top, right, bottom }, image),
        confidence,
      });
    }
    return lines;
  }

  async #regions(image: RgbImage): Promise<Region[]> {
    const scale = Math.min(1, SEARCH_SIDE / Math.max(image.width, image.height));
    const stepped = (side: number) =>
      Math.max(SEARCH_STEP, Math.round((side * scale) / SEARCH_STEP) * SEARCH_STEP);
    const [width, height] = [stepped(image.width), stepped(image.height)];
    const small = resampled(image, whole(image), width, height);
    const planes = bluePlanesFirst(small, SEARCH_MEAN, SEARCH_DEVIATION);
    const map = await run(this.#search, planes, [1, 3, height, width]);
    const [sx, sy] = [image.width / width, image.height / height];
    return textRegions({ data: map, width, height }).map((region) => ({
      left: region.left * sx,
      top: region.top * sy,
      width: region.width * sx,
      height: region.height * sy,
    }));
  }

  async #line(image: RgbImage, region: Region) {
    const natural = Math.round((region.width / region.height) * LINE_HEIGHT);
    const width = Math.min(LINE_WIDTHS.most, Math.max(LINE_WIDTHS.least, natural));
    const strip = resampled(image, region, width, LINE_HEIGHT);
    const values = await run(this.#read, bluePlanesFirst(strip, HALF, HALF), [1, 3, LINE_HEIGHT, width]);
    return readCtc(values, this.#alphabet);
  }
}

const leastFor = (text: string) => (text.length <= 2 ? LEAST_CONFIDENCE.short : LEAST_CONFIDENCE.long);

const whole = (image: RgbImage): Region => ({ left: 0, top: 0, width: image.width, height: image.height });

/** The characters of the reading network's classes: the file's lines, then the space. */
async function readAlphabet(file: string): Promise<string[]> {
  try {
    const text = await readFile(file, "utf8");
    return [...text.replace(/\r?\n$/u, "").split(/\r?\n/u), " "];
  } catch (cause) {
    throw new StudioError("model-missing", `The reader's alphabet cannot be read: ${file}`, {
      remedy: "Reinstall the studio, or put the model's folder back as it was released.",
      cause,
    });
  }
}

/** Runs a network with one input and one output of floats. */
async function run(session: InferenceSession, values: Float32Array, dims: number[]): Promise<Float32Array> {
  const [input, output] = [session.inputNames[0] ?? "x", session.outputNames[0] ?? ""];
  const outputs = await session.run({ [input]: new Tensor("float32", values, dims) });
  const data = outputs[output]?.data;
  if (data instanceof Float32Array) return data;
  throw new StudioError("model-invalid", "A text model gave no numbers.", {
    remedy: "Reinstall the studio, or put the model's folder back as it was released.",
  });
}
