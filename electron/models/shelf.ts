/** The list of models, asked and changed by id. */
import { StudioError } from "../../shared/errors";
import type { ListFile } from "../storage/list-file";
import { folderOf, type ModelPlaces } from "./places";
import type { ModelRecord } from "./records";

export class Shelf {
  readonly #records: ListFile<ModelRecord>;
  readonly #places: ModelPlaces;

  constructor(records: ListFile<ModelRecord>, places: ModelPlaces) {
    this.#records = records;
    this.#places = places;
  }

  /** Models that are not in the trash. */
  all(): readonly ModelRecord[] {
    return this.#records.items().filter(({ deletedAt }) => deletedAt === null);
  }

  inTrash(): readonly ModelRecord[] {
    return this.#records.items().filter(({ deletedAt }) => deletedAt !== null);
  }

  /** @throws StudioError "not-found" */
  get(id: string): ModelRecord {
    return found(this.all(), id);
  }

  /** @throws StudioError "not-found" */
  getDeleted(id: string): ModelRecord {
    return found(this.inTrash(), id);
  }

  /** Where a model is used. @throws StudioError "not-found" */
  folderOf(id: string): string {
    return folderOf(this.#places, this.get(id));
  }

  add(record: ModelRecord): Promise<void> {
    return this.#records.change((items) => [...items, record]);
  }

  put(record: ModelRecord): Promise<void> {
    return this.#records.change((items) => items.map((one) => (one.id === record.id ? record : one)));
  }

  drop(id: string): Promise<void> {
    return this.#records.change((items) => items.filter((one) => one.id !== id));
  }
}

function found(records: readonly ModelRecord[], id: string): ModelRecord {
  const one = records.find((record) => record.id === id);
  if (one !== undefined) return one;
  throw new StudioError("not-found", "This model is not in the library any more.", {
    remedy: "Look at the list again.",
  });
}
