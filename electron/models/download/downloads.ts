/** All downloads: planned, begun, paused, gone on with after a restart, given up, put on the shelf. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { asStudioError, isCancelled, StudioError } from "../../../shared/errors";
import type { ModelProgress } from "../../../shared/ipc/domains/models";
import type { DownloadPlan, ModelDownload } from "../../../shared/models/library";
import type { ModelSource, WantedSource } from "../../../shared/models/source";
import { makeFolder, storageError } from "../../storage/durable";
import type { ListFile } from "../../storage/list-file";
import { assertSafePaths } from "../copy";
import { inspectorFor, type ModelInspector } from "../inspectors";
import type { Arrival } from "../library";
import { bytesOf, sortFiles } from "../listing";
import { arrivingBox, folderNameFor, type ModelPlaces, newModelId, removeTree } from "../places";
import { type FreeSpace, noRoom } from "../space";
import type { NetDeps } from "./answers";
import { bytesHere, bytesWanted, DownloadJob, PARTS_FOLDER } from "./job";
import { licenceFrom, listSource } from "./listings";
import type { DownloadRecord, FetchedFile, RemoteFile } from "./records";

export interface DownloadsDeps {
  readonly places: ModelPlaces;
  readonly records: ListFile<DownloadRecord>;
  readonly inspectors: readonly ModelInspector[];
  readonly net: NetDeps;
  readonly space: FreeSpace;
  /** Puts what is whole on the shelf. */
  readonly adopt: (arrival: Arrival) => Promise<void>;
  readonly onChanged: () => void;
  readonly onProgress: (progress: ModelProgress) => void;
}

/** Plans that are kept at most; the oldest goes. */
const PLANS = 8;
/** Asking a hub for its list must not take longer. */
const LONGEST_PLAN_MS = 120_000;

interface Running {
  readonly job: DownloadJob;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  checking: boolean;
}

export class Downloads {
  readonly #deps: DownloadsDeps;
  readonly #plans = new Map<string, { readonly plan: DownloadPlan; readonly files: readonly RemoteFile[] }>();
  readonly #running = new Map<string, Running>();
  /** Begun or ended at the moment: nothing else is done with them meanwhile. */
  readonly #busy = new Map<string, Promise<void>>();

  constructor(deps: DownloadsDeps) {
    this.#deps = deps;
  }

  /** Downloads on their way, the latest first. */
  async list(): Promise<ModelDownload[]> {
    const all = await Promise.all(this.#deps.records.items().map((record) => this.#told(record)));
    return all.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * Asks a source what it has; nothing of it is fetched but its list and the beginning of its README.
   * @throws StudioError for a source without a model, with hostile names, or that cannot be reached
   */
  async plan(wanted: WantedSource): Promise<DownloadPlan> {
    const { net, inspectors, places, space } = this.#deps;
    const signal = AbortSignal.timeout(LONGEST_PLAN_MS);
    const listing = await listSource(wanted, { deps: net, signal });
    const where = wanted.kind === "hub" ? `${wanted.repository} at ${wanted.host}` : wanted.base;
    assertSafePaths(listing.files);
    const { used, leftOut } = sortFiles(listing.files);
    const { kind } = inspectorFor(inspectors, used, where);
    const freeBytes = await space(places.shelf);
    const bytes = bytesOf(used);
    const plan: DownloadPlan = {
      token: randomBytes(12).toString("hex"),
      name: listing.name,
      source: listing.source,
      kind,
      files: used.map((file) => ({ path: file.path, bytes: file.bytes, verified: verifiedBy(file) })),
      leftOut: leftOut.map((file) => ({ path: file.path, bytes: file.bytes })),
      bytes,
      unsized: used.filter((file) => file.bytes === null).length,
      licence: await licenceFrom(used, listing.licence, { deps: net, signal }),
      freeBytes,
      error: noRoom(places.shelf, bytes, freeBytes)?.toPayload() ?? null,
    };
    this.#plans.set(plan.token, { plan, files: used });
    for (const token of [...this.#plans.keys()].slice(0, -PLANS)) this.#plans.delete(token);
    return plan;
  }

  /** Begins what was planned. @throws StudioError "not-found", "busy", "storage". @returns its id */
  async begin(token: string): Promise<string> {
    const planned = this.#plans.get(token);
    if (planned === undefined) throw forgotten();
    const { places, records, net } = this.#deps;
    const { plan, files } = planned;
    if (records.items().some((record) => sameSource(record.source, plan.source))) throw underWay(plan.name);
    const full = noRoom(places.shelf, plan.bytes, await this.#deps.space(places.shelf));
    if (full !== null) throw full;
    const id = newModelId();
    const record: DownloadRecord = {
      id,
      name: plan.name,
      folder: folderNameFor(plan.name),
      source: plan.source,
      startedAt: net.now(),
      files: files.map((file): FetchedFile => ({ ...file, tag: null, got: null })),
      error: null,
    };
    await records.change((items) => [...items, record]);
    this.#plans.delete(token);
    await this.#start(record);
    return id;
  }

  /** Leaves what is here and stops. Pausing what rests is no mistake: the two may have crossed. */
  async pause(id: string): Promise<void> {
    const running = this.#running.get(id);
    running?.stop.abort();
    await running?.ended;
    this.#deps.onChanged();
  }

  /** Goes on with what rests. @throws StudioError "not-found", "storage" */
  async continue(id: string): Promise<void> {
    if (this.#running.has(id) || this.#busy.has(id)) return;
    await this.#start(this.#record(id));
  }

  /** Gives a download up; what was fetched goes away. @throws StudioError "storage" */
  async abandon(id: string): Promise<void> {
    await this.pause(id);
    await this.#busy.get(id);
    await this.#deps.records.change((items) => items.filter((record) => record.id !== id));
    try {
      await removeTree(arrivingBox(this.#deps.places, id));
    } catch (error) {
      throw storageError("delete what was fetched", error);
    } finally {
      this.#deps.onChanged();
    }
  }

  /** Leaves all downloads where they are; they can be gone on with after the next start. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.pause(id)));
  }

  async #told(record: DownloadRecord): Promise<ModelDownload> {
    const { id, name, source, startedAt, files, error } = record;
    const common = { id, name, source, startedAt, error };
    const running = this.#running.get(id);
    if (running !== undefined) {
      const { state } = running.job;
      return { ...common, ...state, state: running.checking ? "checking" : state.state };
    }
    return {
      ...common,
      state: error === null ? "paused" : "failed",
      done: await bytesHere(record, arrivingBox(this.#deps.places, id)),
      total: bytesWanted(files),
      rate: null,
      files: { done: files.filter(({ got }) => got !== null).length, total: files.length },
      file: null,
      until: null,
    };
  }

  /** Resolves when it is under way. */
  #start(record: DownloadRecord): Promise<void> {
    const starting = this.#prepare(record).finally(() => this.#busy.delete(record.id));
    this.#busy.set(record.id, starting.catch(() => undefined) as Promise<void>);
    return starting;
  }

  async #prepare(record: DownloadRecord): Promise<void> {
    const { places, space, net, onProgress, onChanged } = this.#deps;
    const { id, files, folder } = record;
    const box = arrivingBox(places, id);
    const here = await bytesHere(record, box);
    const left = Math.max(0, bytesOf(files.map((file) => ({ bytes: file.got?.bytes ?? file.bytes }))) - here);
    const full = noRoom(places.shelf, left, await space(places.shelf));
    if (full !== null) throw full;
    await makeFolder(path.join(box, folder)).catch((error: unknown) => {
      throw storageError(`make the folder ${box}`, error);
    });
    if (record.error !== null) await this.#change(id, (one) => ({ ...one, error: null }));
    const note = (file: string, change: Partial<FetchedFile>) => this.#note(id, file, change);
    const job = new DownloadJob(record, box, here, { net, note, onProgress, onChanged });
    const stop = new AbortController();
    const ended = this.#finish(record, job, stop.signal);
    this.#running.set(id, { job, stop, ended, checking: false });
    onChanged();
  }

  /** Never throws: what went wrong is written down. */
  async #finish(record: DownloadRecord, job: DownloadJob, signal: AbortSignal): Promise<void> {
    const { id, name, folder, source } = record;
    try {
      const files = await job.run(signal);
      const running = this.#running.get(id);
      if (running !== undefined) running.checking = true;
      this.#deps.onChanged();
      await removeTree(path.join(arrivingBox(this.#deps.places, id), PARTS_FOLDER));
      await this.#deps.adopt({ id, name, folder, source, files });
      await this.#deps.records.change((items) => items.filter((one) => one.id !== id));
    } catch (thrown) {
      if (!isCancelled(thrown)) {
        const error = asStudioError(thrown).toPayload();
        await this.#change(id, (one) => ({ ...one, error })).catch(() => undefined);
      }
    } finally {
      this.#running.delete(id);
      this.#deps.onChanged();
    }
  }

  #note(id: string, file: string, change: Partial<FetchedFile>): Promise<void> {
    return this.#change(id, (record) => ({
      ...record,
      files: record.files.map((one) => (one.path === file ? { ...one, ...change } : one)),
    }));
  }

  #change(id: string, change: (record: DownloadRecord) => DownloadRecord): Promise<void> {
    return this.#deps.records.change((items) => items.map((one) => (one.id === id ? change(one) : one)));
  }

  #record(id: string): DownloadRecord {
    const found = this.#deps.records.items().find((record) => record.id === id);
    if (found !== undefined) return found;
    throw new StudioError("not-found", "This download has ended.", { remedy: "Look at the list again." });
  }
}

function verifiedBy({ sha256, gitOid, bytes }: RemoteFile): DownloadPlan["files"][number]["verified"] {
  if (sha256 !== null) return "sha256";
  if (gitOid !== null) return "git";
  return bytes === null ? "none" : "size";
}

function sameSource(a: ModelSource, b: ModelSource): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function forgotten(): StudioError {
  return new StudioError("not-found", "What was planned is forgotten.", {
    remedy: "Ask the server for its list again.",
    retryable: true,
  });
}

function underWay(name: string): StudioError {
  return new StudioError("busy", `${name} is being downloaded already.`, {
    remedy: "Continue that download, or give it up first.",
  });
}
