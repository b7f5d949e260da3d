/** CLIP: how well a picture goes with a text, as the cosine of two vectors (arXiv 2103.00020). */
import type { ImageProcessor, PreTrainedModel, PreTrainedTokenizer, Tensor } from "@huggingface/transformers";
import { StudioError } from "../../../shared/errors";
import type { RgbImage } from "../imaging";
import type { ClipFolder } from "./folder";
import { type Library, loadingWay } from "./library";
import { libraryPicture } from "./picture";
import { bigints } from "./tokens";

export class ClipModel {
  readonly #library: Library;
  readonly #contextTokens: number;
  readonly #text: PreTrainedModel;
  readonly #vision: PreTrainedModel;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #images: ImageProcessor;

  private constructor(
    library: Library,
    contextTokens: number,
    parts: {
      readonly text: PreTrainedModel;
      readonly vision: PreTrainedModel;
      readonly tokenizer: PreTrainedTokenizer;
      readonly images: ImageProcessor;
    },
  ) {
    this.#library = library;
    this.#contextTokens = contextTokens;
    this.#text = parts.text;
    this.#vision = parts.vision;
    this.#tokenizer = parts.tokenizer;
    this.#images = parts.images;
  }

  /** @throws StudioError "model-invalid" when a file of the folder cannot be loaded */
  static async load({ folder, report }: ClipFolder, library: Library, threads?: number): Promise<ClipModel> {
    const way = loadingWay(threads);
    const dtype = (part: string) => report.files.find((file) => file.part === part)?.precision ?? "fp32";
    try {
      const text = await library.CLIPTextModelWithProjection.from_pretrained(folder, {
        ...way,
        dtype: dtype("text_model"),
      });
      const vision = await library.CLIPVisionModelWithProjection.from_pretrained(folder, {
        ...way,
        dtype: dtype("vision_model"),
      });
      const tokenizer = await library.AutoTokenizer.from_pretrained(folder, { local_files_only: true });
      const images = await library.AutoImageProcessor.from_pretrained(folder, { local_files_only: true });
      return new ClipModel(library, report.contextTokens, { text, vision, tokenizer, images });
    } catch (cause) {
      throw cause instanceof StudioError ? cause : unloadable(folder, cause);
    }
  }

  /** The vector of a text; of one that does not fit, the beginning and the mark of its end. */
  async ofText(text: string): Promise<Float32Array> {
    const { Tensor } = this.#library;
    const { input_ids }: { input_ids?: unknown } = Object(this.#tokenizer([text], { padding: false }));
    if (!(input_ids instanceof Tensor)) throw new TypeError("a text should be tokens");
    const all = bigints(input_ids);
    const most = this.#contextTokens;
    // The library cuts the end off; the model looks for its mark.
    const ids = all.length <= most ? all : [...all.slice(0, most - 1), ...all.slice(-1)];
    const tensor = (values: readonly bigint[]) =>
      new Tensor("int64", BigInt64Array.from(values), [1, values.length]);
    return this.#vector(
      await this.#text({ input_ids: tensor(ids), attention_mask: tensor(ids.map(() => 1n)) }),
      "text_embeds",
    );
  }

  /** The vector of a picture. */
  async ofPicture(picture: RgbImage): Promise<Float32Array> {
    const inputs: unknown = await this.#images(libraryPicture(this.#library, picture));
    const pixel_values: unknown = Reflect.get(Object(inputs), "pixel_values");
    return this.#vector(await this.#vision({ pixel_values }), "image_embeds");
  }

  async release(): Promise<void> {
    await this.#text.dispose();
    await this.#vision.dispose();
  }

  #vector(outputs: unknown, name: string): Float32Array {
    const found: unknown = Reflect.get(Object(outputs), name);
    if (!(found instanceof this.#library.Tensor)) throw new TypeError(`CLIP should give ${name}`);
    return floats(found);
  }
}

function floats({ data }: Tensor): Float32Array {
  if (!(data instanceof Float32Array)) throw new TypeError("vectors should be numbers in single precision");
  return Float32Array.from(data);
}

/** Cosine of two vectors, whatever their lengths: -1 to 1. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    first += x * x;
    second += y * y;
  }
  const size = Math.sqrt(first * second);
  return size === 0 ? 0 : Math.max(-1, Math.min(1, dot / size));
}

function unloadable(folder: string, cause: unknown): StudioError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StudioError(
    "model-invalid",
    `The CLIP in ${folder} cannot be loaded: ${reason.split("\n", 1)[0]}`,
    {
      remedy:
        "Download or export the model again: a file of it is damaged, or of a kind that cannot be run here.",
      detail: cause instanceof Error ? (cause.stack ?? reason) : reason,
      cause,
    },
  );
}
