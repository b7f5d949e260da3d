/** Looks into models' folders; what has not changed since the last time is not read again. */
import { asStudioError, StudioError } from "../../shared/errors";
import type { Inspection, ModelEntry } from "../../shared/models/library";
import { inspectorFor, type ModelInspector } from "./inspectors";
import { type FolderFile, listFolder } from "./listing";

/** A folder that does not answer by then lies on a disk that is gone. */
const LONGEST_MS = 20_000;

export interface Sight {
  readonly state: Exclude<ModelEntry["state"], "arriving">;
  readonly inspection: Inspection | null;
  readonly error: StudioError | null;
  readonly files: readonly FolderFile[];
}

export class Eyes {
  readonly #inspectors: readonly ModelInspector[];
  readonly #longestMs: number;
  readonly #seen = new Map<string, { readonly files: string; readonly inspection: Inspection }>();

  constructor(inspectors: readonly ModelInspector[], longestMs = LONGEST_MS) {
    this.#inspectors = inspectors;
    this.#longestMs = longestMs;
  }

  /** What a folder holds. What is wrong with it is told, not thrown. */
  async look(folder: string): Promise<Sight> {
    const signal = AbortSignal.timeout(this.#longestMs);
    let files: readonly FolderFile[] = [];
    try {
      files = await Promise.race([listFolder(folder, signal), outOfTime(folder, signal)]);
      return { state: "ready", inspection: await this.#inspect(folder, files, signal), error: null, files };
    } catch (thrown) {
      const error = asStudioError(thrown);
      const gone = error.code === "not-found" || error.code === "timeout";
      return { state: gone ? "missing" : "broken", inspection: null, error, files };
    }
  }

  async #inspect(folder: string, files: readonly FolderFile[], signal: AbortSignal): Promise<Inspection> {
    const print = JSON.stringify(files);
    const known = this.#seen.get(folder);
    if (known?.files === print) return known.inspection;
    const inspection = await inspectorFor(this.#inspectors, files, folder).inspect(folder, signal);
    this.#seen.set(folder, { files: print, inspection });
    return inspection;
  }
}

function outOfTime(folder: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () =>
      reject(
        new StudioError("timeout", `${folder} does not answer.`, {
          remedy: "Connect the disk it lies on, or choose the folder where it is now.",
          retryable: true,
        }),
      ),
    );
  });
}
