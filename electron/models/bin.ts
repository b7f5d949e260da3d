/** The trash of models: into it, out of it, and out of the world. */
import path from "node:path";
import type { DeletedModel } from "../../shared/models/library";
import { storageError } from "../storage/durable";
import { bytesOf, listFolder } from "./listing";
import { type ModelPlaces, moveOutOfTrash, moveToShelf, moveToTrash, sweepPurged } from "./places";
import type { Shelf } from "./shelf";

export interface BinDeps {
  readonly places: ModelPlaces;
  readonly shelf: Shelf;
  readonly now: () => number;
  readonly onChanged: () => void;
}

export class Bin {
  readonly #deps: BinDeps;

  constructor(deps: BinDeps) {
    this.#deps = deps;
  }

  /** What lies in it, the latest first; links are not told, for there is nothing of them to lie there. */
  async list(): Promise<DeletedModel[]> {
    const { shelf, places } = this.#deps;
    const gone = shelf.inTrash().filter(({ place }) => place.kind === "owned");
    const described = await Promise.all(
      gone.map(async ({ id, name, deletedAt }): Promise<DeletedModel> => {
        const files = await listFolder(path.join(places.trash, id)).catch(() => []);
        return { id, name, bytes: bytesOf(files), deletedAt: deletedAt ?? 0 };
      }),
    );
    return described.sort((a, b) => b.deletedAt - a.deletedAt);
  }

  /** @throws StudioError "not-found"; "storage", and the model stays where it was */
  async take(id: string): Promise<void> {
    const { places, shelf, now, onChanged } = this.#deps;
    const record = shelf.get(id);
    await shelf.put({ ...record, deletedAt: now() });
    try {
      if (record.place.kind === "owned") await moveToTrash(places, id);
    } catch (error) {
      await shelf.put(record);
      throw storageError(`move ${record.name} to the trash`, error);
    } finally {
      onChanged();
    }
  }

  /** @throws StudioError "not-found", "storage" */
  async giveBack(id: string): Promise<void> {
    const { places, shelf, onChanged } = this.#deps;
    const record = shelf.getDeleted(id);
    try {
      if (record.place.kind === "owned") await moveToShelf(places, id);
    } catch (error) {
      throw storageError(`bring ${record.name} back`, error);
    }
    await shelf.put({ ...record, deletedAt: null });
    onChanged();
  }

  /** Deletes one for good; null: all of them. @throws StudioError "not-found", "storage" */
  async purge(id: string | null): Promise<void> {
    const { places, shelf, onChanged } = this.#deps;
    const gone = id === null ? shelf.inTrash() : [shelf.getDeleted(id)];
    try {
      for (const record of gone) {
        if (record.place.kind === "owned") await moveOutOfTrash(places, record.id);
        await shelf.drop(record.id);
      }
      await sweepPurged(places);
    } catch (error) {
      throw storageError("delete the model for good", error);
    } finally {
      onChanged();
    }
  }
}
