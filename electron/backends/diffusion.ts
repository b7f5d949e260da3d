/** A diffusion model on this computer as a generator of the loop. */
import type { LocalModelConfig } from "../../shared/backends";
import { asStudioError, isCancelled, StudioError } from "../../shared/errors";
import type { ComputeWay } from "../../shared/inference/compute";
import { isTight, type ModelFacts, sizeFor } from "../../shared/inference/diffusion";
import type { DrawingContext, EditInput, GeneratedImage, Generator } from "../agent/roles";
import type { Engine } from "../inference/client";
import type { DiffuseRequest } from "../inference/protocol";
import { type Compute, insteadNote } from "./compute";
import { cannotEdit, keptOutside, maskFor, regionOf } from "./edits";
import { modelFacts } from "./model-facts";
import { fellOn, inGigabytes, isCrash, isMemoryFault, outOfMemory } from "./model-memory";
import type { Pictures } from "./pictures";

/** How much of the earlier picture is given up: within a region nearly all, of a whole picture a good half. */
const STRENGTH = { region: 0.85, whole: 0.6 } as const;

export interface LocalModelTools {
  readonly engine: Pick<Engine, "diffuse" | "inspectModel" | "status"> & Pictures;
  /** What models are computed with; the processor alone where absent. */
  readonly compute?: Pick<Compute, "wayFor" | "fell">;
  /** Free memory in bytes; what the system says where absent. */
  readonly free?: () => number;
}

/**
 * Draws with the model of a folder, at the size it was trained at unless told otherwise. Mends an image by drawing a
 * region of it anew, where the model has an encoder for pictures; the rest stays as it is, pixel by pixel.
 */
export function diffusionGenerator(config: LocalModelConfig, tools: LocalModelTools): Generator {
  const model = new LocalModel(config, tools);
  return {
    get editing() {
      return model.canEdit ? "mask" : undefined;
    },
    generate: ({ prompt, parameters: { seed } }, context) => model.draw({ prompt, seed }, context),
    edit: (input, context) => model.edit(input, context),
    unknownWords: () => Promise.resolve([]),
  };
}

const processorAlone: ComputeWay = { providers: ["cpu"], refused: [] };

type Wanted = Pick<DiffuseRequest, "prompt" | "seed"> & Partial<Pick<DiffuseRequest, "from" | "steps">>;

type Size = ReturnType<typeof sizeFor>;

class LocalModel {
  readonly #config: LocalModelConfig;
  readonly #tools: LocalModelTools;
  /** What its folder holds, once looked at; it is looked at again when the model has to be loaded. */
  #facts: ModelFacts | null = null;

  constructor(config: LocalModelConfig, tools: LocalModelTools) {
    this.#config = config;
    this.#tools = tools;
  }

  /** Whether it can mend images, as far as is known. */
  get canEdit(): boolean {
    return this.#facts?.report.edits ?? true;
  }

  async draw(wanted: Wanted, context: DrawingContext): Promise<GeneratedImage> {
    const { engine, compute } = this.#tools;
    const facts = await this.#look(context.signal);
    const way = (await compute?.wayFor(facts, context.signal)) ?? processorAlone;
    const { folder, guidance, negativePrompt = "", sampler } = this.#config;
    const size = this.#sizeOf(facts);
    const { steps = this.#config.steps } = wanted;
    const request: DiffuseRequest = {
      ...{ folder, guidance, negativePrompt, ...wanted, steps },
      ...size,
      ...(sampler === undefined ? {} : { scheduler: sampler }),
      providers: [...way.providers],
    };
    if (isTight(facts)) context.onProgress(0, `Loading the model: ${tightWords(facts)}`);
    try {
      const drawn = await engine.diffuse(request, {
        signal: context.signal,
        onProgress: (fraction, label, preview) =>
          context.onProgress(fraction, labelled(label, request), preview),
      });
      const { png, width, height, ms, notes, provider } = drawn;
      const instead = insteadNote([...way.refused, ...drawn.refused], provider);
      const warned = isTight(facts) ? [`${capital(tightWords(facts))}.`] : [];
      return {
        ...{ png, svg: null, width, height, ms, backend: facts.name, provider },
        notes: [...notes, ...(instead === null ? [] : [instead]), ...warned],
      };
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      const error = asStudioError(thrown);
      const [asked = "cpu"] = way.providers;
      if (asked !== "cpu" && isCrash(error)) {
        compute?.fell(facts, asked);
        throw fellOn(asked, facts, error);
      }
      if (isMemoryFault(error)) throw outOfMemory(facts, size, error);
      throw error.code === "model-invalid" ? unreadable(error) : error;
    }
  }

  /** @throws StudioError "bad-input" where this image cannot be mended by this model. */
  async edit(input: EditInput, context: DrawingContext): Promise<GeneratedImage> {
    const { prompt, parameters, base } = input;
    const { engine } = this.#tools;
    const { signal } = context;
    const facts = await this.#look(signal);
    if (!facts.report.edits) throw cannotEdit(`${facts.name} has no vae_encoder to read pictures with`);
    const size = this.#sizeOf(facts);
    if (base.width !== size.width || base.height !== size.height) throw otherSize(base, size);
    const boxes = regionOf(input);
    const mask = boxes === null ? null : await maskFor(input, boxes, "white", engine, signal);
    const strength = mask === null ? STRENGTH.whole : STRENGTH.region;
    // Of the steps, only the share that is to change is taken: one must be left.
    const steps = Math.max(this.#config.steps, Math.ceil(1 / strength));
    const from = { image: base.png, strength, ...(mask === null ? {} : { mask }) };
    const drawn = await this.draw({ prompt, seed: parameters.seed, steps, from }, context);
    return boxes === null ? drawn : keptOutside(drawn, input, boxes, engine, signal);
  }

  #sizeOf({ report }: ModelFacts): Size {
    return sizeFor(report, this.#config.side ?? report.side, this.#config.shape);
  }

  async #look(signal: AbortSignal): Promise<ModelFacts> {
    const { engine, free } = this.#tools;
    this.#facts = await modelFacts(this.#config.folder, engine, signal, free);
    return this.#facts;
  }
}

/** "Step 3 of 25"; of an edit, of the steps that are taken. */
function labelled(label: string, { steps, from }: DiffuseRequest): string {
  if (from !== undefined || !label.startsWith("Step ")) return label;
  return `${label} of ${steps}`;
}

function tightWords({ name, modelBytes, freeBytes }: ModelFacts): string {
  return `${name} takes at least ${inGigabytes(modelBytes)} of memory, of which ${inGigabytes(freeBytes)} were free`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What the runtime refuses is the designer's own file here, and no part of the studio. */
function unreadable(error: StudioError): StudioError {
  const { code, message, detail } = error;
  return new StudioError(code, message, {
    remedy:
      "Download or export the model again: a file of it is damaged, or of a kind that cannot be run here.",
    ...(detail === undefined ? {} : { detail }),
    cause: error,
  });
}

function otherSize({ width, height }: Size, own: Size): StudioError {
  return new StudioError(
    "bad-input",
    `The image is ${width}×${height} pixels large, but this model draws ${own.width}×${own.height}.`,
    { remedy: "The image is drawn anew instead." },
  );
}
