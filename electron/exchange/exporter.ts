/** Makes the files that go out: pictures with what they are to carry, and their names. */
import { StudioError } from "../../shared/errors";
import type { Place } from "../../shared/ipc/domains/common";
import type { ExportFormat } from "../../shared/ipc/domains/exchange";
import type { ImageRef, JournalEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import { answeredWish, type IterationState, type RunState } from "../../shared/run/state";
import { openImages, type RunImages, readJournal } from "../storage";
import type { RunsFolder } from "../storage/runs-folder";
import { cleanPng, cleanSvg } from "./clean";
import { type NameFields, nameFrom } from "./filename";
import { imageRefs, withoutFolder } from "./journal-check";
import { parametersText } from "./parameters";
import { type CarriedImage, embed } from "./trajectory-png";

/** A run as it stands on disk at the moment it is exported. */
export interface OpenRun {
  readonly folder: string;
  readonly events: readonly JournalEvent[];
  readonly state: RunState;
  readonly images: RunImages;
}

export interface ExporterDeps {
  readonly folder: RunsFolder;
  readonly version: string;
}

/** Opens runs for one export, each once. */
export class Exporter {
  readonly #deps: ExporterDeps;
  readonly #runs = new Map<string, Promise<OpenRun>>();
  readonly #lengths = new Map<OpenRun, number>();

  constructor(deps: ExporterDeps) {
    this.#deps = deps;
  }

  /** @throws StudioError "not-found" */
  run(runId: string): Promise<OpenRun> {
    const known = this.#runs.get(runId);
    if (known !== undefined) return known;
    const opened = openRun(this.#deps.folder, runId);
    this.#runs.set(runId, opened);
    return opened;
  }

  /** In characters; measured once a run, for exports of many of its images. */
  #journalLength(run: OpenRun): number {
    const known = this.#lengths.get(run);
    if (known !== undefined) return known;
    const length = JSON.stringify(run.events).length;
    this.#lengths.set(run, length);
    return length;
  }

  /** The iteration as it stands. @throws StudioError "not-found" */
  async iteration(place: Place): Promise<{ readonly run: OpenRun; readonly iteration: IterationState }> {
    const run = await this.run(place.runId);
    const iteration = run.state.iterations.find((it) => it.n === place.iteration);
    if (iteration === undefined) throw missing(place.iteration, "is not there");
    return { run, iteration };
  }

  /** The file's name without a folder. @param index place in the export, from 1 */
  async nameOf(place: Place, template: string, format: ExportFormat, index: number): Promise<string> {
    const { run, iteration } = await this.iteration(place);
    return `${nameFrom(template, fieldsOf(run.state, iteration, index))}.${format.kind}`;
  }

  /**
   * The bytes of the exported file.
   * @throws StudioError "not-found" where there is no such picture, "corrupt-data" where it is damaged
   */
  async fileOf(place: Place, format: ExportFormat): Promise<Uint8Array> {
    const { run, iteration } = await this.iteration(place);
    const { image } = iteration;
    if (image === null) throw missing(place.iteration, "has no picture yet");
    if (format.kind === "svg") {
      if (image.vector === null) {
        throw missing(place.iteration, "has no vector drawing: only engines that draw vectors have one");
      }
      const svg = await run.images.get(image.vector, { verify: true });
      return new TextEncoder().encode(cleanSvg(new TextDecoder().decode(svg)));
    }
    const png = await run.images.get(image.ref, { verify: true });
    if (format.carry === "nothing") return cleanPng(png);
    const images = format.carry === "images" ? await otherImages(run, image.ref) : [];
    const { version } = this.#deps;
    const carried = {
      studio: version,
      iteration: iteration.n,
      image: image.ref,
      ...answeredWish(run.state),
      events: run.events,
      images,
    };
    return embed(png, carried, parametersText(iteration, version));
  }

  /**
   * How large the file will be, in bytes, without making it; a journal is guessed at a fifth of its text, which is
   * what packing leaves of it.
   * @throws StudioError "not-found" where there is no such picture
   */
  async sizeOf(place: Place, format: ExportFormat): Promise<number> {
    const { run, iteration } = await this.iteration(place);
    const { image } = iteration;
    const ref = format.kind === "png" ? image?.ref : image?.vector;
    if (ref == null) throw missing(place.iteration, "has no such picture");
    if (format.kind === "svg" || format.carry === "nothing") return ref.bytes;
    const journal = Math.round(this.#journalLength(run) / 5);
    const others =
      format.carry === "images" ? imageRefs(run.events).filter(({ file }) => file !== ref.file) : [];
    return others.reduce((sum, other) => sum + other.bytes, ref.bytes + journal);
  }
}

async function openRun(folder: RunsFolder, runId: string): Promise<OpenRun> {
  const place = await folder.locate(runId);
  const found = await readJournal(place);
  const events = withoutFolder(found.events);
  return { folder: place, events, state: reduceAll(events), images: await openImages(place) };
}

/** Those of the run's images that are there; one that is missing is missing in the copy too. */
async function otherImages(run: OpenRun, own: ImageRef): Promise<readonly CarriedImage[]> {
  const carried: CarriedImage[] = [];
  for (const ref of imageRefs(run.events)) {
    if (ref.file === own.file) continue;
    try {
      carried.push({ ref, bytes: await run.images.get(ref, { verify: true }) });
    } catch (error) {
      if (!(error instanceof StudioError) || error.code !== "not-found") throw error;
    }
  }
  return carried;
}

/** What the fields of a template stand for. */
export function fieldsOf(state: RunState, iteration: IterationState, index: number): NameFields {
  const { score, rating, image } = iteration;
  return {
    title: state.header?.title ?? "Run",
    iteration: iteration.n,
    run: state.header?.id ?? "",
    at: iteration.startedAt,
    seed: iteration.parameters.seed,
    skill: state.routing?.chosen ?? null,
    score: score === null || score.total === 0 ? null : `${score.passed} of ${score.total}`,
    // The designer's own words; an attempt's are the agent's, and begin alike.
    prompt: state.header?.prompt ?? iteration.prompt,
    backend: image?.backend ?? state.header?.settings.generator ?? "",
    rating: rating === null ? null : String(rating),
    index,
  };
}

/** Stands for an iteration where none is at hand, so that a template can be shown at work. */
export const sampleFields: NameFields = {
  title: "Bicycles and cows",
  iteration: 3,
  run: "k3v9x2m7qa",
  at: Date.UTC(2026, 2, 1, 14, 25, 30),
  seed: 7,
  skill: "spatial-layout",
  score: "6 of 7",
  prompt: "four white bicycles in front of three plastic cows",
  backend: "flatland",
  rating: "4",
  index: 1,
};

function missing(iteration: number, why: string): StudioError {
  return new StudioError("not-found", `Iteration ${iteration} ${why}.`, {
    remedy: "Choose another iteration or format.",
  });
}
