/** The models on the shelf: taken in, looked into, checked, thrown away and brought back. */
import { realpath } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { nameOfFolder } from "../../shared/folders";
import type { ModelProgress } from "../../shared/ipc/domains/models";
import type { DeletedModel, ModelEntry, ModelFind } from "../../shared/models/library";
import type { ModelSource } from "../../shared/models/source";
import type { Engine } from "../inference/client";
import { Bin } from "./bin";
import { Checker } from "./checker";
import { assertSafePaths, copyFiles } from "./copy";
import { Eyes, type Sight } from "./eyes";
import type { ModelInspector } from "./inspectors";
import { bytesOf, sortFiles } from "./listing";
import {
  arrivingBox,
  folderNameFor,
  folderOf,
  type ModelPlaces,
  newModelId,
  putOnShelf,
  removeTree,
} from "./places";
import type { ModelRecord, SummedFile } from "./records";
import type { Shelf } from "./shelf";
import { type FreeSpace, noRoom } from "./space";
import { Works } from "./works";

export interface LibraryDeps {
  readonly places: ModelPlaces;
  readonly shelf: Shelf;
  readonly inspectors: readonly ModelInspector[];
  readonly engine: Pick<Engine, "status" | "forgetModel">;
  readonly space: FreeSpace;
  readonly now: () => number;
  readonly onChanged: () => void;
  readonly onProgress: (progress: ModelProgress) => void;
  /** Faults nobody is waiting for. */
  readonly onFault: (error: StudioError) => void;
}

/** A download that is whole, waiting in its box. */
export interface Arrival {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  readonly source: ModelSource;
  readonly files: readonly SummedFile[];
}

export class ModelLibrary {
  readonly #deps: LibraryDeps;
  readonly #eyes: Eyes;
  readonly #works: Works;
  /** Copies on their way, which nothing is written down of yet. */
  readonly #arriving = new Map<string, ModelRecord>();
  readonly #checker: Checker;
  readonly #bin: Bin;

  constructor(deps: LibraryDeps) {
    this.#deps = deps;
    this.#eyes = new Eyes(deps.inspectors);
    this.#works = new Works(deps.onProgress);
    this.#checker = new Checker({ ...deps, works: this.#works });
    this.#bin = new Bin(deps);
  }

  /** True for the folder of a model on the shelf. */
  has(folder: string): boolean {
    return this.#deps.shelf.all().some(({ id }) => this.folderOf(id) === folder);
  }

  /** @throws StudioError "not-found" */
  folderOf(id: string): string {
    return this.#deps.shelf.folderOf(id);
  }

  /** The models, the latest first; each is looked into, none is loaded. */
  async list(): Promise<ModelEntry[]> {
    const records = [...this.#deps.shelf.all(), ...this.#arriving.values()];
    const entries = await Promise.all(records.map((record) => this.#entry(record)));
    return entries.sort((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1));
  }

  /** Models of the studio's own in the trash, the latest first. */
  deleted(): Promise<DeletedModel[]> {
    return this.#bin.list();
  }

  /** What taking a folder in would bring; its faults are told, not thrown. */
  async examine(folder: string): Promise<ModelFind> {
    const { space, places } = this.#deps;
    const sight = await this.#eyes.look(folder);
    const { used, leftOut } = sortFiles(sight.files);
    const freeBytes = await space(places.shelf);
    const copy = {
      files: used.length,
      bytes: bytesOf(used),
      leftOut: leftOut.length,
      leftOutBytes: bytesOf(leftOut),
    };
    return {
      folder,
      name: nameOfFolder(folder),
      inspection: sight.inspection,
      error: sight.error?.toPayload() ?? null,
      present: await this.#holds(folder),
      copy,
      copyError: noRoom(places.shelf, copy.bytes, freeBytes)?.toPayload() ?? null,
      freeBytes,
    };
  }

  /** Takes a folder in where it lies. @throws StudioError for what is broken or here already. @returns its id */
  async link(folder: string): Promise<string> {
    await this.#sound(folder);
    const record: ModelRecord = {
      ...this.#newRecord(nameOfFolder(folder)),
      place: { kind: "linked", folder },
    };
    await this.#deps.shelf.add(record);
    this.#checker.sum(record.id);
    return record.id;
  }

  /**
   * Takes a copy of what the studio uses of a folder.
   * @throws StudioError besides as `link` does: "storage" for want of room, "bad-input" for names that cannot be,
   * CancelledError. Nothing is left of it then.
   * @returns its id
   */
  async copy(folder: string): Promise<string> {
    const { places, space } = this.#deps;
    const { used } = sortFiles((await this.#sound(folder)).files);
    assertSafePaths(used);
    const full = noRoom(places.shelf, bytesOf(used), await space(places.shelf));
    if (full !== null) throw full;
    const fresh = this.#newRecord(nameOfFolder(folder));
    const record: ModelRecord = { ...fresh, place: { kind: "owned", folder: folderNameFor(fresh.name) } };
    const { id, place } = record;
    this.#arriving.set(id, record);
    const copying = this.#works.run(id, "copying", ({ signal, begin, onBytes }) => {
      begin(bytesOf(used));
      const into = path.join(arrivingBox(places, id), place.folder);
      return copyFiles(folder, into, used, signal, onBytes);
    });
    this.#deps.onChanged();
    try {
      const files = await copying;
      await this.#settleIn({ ...record, sums: { at: this.#deps.now(), files: [...files] } });
      return id;
    } catch (error) {
      await removeTree(arrivingBox(places, id));
      throw error;
    } finally {
      this.#arriving.delete(id);
      this.#deps.onChanged();
    }
  }

  /** A download takes its place on the shelf, whatever it is worth. */
  async adopt({ id, name, folder, source, files }: Arrival): Promise<void> {
    await this.#settleIn({
      ...this.#newRecord(name),
      id,
      source,
      place: { kind: "owned", folder },
      sums: { at: this.#deps.now(), files: [...files] },
    });
    this.#deps.onChanged();
  }

  /** Calls off what is being done with a model's files. */
  stop(id: string): Promise<void> {
    return this.#works.stop(id);
  }

  /**
   * Works the checksums out in the background, to compare them with those recorded or, with `renew`, to put them in
   * their place. @throws StudioError "not-found", "busy"
   */
  async check(id: string, renew: boolean): Promise<void> {
    const { shelf } = this.#deps;
    const record = shelf.get(id);
    const { state, error } = await this.#eyes.look(this.folderOf(id));
    if (state === "missing" && error !== null) throw error;
    if (renew || record.sums === null) this.#checker.sum(id);
    else this.#checker.compare(id);
  }

  /** Models without checksums get them, one after the other. */
  sumAll(): void {
    this.#checker.sumAll();
  }

  /** A linked model lies in another folder now. @throws StudioError for one that holds no model, or is owned. */
  async relocate(id: string, folder: string): Promise<void> {
    const record = this.#deps.shelf.get(id);
    if (record.place.kind === "owned") throw notLinked(record);
    await this.#works.stop(id);
    await this.#sound(folder);
    await this.#deps.shelf.put({ ...record, place: { kind: "linked", folder } });
    this.#checker.forget(id);
    this.#deps.onChanged();
  }

  /** Throws a model away; the folder of a linked one stays as it is. @throws StudioError "not-found", "storage" */
  async delete(id: string): Promise<void> {
    const folder = this.folderOf(id);
    await this.#works.stop(id);
    if (this.#isLoaded(folder)) await this.#deps.engine.forgetModel();
    await this.#bin.take(id);
  }

  /** Brings a deleted model back. @throws StudioError "not-found", "storage" */
  restore(id: string): Promise<void> {
    return this.#bin.giveBack(id);
  }

  /** Deletes a model in the trash for good; null: all of them. @throws StudioError "not-found", "storage" */
  purge(id: string | null): Promise<void> {
    return this.#bin.purge(id);
  }

  async close(): Promise<void> {
    await this.#works.stopAll();
  }

  async #entry(record: ModelRecord): Promise<ModelEntry> {
    const { id, name, place, addedAt, source, sums } = record;
    const folder = folderOf(this.#deps.places, record);
    const arrives = this.#arriving.has(id);
    const sight: Sight | null = arrives ? null : await this.#eyes.look(folder);
    const error = sight?.error ?? this.#checker.faultOf(id);
    return {
      ...{ id, name, folder, place: place.kind, addedAt, source },
      state: sight?.state ?? "arriving",
      inspection: sight?.inspection ?? null,
      error: error?.toPayload() ?? null,
      loaded: this.#isLoaded(folder),
      work: this.#works.of(id),
      sums: sums === null ? null : { files: sums.files.length, at: sums.at },
      check: this.#checker.checkOf(id),
    };
  }

  /** The list is written first, see places.ts. */
  async #settleIn(record: ModelRecord): Promise<void> {
    await this.#deps.shelf.add(record);
    await putOnShelf(this.#deps.places, record.id);
  }

  /** @throws StudioError for a folder that cannot be used, or that is in the library already. */
  async #sound(folder: string): Promise<Sight> {
    const sight = await this.#eyes.look(folder);
    if (sight.error !== null) throw sight.error;
    if (await this.#holds(folder)) throw present(folder);
    return sight;
  }

  async #holds(folder: string): Promise<boolean> {
    const own = await real(folder);
    const others = await Promise.all(this.#deps.shelf.all().map(({ id }) => real(this.folderOf(id))));
    return others.includes(own);
  }

  #newRecord(name: string): Omit<ModelRecord, "place"> {
    const common = { id: newModelId(), name, addedAt: this.#deps.now() };
    return { ...common, source: null, sums: null, deletedAt: null };
  }

  #isLoaded(folder: string): boolean {
    return this.#deps.engine.status().models.some((model) => model.folder === folder && model.loaded);
  }
}

/** Links on the way there are passed over; of a folder that is gone, the path as it is. */
function real(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}

function present(folder: string): StudioError {
  return new StudioError("bad-input", `The model in ${folder} is in the library already.`, {
    remedy: "Use the one that is there.",
  });
}

function notLinked({ name }: ModelRecord): StudioError {
  return new StudioError("bad-input", `${name} lies in the studio's own folder and cannot be elsewhere.`, {
    remedy: "Delete it, and import the other folder.",
  });
}
