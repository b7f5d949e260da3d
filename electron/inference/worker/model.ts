/** A model that is loaded when it is first needed, warmed up once, and timed. */
import { access } from "node:fs/promises";
import { StudioError } from "../../../shared/errors";
import type { ModelStatus } from "../protocol";

export interface ModelRecipe<T> {
  /** For people and for the status: "flatland". */
  readonly name: string;
  /** Folder that must be there; its absence is told apart from its being broken. */
  readonly folder: string;
  /** What to do without the folder, where it may be left out. */
  readonly remedy?: string;
  readonly load: () => Promise<T>;
  /** One small run, so that the first real one is not the slow one. */
  readonly warm: (model: T) => Promise<unknown>;
}

export class LazyModel<T> {
  readonly #recipe: ModelRecipe<T>;
  readonly #onChange: () => void;
  #loading: Promise<T> | null = null;
  #status: ModelStatus;

  constructor(recipe: ModelRecipe<T>, onChange: () => void) {
    this.#recipe = recipe;
    this.#onChange = onChange;
    this.#status = { name: recipe.name, loaded: false, ms: null };
  }

  status(): ModelStatus {
    return this.#status;
  }

  /**
   * The model, loaded and warmed up. A failure is not remembered: the next call tries again.
   * @throws StudioError "model-missing" without its folder, "model-invalid" when it cannot be loaded or run.
   */
  get(): Promise<T> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<T> {
    const { name, folder, remedy, load, warm } = this.#recipe;
    await requireFolder(name, folder, remedy);
    const started = performance.now();
    try {
      const model = await load();
      await warm(model);
      this.#status = { name, loaded: true, ms: performance.now() - started };
      this.#onChange();
      return model;
    } catch (cause) {
      throw cause instanceof StudioError ? cause : brokenModel(name, folder, cause);
    }
  }
}

async function requireFolder(
  name: string,
  folder: string,
  remedy = "Reinstall the studio, or put the folder back from its release.",
): Promise<void> {
  try {
    await access(folder);
  } catch (cause) {
    throw new StudioError("model-missing", `The model "${name}" is not there: ${folder}`, {
      remedy,
      cause,
    });
  }
}

function brokenModel(name: string, folder: string, cause: unknown): StudioError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StudioError("model-invalid", `The model "${name}" cannot be loaded: ${reason}`, {
    remedy: `Reinstall the studio, or put ${folder} back from its release.`,
    detail: cause instanceof Error ? (cause.stack ?? reason) : reason,
    cause,
  });
}
