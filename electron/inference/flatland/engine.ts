/**
 * Flatland's text-to-scene model in the app: reads a prompt, draws a scene object by object.
 * The ONNX graph chooses one object a run (five chained choices, drawn inside the graph from five uniform
 * numbers); this file holds the loop around it. Trained by training/flatland.
 */
import { join } from "node:path";
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { Scene } from "../../../shared/flatland/scene";
import { type LayoutConfig, readConfig } from "./config";
import { type Choice, quoteOf, sceneOf } from "./decode";
import { scramble, seededRandom, uniforms } from "./sampler";
import { encodePrompt, unknownWordsOf } from "./tokenize";

/** Numbers one object consists of: kind, finish, x, y, size. */
const FIELDS = 5;
/** Below this temperature the likeliest choice is certain within float32. */
const COLDEST = 0.01;

export interface FlatlandOptions {
  /** Opens an ONNX file at a path. */
  readonly createSession: (file: string) => Promise<Pick<InferenceSession, "run">>;
}

export interface ComposeOptions {
  /** A non-negative integer; the same prompt, seed and temperature give the same scene. */
  readonly seed: number;
  /** 1 is the model's own distribution; lower is safer and less varied, 0 takes the likeliest choice. */
  readonly temperature: number;
  readonly signal?: AbortSignal;
  /** Called after each object with the share (0..1) of the most objects a scene can hold. */
  readonly onProgress?: (fraction: number, label: string) => void;
}

export interface Composition {
  readonly scene: Scene;
  /** Words of the prompt outside the vocabulary: what the scene could not heed. */
  readonly unknownWords: readonly string[];
}

export class FlatlandEngine {
  readonly #config: LayoutConfig;
  readonly #session: Pick<InferenceSession, "run">;

  private constructor(config: LayoutConfig, session: Pick<InferenceSession, "run">) {
    this.#config = config;
    this.#session = session;
  }

  /**
   * Loads `config.json` and `model.onnx` of a folder.
   * @throws StudioError "model-invalid" for an unreadable configuration, and what `createSession` throws.
   */
  static async load(folder: string, { createSession }: FlatlandOptions): Promise<FlatlandEngine> {
    const config = await readConfig(join(folder, "config.json"));
    return new FlatlandEngine(config, await createSession(join(folder, "model.onnx")));
  }

  /** Every word the model reads, without its placeholders for padding and unknown words. */
  get vocabulary(): readonly string[] {
    return this.#config.vocabulary.slice(2);
  }

  /** The words of a prompt the model cannot draw; see `unknownWordsOf`. */
  unknownWordsOf(prompt: string): string[] {
    return unknownWordsOf(prompt, this.#config.lexicon);
  }

  /**
   * Draws a scene for a prompt. Takes one run of the model for each object and two more.
   * @throws StudioError "cancelled" when `signal` aborts between two objects, "bad-input" for a temperature
   * or seed that is no number, "model-invalid" when the model answers with something else than five choices.
   */
  async compose(prompt: string, options: ComposeOptions): Promise<Composition> {
    assertSampling(options);
    const { kinds, maxObjects } = this.#config;
    const { ids, quotes } = encodePrompt(prompt, this.#config.lexicon);
    const text = new Tensor("int64", BigInt64Array.from(ids, BigInt), [1, ids.length]);
    const temperature = new Tensor("float32", [Math.max(COLDEST, options.temperature)], [1]);
    const random = seededRandom(options.seed);
    const rows: bigint[] = [];
    const step = async (allowed: Float32Array): Promise<Choice> => {
      assertGoing(options.signal);
      const written = rows.length / FIELDS;
      const answer = await this.#session.run({
        ids: text,
        objects: new Tensor("int64", BigInt64Array.from(rows), [1, written, FIELDS]),
        uniforms: new Tensor("float32", uniforms(random, FIELDS), [FIELDS]),
        temperature,
        allowed: new Tensor("float32", allowed, [kinds.length]),
      });
      return choiceOf(answer.choice);
    };

    const backdrop = await step(this.#allowed(isBackdrop));
    rows.push(BigInt(backdrop.kind), 0n, 0n, 0n, 0n);
    const canFollow = this.#allowed((kind) => !isBackdrop(kind) && (quoteOf(kind) ?? -1) < quotes.length);
    const choices: Choice[] = [];
    while (choices.length < maxObjects) {
      const choice = await step(canFollow);
      if (kinds[choice.kind] === "end") break;
      choices.push(choice);
      rows.push(...[choice.kind, choice.finish, choice.x, choice.y, choice.size].map(BigInt));
      options.onProgress?.(choices.length / maxObjects, `${choices.length} placed`);
    }
    assertGoing(options.signal);
    const scene = sceneOf(backdrop.kind, choices, this.#config, quotes, scramble(options.seed ^ 0x5ce9e));
    return { scene, unknownWords: this.unknownWordsOf(prompt) };
  }

  /** 1 for each kind that may come next, 0 for the others. */
  #allowed(test: (kind: string) => boolean): Float32Array {
    return Float32Array.from(this.#config.kinds, (kind) => (test(kind) ? 1 : 0));
  }
}

const isBackdrop = (kind: string) => kind === "plain" || kind === "ground";

function choiceOf(output: Tensor | undefined): Choice {
  if (output?.data instanceof BigInt64Array && output.data.length === FIELDS) {
    const [kind = 0, finish = 0, x = 0, y = 0, size = 0] = Array.from(output.data, Number);
    return { kind, finish, x, y, size };
  }
  throw new StudioError("model-invalid", "The layout model did not answer with five choices.", {
    remedy: "Reinstall the studio, or export the model again (training/flatland/README.md).",
  });
}

function assertSampling({ seed, temperature }: ComposeOptions): void {
  if (Number.isSafeInteger(seed) && seed >= 0 && Number.isFinite(temperature) && temperature >= 0) return;
  throw new StudioError("bad-input", `Cannot sample with seed ${seed} and temperature ${temperature}.`, {
    remedy: "Choose a whole seed from 0 on and a temperature from 0 on (1 is usual).",
  });
}

function assertGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new StudioError("cancelled", "Drawing was cancelled.", { remedy: "Start it again when you like." });
}
