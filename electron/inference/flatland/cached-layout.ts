/**
 * Runs the layout graph with what it worked out before: the prompt is read once, then each object costs one
 * position instead of the whole sequence (a key/value cache; training/flatland/export.py says what goes in and out).
 */
import { type InferenceSession, Tensor } from "onnxruntime-node";
import { StudioError } from "../../../shared/errors";
import type { LayoutConfig } from "./config";
import { type Choice, isBackdrop } from "./decode";

/** As much of a session as the layout needs. */
export interface LayoutSession {
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>;
}

/** Numbers one object consists of: kind, finish, x, y, size, facing. */
export const FIELDS = 6;
/** Objects of one kind are told apart up to this many (MOST_ALIKE in training/flatland/model.py). */
const MOST_ALIKE = 8;

/** A prompt the graph has read; it may be drawn any number of times. */
export interface ReadPrompt {
  readonly memory: Tensor;
}

export interface StepOptions {
  /** Uniform numbers in [0, 1), one a field. */
  readonly uniforms: Float32Array;
  readonly temperature: Tensor;
  /** Which kinds may come next; see `maskOf`. */
  readonly allowed: Tensor;
}

const none = new Tensor("int64", new BigInt64Array(0), [1, 0]);
const noObject = new Tensor("int64", new BigInt64Array(0), [1, 0, FIELDS]);
const numbers = (values: readonly number[], dims: readonly number[]) =>
  new Tensor("int64", BigInt64Array.from(values, BigInt), dims);

/** One whole number as the graph takes it. Runs read what they are given, so that each is made once. */
function once(dims: readonly number[]): (value: number) => Tensor {
  const made = new Map<number, Tensor>();
  return (value) => {
    const known = made.get(value) ?? numbers([value], dims);
    made.set(value, known);
    return known;
  };
}

const single = once([1]);
const cell = once([1, 1]);

/** 1 for each kind that may be chosen, 0 for the others: float32 [1, kinds]. */
export const maskOf = (allowed: readonly boolean[]): Tensor =>
  new Tensor("float32", Float32Array.from(allowed, Number), [1, allowed.length]);

/** One number as the graph takes it: float32 [1]. */
export const numberOf = (value: number): Tensor => new Tensor("float32", [value], [1]);

/** Reads a prompt's words, 1 to `maxText` ids. @throws StudioError "model-invalid" for an answer without memory */
export async function readPrompt(
  session: LayoutSession,
  config: LayoutConfig,
  ids: readonly number[],
): Promise<ReadPrompt> {
  const { layers, heads, headWidth, kinds } = config;
  const { present } = await session.run({
    ids: numbers(ids, [1, ids.length]),
    last: noObject,
    step: single(0),
    alike: none,
    positions: numbers([...ids.keys()], [ids.length]),
    past: new Tensor("float32", new Float32Array(0), [layers, 2, 1, heads, 0, headWidth]),
    uniforms: new Tensor("float32", new Float32Array(FIELDS), [1, FIELDS]),
    temperature: numberOf(1),
    allowed: maskOf(kinds.map(() => true)),
  });
  if (present === undefined) throw strange("memory");
  return { memory: present };
}

/** One scene in the making. */
export class LayoutInProgress {
  readonly #session: LayoutSession;
  readonly #config: LayoutConfig;
  readonly #rows: number[][] = [];
  #memory: Tensor;

  constructor(session: LayoutSession, config: LayoutConfig, prompt: ReadPrompt) {
    this.#session = session;
    this.#config = config;
    this.#memory = prompt.memory;
  }

  /** Chooses what comes next: the backdrop first, then an object each time, or the end. */
  async next({ uniforms, temperature, allowed }: StepOptions): Promise<Choice> {
    const step = this.#rows.length;
    const last = this.#rows.at(-1) ?? Array.from({ length: FIELDS }, () => 0);
    const { choice, present } = await this.#session.run({
      ids: none,
      last: numbers(last, [1, 1, FIELDS]),
      step: single(step),
      alike: cell(this.#alike(last)),
      positions: single(this.#config.maxText + step),
      past: this.#memory,
      uniforms: new Tensor("float32", uniforms, [1, FIELDS]),
      temperature,
      allowed,
    });
    if (present === undefined) throw strange("memory");
    this.#memory = present;
    const [named = 0, ...rest] = fieldsOf(choice);
    // A backdrop is nothing but its name; the model has never seen one with a place or a size.
    const nameless = isBackdrop(this.#config.kinds[named] ?? "");
    const row = [named, ...rest.map((field) => (nameless ? 0 : field))];
    this.#rows.push(row);
    const [kind = 0, finish = 0, x = 0, y = 0, size = 0, facing = 0] = row;
    return { kind, finish, x, y, size, facing };
  }

  /** How many of the last one's kind there are so far. */
  #alike([kind]: readonly number[]): number {
    return Math.min(MOST_ALIKE, this.#rows.filter((row) => row[0] === kind).length);
  }
}

function fieldsOf(output: Tensor | undefined): number[] {
  if (output?.data instanceof BigInt64Array && output.data.length === FIELDS)
    return Array.from(output.data, Number);
  throw strange(`${FIELDS} choices`);
}

function strange(lacking: string): StudioError {
  return new StudioError("model-invalid", `The layout model did not answer with ${lacking}.`, {
    remedy: "Reinstall the studio, or export the model again (training/flatland/README.md).",
  });
}
