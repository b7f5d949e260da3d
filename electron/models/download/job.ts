/** One download under way: file after file, with patience for what passes. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { ModelProgress } from "../../../shared/ipc/domains/models";
import type { ModelDownload } from "../../../shared/models/library";
import { Meter } from "../meter";
import type { SummedFile } from "../records";
import type { NetDeps } from "./answers";
import { WrongSum } from "./faults";
import { fetchFile } from "./fetch-file";
import { patiently } from "./patience";
import type { DownloadRecord, FetchedFile } from "./records";

export const PARTS_FOLDER = ".parts";

export interface JobDeps {
  readonly net: NetDeps;
  /** Writes down what has come of a file. */
  readonly note: (path: string, change: Partial<Pick<FetchedFile, "tag" | "got" | "bytes">>) => Promise<void>;
  readonly onProgress: (progress: ModelProgress) => void;
  readonly onChanged: () => void;
}

/** Bytes of a download that are on the disk already. */
export async function bytesHere({ files }: DownloadRecord, box: string): Promise<number> {
  const sizes = await Promise.all(
    files.map(async ({ got }, at) => got?.bytes ?? (await sizeOf(partOf(box, at)))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes of all files; null while the size of one is not known. */
export function bytesWanted(files: readonly FetchedFile[]): number | null {
  let sum = 0;
  for (const { bytes, got } of files) {
    const size = got?.bytes ?? bytes;
    if (size === null) return null;
    sum += size;
  }
  return sum;
}

const partOf = (box: string, at: number): string => path.join(box, PARTS_FOLDER, String(at));

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

export class DownloadJob {
  readonly #record: DownloadRecord;
  readonly #box: string;
  readonly #deps: JobDeps;
  readonly #meter: Meter;
  readonly #files: FetchedFile[];
  #file: string | null = null;
  #until: number | null = null;

  /** @param here bytes that are on the disk already */
  constructor(record: DownloadRecord, box: string, here: number, deps: JobDeps) {
    this.#record = record;
    this.#box = box;
    this.#deps = deps;
    this.#files = [...record.files];
    const { id } = record;
    this.#meter = new Meter({
      done: here,
      total: bytesWanted(record.files),
      now: deps.net.now,
      tell: (state) => deps.onProgress({ id, ...state }),
    });
  }

  /** How it stands. */
  get state(): Pick<ModelDownload, "state" | "done" | "total" | "rate" | "file" | "until" | "files"> {
    return {
      state: this.#until === null ? "running" : "waiting",
      ...this.#meter.state,
      file: this.#file,
      until: this.#until,
      files: { done: this.#files.filter(({ got }) => got !== null).length, total: this.#files.length },
    };
  }

  /** Fetches what is missing. @throws CancelledError, StudioError; what is here stays. */
  async run(signal: AbortSignal): Promise<readonly SummedFile[]> {
    const summed: SummedFile[] = [];
    for (const [at, file] of this.#files.entries()) {
      const got = file.got ?? (await this.#fetch(at, file, signal));
      summed.push({ path: file.path, ...got });
    }
    return summed;
  }

  async #fetch(at: number, file: FetchedFile, signal: AbortSignal): Promise<Omit<SummedFile, "path">> {
    this.#file = file.path;
    this.#deps.onChanged();
    try {
      return await this.#twiceIfWrong(at, signal);
    } finally {
      this.#file = null;
    }
  }

  /** A file that is not what was listed is fetched once more, alone. */
  async #twiceIfWrong(at: number, signal: AbortSignal): Promise<Omit<SummedFile, "path">> {
    try {
      return await this.#patiently(at, signal);
    } catch (fault) {
      if (!(fault instanceof WrongSum)) throw fault;
    }
    try {
      return await this.#patiently(at, signal);
    } catch (fault) {
      throw fault instanceof WrongSum ? fault.error : fault;
    }
  }

  async #patiently(at: number, signal: AbortSignal): Promise<Omit<SummedFile, "path">> {
    let here = await sizeOf(partOf(this.#box, at));
    let most = here;
    const got = await patiently(
      () =>
        fetchFile(
          this.#fileAt(at),
          { part: partOf(this.#box, at), folder: path.join(this.#box, this.#record.folder) },
          {
            deps: this.#deps.net,
            signal,
            onBytes: (bytes) => {
              here += bytes;
              most = Math.max(most, here);
              this.#meter.add(bytes);
            },
            onSize: (bytes) => this.#sized(at, bytes),
            onTag: (tag) => this.#note(at, { tag }),
          },
        ),
      {
        deps: this.#deps.net,
        signal,
        // Only what goes further than ever counts: a server that begins anew each time is given up.
        progress: () => most,
        onWait: (until) => {
          this.#until = until;
          this.#deps.onChanged();
        },
      },
    );
    await this.#note(at, { got });
    return got;
  }

  #fileAt(at: number): FetchedFile {
    const file = this.#files[at];
    if (file === undefined) throw new RangeError(`there is no file ${at}`);
    return file;
  }

  #sized(at: number, bytes: number): void {
    this.#files[at] = { ...this.#fileAt(at), bytes };
    this.#meter.total = bytesWanted(this.#files);
  }

  async #note(at: number, change: Partial<Pick<FetchedFile, "tag" | "got">>): Promise<void> {
    const next = { ...this.#fileAt(at), ...change };
    await this.#deps.note(next.path, change);
    this.#files[at] = next;
  }
}
