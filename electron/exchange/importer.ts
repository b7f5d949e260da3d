/** Takes runs and pictures in: whole or not at all, and so that it can be taken back. */
import { rm } from "node:fs/promises";
import { StudioError } from "../../shared/errors";
import type { ImportChoice } from "../../shared/ipc/domains/exchange";
import type { ImageRef, JournalEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import type { Png } from "../inference/protocol";
import { isPng, readPng } from "../png/chunks";
import type { LibraryIndex } from "../storage";
import { storageError } from "../storage/durable";
import { readJournal } from "../storage/journal";
import { newRunId, type RunsFolder } from "../storage/runs-folder";
import type { Finding } from "./inspect";
import { imageRefs, onlyIterations, withRunId } from "./journal-check";
import { type Parcel, parcelImage, sha256 } from "./parcel";
import { referenceJournal } from "./reference";
import { type StagedImage, settle, settleInstead, stage, swapBack, yieldId } from "./staging";

export interface ImporterDeps {
  readonly folder: RunsFolder;
  readonly index: Pick<LibraryIndex, "upsert">;
  readonly isLive: (runId: string) => boolean;
  /** Moves a run to the trash, out of the index too. Throws when it stays. */
  readonly trash: (runId: string) => Promise<void>;
  /** Decodes a picture and encodes it as PNG; a plain PNG comes back as it is. */
  readonly toPng: (bytes: Uint8Array) => Promise<Png>;
  readonly onLibraryChanged: () => void;
}

export interface Imported {
  readonly runId: string;
  readonly iterations: number[];
  readonly replaced: boolean;
}

export class Importer {
  readonly #deps: ImporterDeps;
  /** Imports of this session and where what they replaced lies in the trash. */
  readonly #done = new Map<string, { readonly replaced: string | null }>();

  constructor(deps: ImporterDeps) {
    this.#deps = deps;
  }

  /**
   * @throws StudioError "bad-input" when the choice does not fit the find, "busy" when the run to replace is at work,
   * "corrupt-data", "image-invalid", "storage"; nothing has changed then.
   */
  async take(finding: Finding, choice: ImportChoice): Promise<Imported> {
    if (choice.mode === "reference") return this.#takePicture(finding, choice.iteration);
    if (finding.kind !== "trajectory") throw noRun();
    const { parcel } = finding;
    const chosen = choice.mode === "some" ? new Set(choice.iterations) : null;
    const events = chosen === null ? parcel.events : onlyIterations(parcel.events, chosen);
    const id = parcel.state.header?.id;
    if (id === undefined) throw noRun();
    const present = await this.#deps.folder.find(id);
    if (present === null) {
      await yieldId(this.#deps.folder, id);
      return this.#put(events, parcelImages(parcel, events));
    }
    if (choice.present === "copy")
      return this.#put(withRunId(events, newRunId()), parcelImages(parcel, events));
    return this.#replace(id, events, parcelImages(parcel, events));
  }

  /**
   * Takes an import back: it goes to the trash, and what it replaced comes back.
   * @throws StudioError "not-found" for runs that were not imported since the studio was started
   */
  async undo(runId: string): Promise<void> {
    const { folder, index, trash, onLibraryChanged } = this.#deps;
    const done = this.#done.get(runId);
    if (done === undefined) {
      throw new StudioError("not-found", "This run was not imported since the studio was started.", {
        remedy: "Delete it in the library, where it can be brought back from the trash.",
      });
    }
    if (done.replaced === null) await trash(runId);
    else {
      this.#assertResting(runId);
      try {
        const place = await swapBack(folder, await folder.locate(runId), done.replaced);
        await index.upsert(await stateIn(place), place);
      } catch (error) {
        throw storageError("bring the replaced run back", error);
      }
      onLibraryChanged();
    }
    this.#done.delete(runId);
  }

  async #takePicture(finding: Finding, iteration: number | null): Promise<Imported> {
    const { name, bytes, prompt } = await pictureIn(finding, iteration);
    const { png, width, height } = await this.#deps.toPng(bytes);
    const hash = sha256(png);
    const image: ImageRef = { hash, file: `${hash}.png`, bytes: png.length };
    const events = referenceJournal({ id: newRunId(), name, prompt, image, width, height, at: Date.now() });
    return this.#put(events, only({ file: image.file, bytes: png }));
  }

  async #put(events: readonly JournalEvent[], images: AsyncIterable<StagedImage>): Promise<Imported> {
    const { root } = this.#deps.folder;
    const place = await attempt(async () => {
      const staged = await stage(root, events, images);
      try {
        return await settle(root, staged, events);
      } catch (error) {
        await rm(staged, { recursive: true, force: true });
        throw error;
      }
    });
    return this.#announce(events, place, null);
  }

  async #replace(
    id: string,
    events: readonly JournalEvent[],
    images: AsyncIterable<StagedImage>,
  ): Promise<Imported> {
    this.#assertResting(id);
    const { folder, trash } = this.#deps;
    const place = await attempt(async () => {
      const staged = await stage(folder.root, events, images);
      await yieldId(folder, id);
      return settleInstead(folder.root, staged, events, () => trash(id));
    });
    const old = (await folder.listTrash()).find((one) => one.id === id)?.folder ?? null;
    return this.#announce(events, place, old);
  }

  async #announce(
    events: readonly JournalEvent[],
    place: string,
    replaced: string | null,
  ): Promise<Imported> {
    const state = reduceAll(events);
    await this.#deps.index.upsert(state, place);
    this.#deps.onLibraryChanged();
    const runId = state.header?.id;
    if (runId === undefined) throw noRun();
    this.#done.set(runId, { replaced });
    return { runId, iterations: state.iterations.map((it) => it.n), replaced: replaced !== null };
  }

  #assertResting(runId: string): void {
    if (!this.#deps.isLive(runId)) return;
    throw new StudioError("busy", "The run in the library is being worked on.", {
      remedy: "Stop it first, or keep both.",
    });
  }
}

async function stateIn(folder: string) {
  return reduceAll((await readJournal(folder)).events);
}

/** The images that the events speak of and that came along, checked. */
async function* parcelImages(parcel: Parcel, events: readonly JournalEvent[]): AsyncGenerator<StagedImage> {
  for (const ref of imageRefs(events)) {
    const bytes = await parcelImage(parcel, ref);
    if (bytes === null) continue;
    if (ref.file.endsWith(".png")) assertPng(bytes, ref);
    yield { file: ref.file, bytes };
  }
}

async function* only(image: StagedImage): AsyncGenerator<StagedImage> {
  yield image;
}

/** The hash says that these are the bytes the journal names, not that they are a picture. */
function assertPng(bytes: Uint8Array, ref: ImageRef): void {
  if (isPng(bytes)) readPng(bytes);
  else {
    throw new StudioError("image-invalid", `${ref.file} is no PNG, though the journal says it is.`, {
      remedy: "Use an untouched copy of the run, where there is one.",
    });
  }
}

async function pictureIn(
  finding: Finding,
  iteration: number | null,
): Promise<{ name: string; bytes: Uint8Array; prompt: string | null }> {
  if (finding.kind === "picture") {
    const { picture, foreign } = finding;
    return { name: picture.name, bytes: await picture.read(), prompt: foreign?.prompt ?? null };
  }
  if (finding.kind !== "trajectory") throw noPicture();
  const { parcel, picture } = finding;
  const n = iteration ?? finding.iteration;
  const it = parcel.state.iterations.find((one) => one.n === n);
  const carried = it?.image == null ? null : await parcelImage(parcel, it.image.ref);
  const own = n === finding.iteration ? ((await picture?.read()) ?? null) : null;
  const bytes = carried ?? own;
  if (bytes === null) throw noPicture();
  return { name: parcel.state.header?.title ?? parcel.name, bytes, prompt: it?.prompt ?? null };
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError("take the run in", error);
  }
}

function noRun(): StudioError {
  return new StudioError("bad-input", "There is no run in this.", {
    remedy: "Take it in as a picture to compare with.",
  });
}

function noPicture(): StudioError {
  return new StudioError("bad-input", "There is no picture of this iteration in it.", {
    remedy: "Choose an iteration whose picture came along.",
  });
}
