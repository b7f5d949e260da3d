/**
 * Flatland's text-to-scene model in the app: reads a prompt, draws a scene object by object.
 * The ONNX graph chooses one object a run (six chained choices, drawn inside the graph from as many uniform
 * numbers); this file holds the loop around it. Trained by training/flatland.
 */
import { join } from "node:path";
import type { Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { Look, Scene } from "../../../shared/flatland/scene";
import {
  FIELDS,
  LayoutInProgress,
  type LayoutSession,
  maskOf,
  numberOf,
  type ReadPrompt,
  readPrompt,
} from "./cached-layout";
import { type LayoutConfig, readConfig } from "./config";
import { type Choice, isBackdrop, quoteOf, sceneOf } from "./decode";
import { lookOfPrompt, withoutLook } from "./look";
import { scramble, seededRandom, uniforms } from "./sampler";
import { encodePrompt, unknownWordsOf } from "./tokenize";

/** Below this temperature the likeliest choice is certain within float32. */
const COLDEST = 0.01;
/** Prompts kept as read: the candidates of a round and the attempts of a run share theirs. */
const KEPT_PROMPTS = 4;

export interface FlatlandOptions {
  /** Opens an ONNX file at a path. */
  readonly createSession: (file: string) => Promise<LayoutSession>;
}

export interface ComposeOptions {
  /** A non-negative integer; the same prompt, seed and temperature give the same scene. */
  readonly seed: number;
  /** 1 is the model's own distribution; lower is safer and less varied, 0 takes the likeliest choice. */
  readonly temperature: number;
  /** How it is to be drawn, where the prompt is not to decide; the model heeds the aspect, the renderer all. */
  readonly look?: Look;
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
  readonly #session: LayoutSession;
  /** What each kind is: the backdrops come first and only there, a sign wants a text to spell. */
  readonly #kinds: readonly { readonly backdrop: boolean; readonly quote: number }[];
  /** The latest prompts, the oldest first. */
  readonly #read = new Map<string, Promise<ReadPrompt>>();

  private constructor(config: LayoutConfig, session: LayoutSession) {
    this.#config = config;
    this.#session = session;
    this.#kinds = config.kinds.map((kind) => ({ backdrop: isBackdrop(kind), quote: quoteOf(kind) ?? -1 }));
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
    return unknownWordsOf(withoutLook(prompt), this.#config.lexicon);
  }

  /**
   * Draws a scene for a prompt. Takes one run of the model for each object and two more, and one to read the
   * prompt unless it was among the latest.
   * @throws StudioError "cancelled" when `signal` aborts between two objects, "bad-input" for a temperature
   * or seed that is no number, "model-invalid" when the model answers with something else than its choices.
   */
  async compose(prompt: string, options: ComposeOptions): Promise<Composition> {
    assertSampling(options);
    const look: Look = { ...lookOfPrompt(prompt), ...options.look };
    const { kinds, maxObjects } = this.#config;
    const { ids, quotes } = encodePrompt(prompt, this.#config.lexicon, this.#aspectWord(look));
    const layout = new LayoutInProgress(this.#session, this.#config, await this.#readOnce(ids));
    const random = seededRandom(options.seed);
    const temperature = numberOf(Math.max(COLDEST, options.temperature));
    const next = (allowed: Tensor): Promise<Choice> => {
      assertGoing(options.signal);
      return layout.next({ uniforms: uniforms(random, FIELDS), temperature, allowed });
    };

    const backdrop = await next(maskOf(this.#kinds.map((kind) => kind.backdrop)));
    const canFollow = maskOf(this.#kinds.map((kind) => !kind.backdrop && kind.quote < quotes.length));
    const choices: Choice[] = [];
    while (choices.length < maxObjects) {
      const choice = await next(canFollow);
      if (kinds[choice.kind] === "end") break;
      choices.push(choice);
      options.onProgress?.(choices.length / maxObjects, `${choices.length} placed`);
    }
    assertGoing(options.signal);
    const styleSeed = scramble(options.seed ^ 0x5ce9e);
    const scene = sceneOf({ backdrop: backdrop.kind, choices, quotes, styleSeed, look }, this.#config);
    return { scene, unknownWords: this.unknownWordsOf(prompt) };
  }

  #aspectWord({ aspect = "1:1" }: Look): string | undefined {
    return this.#config.aspects[aspect];
  }

  #readOnce(ids: readonly number[]): Promise<ReadPrompt> {
    const key = ids.join(" ");
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const reading = readPrompt(this.#session, this.#config, ids);
    this.#read.set(key, reading);
    // A failure is told to whoever asked; the next one tries again.
    reading.catch(() => this.#read.delete(key));
    const [oldest] = this.#read.keys();
    if (this.#read.size > KEPT_PROMPTS && oldest !== undefined) this.#read.delete(oldest);
    return reading;
  }
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
