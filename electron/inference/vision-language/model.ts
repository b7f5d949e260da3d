/** A vision-language model of a folder: reads pictures and text, answers token by token, the likeliest each time. */
import type {
  DynamicCache,
  PreTrainedModel,
  PreTrainedTokenizer,
  Processor,
  RawImage,
  Tensor,
} from "@huggingface/transformers";
import { StudioError, throwIfCancelled } from "../../../shared/errors";
import type { RgbImage } from "../imaging";
import { type Chance, likeliest } from "./chances";
import { promptOf, type Turn } from "./conversation";
import type { VisionLanguageFolder } from "./folder";
import { type Library, loadingWay } from "./library";
import { libraryPicture } from "./picture";
import { kept, Prefix } from "./prefix";
import { pixelValues, type Tiling, tiled } from "./tiles";
import { bigints } from "./tokens";

export interface Asked {
  readonly turns: readonly Turn[];
  /** As many as there are image parts in the turns, in their order. */
  readonly pictures: readonly RgbImage[];
  /** Tells pictures apart: what was read of those asked about last is kept. */
  readonly pictureIds: readonly string[];
  readonly maxTokens: number;
  /** How many alternatives to the first token to tell. */
  readonly alternatives: number;
}

export interface Answered {
  readonly text: string;
  readonly tokens: readonly number[];
  /** True when the answer was cut off at the limit. */
  readonly truncated: boolean;
  readonly first: readonly { readonly token: string; readonly logprob: number }[];
  readonly inputTokens: number;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Called when the pictures have been read, and after every token. */
  readonly onToken: (tokens: number) => void;
}

type Numbers = Record<string, Tensor>;

export class VisionLanguageModel {
  readonly #library: Library;
  readonly #folder: VisionLanguageFolder;
  readonly #model: PreTrainedModel;
  readonly #processor: Processor;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #prefix = new Prefix();
  /** What the last pictures look like to the model. */
  #seen: { readonly id: string; readonly inputs: Numbers } | null = null;

  private constructor(
    library: Library,
    folder: VisionLanguageFolder,
    model: PreTrainedModel,
    processor: Processor,
    tokenizer: PreTrainedTokenizer,
  ) {
    this.#library = library;
    this.#folder = folder;
    this.#model = model;
    this.#processor = processor;
    this.#tokenizer = tokenizer;
  }

  /** @throws StudioError "model-invalid" when a file of the folder cannot be loaded */
  static async load(
    folder: VisionLanguageFolder,
    library: Library,
    threads?: number,
  ): Promise<VisionLanguageModel> {
    try {
      const processor = await library.AutoProcessor.from_pretrained(folder.folder, {
        local_files_only: true,
      });
      const { tokenizer } = processor;
      if (tokenizer === undefined) throw new Error("its processor has no tokenizer");
      countTokens(processor);
      if (folder.tiling !== null) cutIntoTiles(processor, folder.tiling, library);
      const model = await library.AutoModelForImageTextToText.from_pretrained(folder.folder, {
        ...loadingWay(threads),
        dtype: Object.fromEntries(folder.report.files.map(({ part, precision }) => [part, precision])),
      });
      return new VisionLanguageModel(library, folder, model, processor, tokenizer);
    } catch (cause) {
      throw cause instanceof StudioError ? cause : unloadable(folder.folder, cause);
    }
  }

  /**
   * Answers; the same words and pictures always get the same answer.
   * @throws CancelledError between two tokens once the signal fires, StudioError "bad-input" for what does not fit its
   * context, "unsupported" for more pictures than it takes.
   */
  async ask(asked: Asked, { signal, onToken }: AskOptions): Promise<Answered> {
    const inputs = await this.#prepared(asked);
    throwIfCancelled(signal);
    const ids = idsOf(inputs);
    const room = this.#folder.report.contextTokens - ids.length;
    if (room < 1) throw tooLong(ids.length, this.#folder.report.contextTokens);
    const cache = await this.#read(inputs, ids);
    throwIfCancelled(signal);
    onToken(0);
    const watch = this.#watch(ids.length, asked.alternatives, signal, onToken);
    const most = Math.min(asked.maxTokens, room);
    const made: unknown = await this.#model.generate({
      ...(cache === null ? inputs : { ...textOf(inputs), past_key_values: cache }),
      max_new_tokens: most,
      do_sample: false,
      logits_processor: watch.scores,
      stopping_criteria: watch.stop,
    });
    if (!(made instanceof this.#library.Tensor)) throw new TypeError("an answer should be tokens");
    const tokens = bigints(made).slice(ids.length).map(Number);
    return {
      text: this.#tokenizer.decode(tokens, { skip_special_tokens: true }),
      tokens,
      truncated: tokens.length >= most && !this.#isEnd(tokens.at(-1)),
      first: watch.first().map(({ id, logprob }) => ({ token: this.#tokenizer.decode([id]), logprob })),
      inputTokens: ids.length,
    };
  }

  async release(): Promise<void> {
    this.#prefix.forget();
    this.#seen = null;
    await this.#model.dispose();
  }

  async #prepared({ turns, pictures, pictureIds }: Asked): Promise<Numbers> {
    const { family, chatTemplate, folder } = this.#folder;
    if (pictures.length > 1 && family.pictures !== "tiles") throw onePicture(folder);
    const prompt = promptOf(turns, (filled) => fillIn(this.#tokenizer, chatTemplate, filled));
    if (pictures.length === 0) return tensorsIn(this.#tokenizer(prompt), this.#library);
    const shown = pictures.map((picture) => libraryPicture(this.#library, picture));
    const images = family.pictures === "tiles" ? [shown] : shown;
    const order = family.pictures === "tiles" ? [prompt, images] : [images, prompt];
    const inputs = tensorsIn(await this.#processor(...order), this.#library);
    return this.#asSeenBefore(pictureIds.join(" "), inputs);
  }

  /** The very tensors of the last pictures where these are the same: what was encoded of them is found by them. */
  #asSeenBefore(id: string, inputs: Numbers): Numbers {
    const text = textOf(inputs);
    if (this.#seen?.id !== id) {
      this.#prefix.forget();
      const pixels = Object.entries(inputs).filter(([name]) => !(name in text));
      this.#seen = { id, inputs: Object.fromEntries(pixels) };
    }
    return { ...text, ...this.#seen.inputs };
  }

  /**
   * Reads everything up to the last token of a picture, or finds it kept. null where there is no picture: then all is
   * read at once.
   */
  async #read(inputs: Numbers, ids: readonly bigint[]): Promise<DynamicCache | null> {
    const { Tensor, DynamicCache } = this.#library;
    if (inputs.pixel_values === undefined) return null;
    const found = this.#prefix.match(ids, DynamicCache);
    if (found !== null) return found;
    const end = ids.lastIndexOf(this.#pictureToken()) + 1;
    if (end === 0 || end >= ids.length) return null;
    const outputs: unknown = await this.#model.forward({
      ...inputs,
      input_ids: new Tensor("int64", BigInt64Array.from(ids.slice(0, end)), [1, end]),
      attention_mask: new Tensor("int64", new BigInt64Array(end).fill(1n), [1, end]),
    });
    const entries = kept(Object(outputs), (value): value is Tensor => value instanceof Tensor);
    this.#prefix.keep(ids.slice(0, end), entries);
    return new DynamicCache({ ...entries });
  }

  #pictureToken(): bigint {
    const { config } = this.#model;
    const id: unknown = Reflect.get(config, "image_token_id") ?? Reflect.get(config, "image_token_index");
    return typeof id === "number" ? BigInt(id) : -1n;
  }

  #isEnd(token: number | undefined): boolean {
    const ends: unknown = Reflect.get(Object(this.#model.generation_config), "eos_token_id");
    return token !== undefined && (Array.isArray(ends) ? ends.includes(token) : ends === token);
  }

  /** Looks at every step: keeps the scores of the first one, and stops where nobody wants the answer any more. */
  #watch(before: number, alternatives: number, signal: AbortSignal, onToken: (tokens: number) => void) {
    const { LogitsProcessor, LogitsProcessorList, StoppingCriteria, StoppingCriteriaList } = this.#library;
    let first: readonly Chance[] | null = null;
    class FirstScores extends LogitsProcessor {
      override _call(_ids: bigint[][], logits: Tensor): Tensor {
        if (alternatives > 0)
          first ??= likeliest(Float32Array.from(logits.data as Float32Array), alternatives);
        return logits;
      }
    }
    class Cancelled extends StoppingCriteria {
      override _call(ids: number[][]): boolean[] {
        throwIfCancelled(signal);
        onToken((ids[0]?.length ?? before) - before);
        return ids.map(() => false);
      }
    }
    const scores = new LogitsProcessorList();
    scores.push(new FirstScores());
    const stop = new StoppingCriteriaList();
    stop.push(new Cancelled());
    return { scores, stop, first: () => first ?? [] };
  }
}

/** The library counts the token in front of CLIP's patches, which LLaVA 1.5 leaves out, as a part of the picture. */
function countTokens({ config }: Processor): void {
  const counted: unknown = Reflect.get(config, "num_additional_image_tokens");
  const leavesOut = Reflect.get(config, "vision_feature_select_strategy") === "default";
  if (leavesOut && typeof counted === "number") {
    Object.assign(config, { num_additional_image_tokens: Math.max(0, counted - 1) });
  }
}

/** Puts this studio's tiles in the place of the library's, whose resizing is not what models were trained on. */
function cutIntoTiles(processor: Processor, tiling: Tiling, { Tensor }: Library): void {
  const side = tiling.max_image_size.longest_edge;
  Object.assign(processor.components, {
    image_processor: async ([pictures = []]: RawImage[][]) => {
      const cut = pictures.map((picture) => tiled(rgbOf(picture), tiling));
      const tiles = cut.flatMap((one) => one.tiles);
      const dims = [1, tiles.length, side, side];
      return {
        pixel_values: new Tensor("float32", pixelValues(tiles, tiling), [1, tiles.length, 3, side, side]),
        pixel_attention_mask: new Tensor("bool", new Uint8Array(tiles.length * side * side).fill(1), dims),
        rows: [cut.map(({ rows }) => rows)],
        cols: [cut.map(({ columns }) => columns)],
      };
    },
  });
}

function rgbOf({ data, width, height }: RawImage): RgbImage {
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height };
}

/** The tensors among what a processor returns. */
function tensorsIn(value: unknown, { Tensor }: Library): Numbers {
  const entries = Object.entries(Object(value)).filter(
    (entry): entry is [string, Tensor] => entry[1] instanceof Tensor,
  );
  return Object.fromEntries(entries);
}

function textOf({ input_ids, attention_mask }: Numbers): Numbers {
  return {
    ...(input_ids === undefined ? {} : { input_ids }),
    ...(attention_mask === undefined ? {} : { attention_mask }),
  };
}

function idsOf({ input_ids }: Numbers): readonly bigint[] {
  if (input_ids === undefined) throw new TypeError("a prompt should be tokens");
  return bigints(input_ids);
}

function fillIn(tokenizer: PreTrainedTokenizer, template: string, turns: readonly Turn[]): string {
  const messages = turns.map(({ role, content }) => ({
    role,
    content: content.map((part) => ({ ...part })),
  }));
  const filled: unknown = tokenizer.apply_chat_template(messages, {
    tokenize: false,
    add_generation_prompt: true,
    chat_template: template,
  });
  if (typeof filled !== "string") throw new TypeError("a chat template should make a text");
  return filled;
}

function unloadable(folder: string, cause: unknown): StudioError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StudioError(
    "model-invalid",
    `The model in ${folder} cannot be loaded: ${reason.split("\n", 1)[0]}`,
    {
      remedy:
        "Download or export the model again: a file of it is damaged, or of a kind that cannot be run here.",
      detail: cause instanceof Error ? (cause.stack ?? reason) : reason,
      cause,
    },
  );
}

function onePicture(folder: string): StudioError {
  return new StudioError("unsupported", `The model in ${folder} looks at one picture at a time.`, {
    remedy: "Choose a SmolVLM or Idefics3 model to compare pictures.",
  });
}

function tooLong(tokens: number, most: number): StudioError {
  return new StudioError(
    "bad-input",
    `The question takes ${tokens} tokens, and the model reads ${most} at once.`,
    {
      remedy: "Shorten it, or choose a smaller size for pictures in the settings.",
    },
  );
}
