/**
 * Memory across runs. Truth lies in the runs' journals and in the designer's choices; what is kept besides is a
 * cache that is brought in step with the folders at every start.
 */
import { stat } from "node:fs/promises";
import path from "node:path";
import { asStudioError, isCancelled, type StudioError } from "../../shared/errors";
import { imageUrl } from "../../shared/ipc/channels";
import type { Input, Output } from "../../shared/ipc/contract";
import type { JournalEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import type { ExperienceStore } from "../agent/roles";
import { type RunsFolder, readJournal } from "../storage";
import { isMissing, makeFolder, storageError } from "../storage/durable";
import { JOURNAL_FILE } from "../storage/journal";
import { LessonBook } from "./book";
import { type Choices, openChoices } from "./choices";
import { duplicatesAmong } from "./consolidate";
import { lessonsOf, type StoredLesson } from "./lesson";
import { type Embed, Meaning } from "./meaning";
import { chooseLessons } from "./recall";
import { searchLessons } from "./search";
import { type Shelved, shelved } from "./shelf";
import { Vectors } from "./vectors";

/** The bundled sentence model, as models/minilm has it; another export would get another name. */
const MODEL = "all-MiniLM-L6-v2/8bit-1";
/** Below so many lessons nothing is put together. */
const CONSOLIDATE_FROM = 400;
/** Duplicates are looked for again when the book has grown by this share. */
const GROWTH = 0.2;

export interface MemoryOptions {
  /** Folder of memory's own files; made where missing. */
  readonly folder: string;
  readonly runs: Pick<RunsFolder, "list" | "listTrash">;
  /** One unit vector a text, at most EMBED_AT_ONCE of them. May fail: words are compared then. */
  readonly embed: Embed;
  /** Names the model behind `embed`, where it is another than the bundled one. */
  readonly model?: string;
  /** Runs at work in this process tell of themselves by `observe`. */
  readonly isLive: (runId: string) => boolean;
  /** Lessons from which on near duplicates are put together; 400 unless told otherwise. */
  readonly consolidateFrom?: number;
  readonly onChanged: () => void;
  /** Told of faults nobody waits for. */
  readonly onFault: (error: StudioError) => void;
}

/** Events after which a run's lessons may be others than before. */
const telling: ReadonlySet<JournalEvent["type"]> = new Set<JournalEvent["type"]>([
  "experience-distilled",
  "experiences-recalled",
  "iteration-judged",
  "verdict-overridden",
  "criteria-edited",
  "run-renamed",
]);

export class Memory implements ExperienceStore {
  readonly #options: MemoryOptions;
  readonly #book: LessonBook;
  readonly #choices: Choices;
  readonly #meaning: Meaning;
  readonly #closing = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #consolidatedAt = 0;
  #looking = false;
  /** Runs that were there when it last looked; null before. */
  #seen: ReadonlySet<string> | null = null;

  private constructor(options: MemoryOptions, book: LessonBook, choices: Choices, meaning: Meaning) {
    this.#options = options;
    this.#book = book;
    this.#choices = choices;
    this.#meaning = meaning;
  }

  /**
   * Opens memory and brings it in step with the runs' folders in the background (`settled` waits for it).
   * @throws StudioError "storage" when its folder cannot be used
   */
  static async open(options: MemoryOptions): Promise<Memory> {
    const { folder } = options;
    try {
      await makeFolder(folder);
    } catch (error) {
      throw storageError(`make the folder ${folder}`, error);
    }
    const choices = await openChoices(path.join(folder, "choices.jsonl"));
    const vectors = await Vectors.open(path.join(folder, "vectors.bin"), options.model ?? MODEL);
    const meaning = new Meaning(vectors, options.embed, options.onFault);
    const { book } = await LessonBook.open(path.join(folder, "lessons.jsonl"));
    const memory = new Memory(options, book, choices, meaning);
    void memory.refresh();
    return memory;
  }

  /** Resolves when everything it was told of is taken in. */
  async settled(): Promise<void> {
    for (let seen = this.#work; ; seen = this.#work) {
      await seen;
      if (seen === this.#work) return;
    }
  }

  /** Hears of a run's events as they happen. */
  observe(state: RunState, event: { readonly type: string; readonly seq: number | null }): void {
    if (event.seq === null || !isTelling(event.type)) return;
    this.#later(async () => {
      if (!(await this.#take(state, null))) return;
      await this.#consolidate();
      this.#options.onChanged();
    });
  }

  async recall(
    question: Parameters<ExperienceStore["recall"]>[0],
    signal: AbortSignal,
  ): Promise<ReturnType<typeof chooseLessons>> {
    try {
      const { prompt, runId, generator, failedKinds } = question;
      const except = new Set([runId, ...question.except]);
      const shelf = (await this.#shelf(false)).filter(
        ({ lesson }) => !except.has(lesson.runId) && lesson.generator === generator,
      );
      if (shelf.length === 0) return [];
      const likeness = await this.#meaning.likeness(
        [prompt, ...shelf.map(({ lesson }) => lesson.prompt)],
        signal,
      );
      return chooseLessons(shelf, { prompt, failedKinds }, likeness);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.#options.onFault(asStudioError(error));
      return [];
    }
  }

  /** A page of lessons. @throws StudioError "storage" when the runs' folder cannot be read */
  async list(input: Input<"memory:list">): Promise<Output<"memory:list">> {
    const { query, limit, offset, forgotten = false } = input;
    const wanted = input.ids === undefined ? null : new Set(input.ids);
    const shelf = (await this.#shelf(forgotten)).filter(
      ({ ids }) => wanted === null || ids.some((id) => wanted.has(id)),
    );
    const words = query.trim();
    const texts = shelf.flatMap(({ lesson }) => [lesson.prompt, lesson.text]);
    const likeness = await this.#meaning.likeness(
      words === "" ? [] : [words, ...texts],
      this.#closing.signal,
    );
    const found = searchLessons(shelf, words, likeness);
    const { trouble } = this.#meaning;
    return {
      lessons: found.slice(offset, offset + limit).map(({ one, similarity }) => ({
        ...lessonOf(one),
        similarity,
      })),
      total: found.length,
      by: trouble === null ? "meaning" : "words",
      trouble: trouble?.toPayload() ?? null,
    };
  }

  async pin(id: string, pinned: boolean): Promise<void> {
    await this.#choices.decide(pinned ? "pin" : "unpin", [id]);
    this.#options.onChanged();
  }

  /** Forgets lessons together with the near duplicates they speak for. */
  async forget(ids: readonly string[]): Promise<void> {
    await this.#choices.decide("forget", this.#withDuplicates(ids));
    this.#options.onChanged();
  }

  async recover(ids: readonly string[]): Promise<void> {
    await this.#choices.decide("recover", this.#withDuplicates(ids));
    this.#options.onChanged();
  }

  /** Runs may have come or gone: takes the new ones in, and says so where it shows. Cheap enough to call often. */
  look(): void {
    if (this.#looking) return;
    this.#looking = true;
    void this.#later(async () => {
      this.#looking = false;
      const places = await this.#options.runs.list();
      const now = new Set(places.map(({ id }) => id));
      const before = this.#seen;
      if (before !== null && before.size === now.size && places.every(({ id }) => before.has(id))) return;
      this.#seen = now;
      for (const { id, folder } of places) if (before?.has(id) !== true) await this.#readRun(id, folder);
      this.#options.onChanged();
    });
  }

  /** Reads what has changed in the runs' folders since it last looked. Never throws: faults are told. */
  refresh(): Promise<void> {
    return this.#later(() => this.#readFolders());
  }

  /** Derives everything anew from the runs' folders; pins and what was forgotten stay. */
  rebuild(): Promise<void> {
    return this.#later(async () => {
      await this.#book.clear();
      this.#consolidatedAt = 0;
      await this.#readFolders();
    });
  }

  /** Waits for the work under way and closes the files. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
    await Promise.all([this.#book.close(), this.#choices.close(), this.#meaning.close()]);
  }

  #later(task: () => Promise<void>): Promise<void> {
    const turn = this.#work.then(async () => {
      try {
        if (!this.#closing.signal.aborted) await task();
      } catch (error) {
        if (!isCancelled(error)) this.#options.onFault(asStudioError(error));
      }
    });
    this.#work = turn;
    return turn;
  }

  async #readFolders(): Promise<void> {
    const { runs, onChanged } = this.#options;
    const [places, trashed] = await Promise.all([runs.list(), runs.listTrash()]);
    this.#seen = new Set(places.map(({ id }) => id));
    let changed = await this.#leaveAllBut([...places, ...trashed].map(({ id }) => id));
    for (const { id, folder } of places) changed = (await this.#readRun(id, folder)) || changed;
    if (!changed) return;
    await this.#consolidate();
    onChanged();
  }

  /** Reads a run at rest whose journal has changed since; true when its lessons are others now. */
  async #readRun(id: string, folder: string): Promise<boolean> {
    const { isLive, onFault } = this.#options;
    if (this.#closing.signal.aborted || isLive(id)) return false;
    try {
      const bytes = await bytesOf(path.join(folder, JOURNAL_FILE));
      if (bytes === null || bytes === this.#book.bytesRead(id)) return false;
      const state = reduceAll((await readJournal(folder)).events);
      return !isLive(id) && (await this.#take(state, bytes));
    } catch (error) {
      if (isCancelled(error)) throw error;
      onFault(asStudioError(error));
      return false;
    }
  }

  async #leaveAllBut(existing: readonly string[]): Promise<boolean> {
    const alive = new Set(existing);
    const gone = this.#book.runs().filter((runId) => !alive.has(runId));
    if (gone.length > 0) await this.#book.leave(gone);
    return gone.length > 0;
  }

  /** Takes a run's lessons in; true when any is new or different. */
  async #take(state: RunState, bytes: number | null): Promise<boolean> {
    if (state.header === null) return false;
    const record = { bytes, recalled: state.recalled.map(({ id }) => id) };
    const fresh = await this.#book.learn(state.header.id, lessonsOf(state), record);
    if (fresh === null) return false;
    if (fresh.length > 0 && this.#meaning.trouble === null) {
      await this.#meaning.learn(
        fresh.flatMap(({ prompt, text }) => [prompt, text]),
        this.#closing.signal,
      );
    }
    return true;
  }

  async #consolidate(): Promise<void> {
    const { size } = this.#book;
    const { consolidateFrom = CONSOLIDATE_FROM } = this.#options;
    if (size < Math.max(consolidateFrom, this.#consolidatedAt * (1 + GROWTH))) return;
    this.#consolidatedAt = size;
    const groups = await duplicatesAmong({
      lessons: [...this.#book.all()],
      vectorOf: this.#meaning.vectorOf,
      isPinned: (id) => this.#choices.isPinned(id),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    });
    await this.#book.group(groups);
  }

  async #shelf(forgotten: boolean): Promise<Shelved[]> {
    const present = new Set((await this.#options.runs.list()).map(({ id }) => id));
    return shelved({ book: this.#book, choices: this.#choices, present, forgotten });
  }

  #withDuplicates(ids: readonly string[]): string[] {
    const fronts = new Set(ids.map((id) => this.#book.frontOf(id)));
    const others = [...this.#book.all()].filter(
      ({ id }) => fronts.has(this.#book.frontOf(id)) && !this.#choices.isPinned(id),
    );
    return [...new Set([...ids, ...others.map(({ id }) => id)])];
  }
}

function isTelling(type: string): boolean {
  return (telling as ReadonlySet<string>).has(type);
}

function lessonOf({
  lesson,
  ids,
  pinned,
  gain,
  recalls,
}: Shelved): Omit<Output<"memory:list">["lessons"][number], "similarity"> {
  const { id, runId, runTitle, iteration, createdAt, prompt, text, strategy, worked, failed } = lesson;
  return {
    ...{ id, runId, runTitle, iteration, createdAt, prompt, text, strategy, worked, failed },
    tried: lesson.tried?.strategy ?? null,
    gain,
    pinned,
    recalls,
    ids: [...ids],
    image: imageOf(lesson),
  };
}

function imageOf({ runId, image }: StoredLesson): string | null {
  return image === null ? null : imageUrl(runId, image);
}

async function bytesOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(`look at ${file}`, error);
  }
}
