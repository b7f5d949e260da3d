/** Works the checksums of models out behind everything else, one model after the other, and compares them. */
import { isCancelled, StudioError } from "../../shared/errors";
import type { FileCheck } from "../../shared/models/library";
import { storageError } from "../storage/durable";
import { bytesOf, listFolder, sortFiles } from "./listing";
import type { SummedFile } from "./records";
import type { Shelf } from "./shelf";
import { compareSums, sumFiles } from "./sums";
import type { Works } from "./works";

export interface CheckerDeps {
  readonly shelf: Shelf;
  readonly works: Works;
  readonly now: () => number;
  readonly onChanged: () => void;
  readonly onFault: (error: StudioError) => void;
}

export class Checker {
  readonly #deps: CheckerDeps;
  readonly #checks = new Map<string, FileCheck>();
  readonly #faults = new Map<string, StudioError>();

  constructor(deps: CheckerDeps) {
    this.#deps = deps;
  }

  /** What came of the latest check; null where there was none. */
  checkOf(id: string): FileCheck | null {
    return this.#checks.get(id) ?? null;
  }

  /** What kept the checksums from being worked out. */
  faultOf(id: string): StudioError | null {
    return this.#faults.get(id) ?? null;
  }

  /** What was known of its files is of another folder. */
  forget(id: string): void {
    this.#checks.delete(id);
    this.#faults.delete(id);
  }

  /** Models without checksums get them. */
  sumAll(): void {
    const { shelf, works } = this.#deps;
    for (const { id, sums } of shelf.all()) {
      if (sums === null && works.of(id) === null && !this.#faults.has(id)) this.sum(id);
    }
  }

  /** Records the checksums of a model as it is now. */
  sum(id: string): void {
    const { shelf, now } = this.#deps;
    this.#inBackground(id, "summing", async (files) => {
      await shelf.put({ ...shelf.get(id), sums: { at: now(), files: [...files] } });
      this.#checks.delete(id);
    });
  }

  /** Compares a model with its recorded checksums. @throws StudioError "busy" while its files are being read */
  compare(id: string): void {
    const { shelf, works, now } = this.#deps;
    const { name, sums } = shelf.get(id);
    if (works.of(id) !== null) throw busy(name);
    this.#inBackground(id, "checking", async (files) => {
      this.#checks.set(id, { at: now(), ...compareSums(sums?.files ?? [], files) });
    });
  }

  #inBackground(
    id: string,
    task: "summing" | "checking",
    take: (files: readonly SummedFile[]) => Promise<void>,
  ): void {
    const { shelf, works, onChanged, onFault } = this.#deps;
    const { name } = shelf.get(id);
    this.#faults.delete(id);
    const working = works.queue(id, task, async ({ signal, begin, onBytes }) => {
      const folder = shelf.folderOf(id);
      const { used } = sortFiles(await listFolder(folder, signal));
      begin(bytesOf(used));
      await take(await sumFiles(folder, used, signal, onBytes));
    });
    onChanged();
    working
      .catch((thrown: unknown) => {
        if (isCancelled(thrown)) return;
        const error = storageError(`work out the checksums of ${name}`, thrown);
        this.#faults.set(id, error);
        onFault(error);
      })
      .finally(onChanged);
  }
}

function busy(name: string): StudioError {
  return new StudioError("busy", `The files of ${name} are being read already.`, {
    remedy: "Wait until that has ended, or stop it.",
    retryable: true,
  });
}
