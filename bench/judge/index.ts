/**
 * The bench's independent judge of Flatland's pictures: two networks of its own (training/judge), which no loop has
 * ever been trained with, tuned on or asked. It sees a PNG and the facts in question. See model/CARD.md.
 */
import path from "node:path";
import type { InferenceSession } from "onnxruntime-node";
import { judge as find } from "../../electron/agent/local/verifier";
import { sessionFactory } from "../../electron/inference/sessions";
import { TextReader } from "../../electron/inference/vision/ocr";
import type { Sighting } from "../../shared/inference/detections";
import { probabilityOf } from "../product/judging/eyes";
import type { Judge } from "../product/judging/judge";
import { type JudgeConfig, readJudgeConfig } from "./config";
import type { Pixels } from "./pixels";
import { type Reading, read } from "./read";
import { type Searched, search } from "./search";
import { pixelsOf, sightOf } from "./sight";

const FOLDER = path.resolve(import.meta.dirname, "model");
const OCR = path.resolve(import.meta.dirname, "..", "..", "models", "ocr");

/** The judge's eyes, for its own bench; everybody else asks `openJudge`. */
export interface JudgeEyes {
  readonly config: JudgeConfig;
  /** What the networks say, before anything is made of it. */
  inspect(picture: Uint8Array): Promise<{ pixels: Pixels; searched: Searched; readings: readonly Reading[] }>;
  see(picture: Uint8Array, text: boolean): Promise<Sighting>;
  close(): Promise<void>;
}

/** Opens the networks. Throws Error when the folder lacks them. */
export async function openJudgeEyes(folder: string = FOLDER): Promise<JudgeEyes> {
  const config = await readJudgeConfig(path.join(folder, "config.json"));
  const createSession = sessionFactory();
  const searcher = await createSession(path.join(folder, "searcher.onnx"));
  const reader = await createSession(path.join(folder, "reader.onnx"));
  let letters: Promise<TextReader> | null = null;
  const inspect = async (bytes: Uint8Array) => {
    const pixels = await pixelsOf(bytes);
    const searched = await search(searcher, pixels, config.searchSides);
    return { pixels, searched, readings: await read(reader, pixels, searched.candidates, config) };
  };
  const closing: readonly InferenceSession[] = [searcher, reader];
  return {
    config,
    inspect,
    see: async (bytes, text) => {
      const started = performance.now();
      const { pixels, searched, readings } = await inspect(bytes);
      const sight = sightOf(pixels, searched, readings, config);
      letters ??= text ? TextReader.load(OCR, { createSession }) : null;
      const lines = text && letters !== null ? await (await letters).read(pixels) : [];
      return { ...sight, lines, ms: performance.now() - started };
    },
    close: async () => {
      for (const session of closing) await session.release();
    },
  };
}

/** Opens the judge. Throws Error when its networks are not there. */
export async function openJudge(): Promise<Judge> {
  const eyes = await openJudgeEyes();
  return {
    name: "independent judge",
    independent: true,
    ...(eyes.config.agreement === undefined ? {} : { agreement: eyes.config.agreement.share }),
    judge: async (image, atoms) => {
      const text = atoms.some(({ check }) => check.type === "text");
      const sighting = await eyes.see(image, text);
      return atoms.map(({ check }) => probabilityOf(find(check, sighting)));
    },
    close: () => eyes.close(),
  };
}
