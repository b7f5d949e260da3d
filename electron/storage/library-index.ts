/**
 * The library's index over all runs: a cache beside the run folders, which alone are the truth. It may be deleted at
 * any time; `refresh` brings it back in step with the folders.
 */
import path from "node:path";
import { asStudioError, type StudioError } from "../../shared/errors";
import type { Board, LibraryMatch, LibraryPage, LibrarySearch } from "../../shared/ipc/domains/library";
import type { RunSummary, TreeNode } from "../../shared/ipc/domains/runs";
import { parseQuery, problemText, type Query } from "../../shared/library/query";
import type { RunState } from "../../shared/run/state";
import { familyOf } from "./family";
import { conditionsOf, type IndexQuery } from "./index-query";
import { readRuns, type UnreadableRun } from "./index-reader";
import { type IndexRow, type IndexTable, rowOf, type StoredSummary } from "./index-row";
import { begunAnew, type LoadDriver, type OpenedTable, openTable } from "./index-table";
import type { RunsFolder } from "./runs-folder";

/** How far looking through the folders has come. */
export type IndexProgress = (done: number, total: number) => void;

/** Values that filters may take: what there is to be found. */
export interface KnownValues {
  readonly skills: readonly string[];
  readonly backends: readonly string[];
}

export interface IndexReport {
  /** Runs in the index now. */
  readonly runs: number;
  /** Folders that look like runs and hold none that can be read. */
  readonly unreadable: readonly UnreadableRun[];
}

export interface LibraryIndex {
  /** `scan`: the database cannot be used here, so the index lives in memory and is filled at each start. */
  readonly mode: "sqlite" | "scan";
  /** Why the database is not used, or was thrown away and begun anew; null when all is well. */
  readonly reason: StudioError | null;
  /** Brings the index in step with the folders, reading only runs that changed. Run it once at each start. */
  refresh(onProgress?: IndexProgress): Promise<IndexReport>;
  /** Forgets everything and reads every run folder. */
  rebuild(onProgress?: IndexProgress): Promise<IndexReport>;
  /**
   * Takes in a run's newest state; a search begun afterwards sees it. Never rejects (see `reason`): the folder is
   * the truth, and the next refresh reads it. States without a header are passed over.
   */
  upsert(state: RunState, folder: string): Promise<void>;
  /** Forgets runs (moved to the trash). Never rejects. */
  remove(...ids: readonly string[]): Promise<void>;
  /** One page of what a query finds. What makes no sense in it is told as a problem; the rest counts. */
  search(search: LibrarySearch): Promise<LibraryPage>;
  /** Everything that a query finds, in the same order. */
  items(search: Omit<LibrarySearch, "limit" | "offset">): Promise<LibraryMatch[]>;
  values(): Promise<KnownValues>;
  /** The runs that branched from one another, this one among them; the oldest first. */
  tree(runId: string): Promise<TreeNode[]>;
  close(): Promise<void>;
}

export interface LibraryIndexOptions {
  /** The database file, `<data>/library.db`. */
  readonly file: string;
  readonly runs: RunsFolder;
  /** True while this process works on the run; a run whose journal ends running without it was interrupted. */
  readonly isLive: (id: string) => boolean;
  /** The boards of the moment, for queries that ask for them. */
  readonly boards?: () => readonly Board[];
  readonly now?: () => number;
  readonly loadDriver?: LoadDriver;
}

/**
 * Opens the index, empty or as it was left. Quick: run `refresh` behind it. A file that is damaged or locked is
 * thrown away and begun anew; when the database cannot be used at all, the index is kept in memory.
 */
export async function openLibraryIndex(options: LibraryIndexOptions): Promise<LibraryIndex> {
  return new FolderIndex(options, await openTable(options.file, options.loadDriver));
}

class FolderIndex implements LibraryIndex {
  /** Everything that changes the table goes through here, one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  /** Runs changed by `upsert` or `remove` while folders are read: what the reader brings for them is older. */
  private touched = new Set<string>();
  /** The newest state of runs that wait to be written: events come faster than they need be. */
  private readonly pending = new Map<string, IndexRow>();
  private opened: OpenedTable;
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: LibraryIndexOptions,
    opened: OpenedTable,
  ) {
    this.opened = opened;
  }

  get mode(): "sqlite" | "scan" {
    return this.opened.mode;
  }

  get reason(): StudioError | null {
    return this.opened.reason;
  }

  refresh(onProgress?: IndexProgress): Promise<IndexReport> {
    return this.oneReader(() => this.read(onProgress));
  }

  rebuild(onProgress?: IndexProgress): Promise<IndexReport> {
    return this.oneReader(async () => {
      await this.use((table) => table.clear());
      return this.read(onProgress);
    });
  }

  upsert(state: RunState, folder: string): Promise<void> {
    const row = rowOf(state, path.basename(folder), null);
    if (row === null) return Promise.resolve();
    this.touched.add(row.summary.id);
    this.pending.set(row.summary.id, row);
    return this.change((table) => {
      const rows = [...this.pending.values()];
      this.pending.clear();
      if (rows.length > 0) table.put(rows);
    });
  }

  remove(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.touched.add(id);
      this.pending.delete(id);
    }
    return this.change((table) => table.remove(ids));
  }

  async search(search: LibrarySearch): Promise<LibraryPage> {
    const parsed = this.parse(search.query);
    const page = { limit: search.limit, offset: search.offset };
    const problems = parsed.problems.map((one) => ({
      message: problemText(one),
      from: one.from,
      to: one.to,
    }));
    return this.use((table): LibraryPage => {
      const query = this.prepare(table, parsed, search);
      if (search.shelf === "runs") {
        const { rows, total } = table.findRuns(query, page);
        return { items: { shelf: "runs", runs: rows.map((row) => this.shown(row)) }, total, problems };
      }
      const { rows, total } = table.findImages(query, page);
      return { items: { shelf: "iterations", iterations: [...rows] }, total, problems };
    });
  }

  items(search: Omit<LibrarySearch, "limit" | "offset">): Promise<LibraryMatch[]> {
    const parsed = this.parse(search.query);
    return this.use((table): LibraryMatch[] => {
      const query = this.prepare(table, parsed, search);
      return [...(search.shelf === "runs" ? table.allRuns(query) : table.allImages(query))];
    });
  }

  values(): Promise<KnownValues> {
    return this.use((table) => table.values());
  }

  tree(runId: string): Promise<TreeNode[]> {
    return this.use((table) =>
      table
        .members(familyOf(runId, table.parents()))
        .map(({ summary, iterations }) => ({ run: this.shown(summary), iterations })),
    );
  }

  private parse(text: string): Query {
    const { now = Date.now } = this.options;
    return parseQuery(text, { now: now(), boards: this.boards().map((board) => board.name) });
  }

  private boards(): readonly Board[] {
    return this.options.boards?.() ?? [];
  }

  private prepare(
    table: IndexTable,
    parsed: Query,
    { board, sort }: Pick<LibrarySearch, "board" | "sort">,
  ): IndexQuery {
    const conditions = conditionsOf(parsed, this.boards(), board);
    const asksForLive = conditions.some(({ fact }) => fact.of === "liveness");
    const live = asksForLive ? table.runningIds().filter((id) => this.options.isLive(id)) : [];
    return { conditions, sort, live };
  }

  async close(): Promise<void> {
    await this.reading;
    await this.queue;
    try {
      this.opened.table.close();
    } catch (error) {
      // A damaged cache is no reason not to quit: the next start throws it away.
      this.opened = { ...this.opened, reason: asStudioError(error) };
    }
  }

  private shown(row: StoredSummary): RunSummary {
    return row.status === "running" && !this.options.isLive(row.id) ? { ...row, status: "interrupted" } : row;
  }

  private oneReader<T>(read: () => Promise<T>): Promise<T> {
    const result = this.reading.then(read);
    this.reading = result.catch(() => undefined);
    return result;
  }

  /** Works on the table. Should it fail, the table is begun anew, filled from the folders, and asked once more. */
  private use<T>(work: (table: IndexTable) => T): Promise<T> {
    const result = this.queue.then(async () => {
      try {
        return work(this.opened.table);
      } catch (error) {
        await this.beginAnew(error);
        return work(this.opened.table);
      }
    });
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A change nobody needs to wait for: a cache that cannot be written is a reason to show, not a fault. */
  private async change(work: (table: IndexTable) => void): Promise<void> {
    try {
      await this.use(work);
    } catch (error) {
      this.opened = { ...this.opened, reason: asStudioError(error) };
    }
  }

  private async beginAnew(error: unknown): Promise<void> {
    try {
      this.opened.table.close();
    } catch {
      // It is thrown away either way; the error that led here is the one that is kept.
    }
    const next = await openTable(this.options.file, this.options.loadDriver, true);
    this.opened = { ...next, reason: next.reason ?? begunAnew(error) };
    const places = await this.options.runs.list();
    await readRuns(places, (rows) => this.opened.table.put(rows));
  }

  private async read(onProgress: IndexProgress = () => undefined): Promise<IndexReport> {
    this.touched = new Set();
    const places = await this.options.runs.list();
    const known = await this.use((table) => table.known());
    const there = new Set(places.map((place) => place.id));
    const gone = [...known.keys()].filter((id) => !there.has(id) && !this.touched.has(id));
    if (gone.length > 0) await this.use((table) => table.remove(gone));
    const unreadable = await readRuns(
      places.map((place) => ({ ...place, known: known.get(place.id) })),
      (rows) => this.use((table) => table.put(rows.filter((row) => !this.touched.has(row.summary.id)))),
      (done) => onProgress(done, places.length),
    );
    const lost = unreadable.map((one) => one.id).filter((id) => known.has(id) && !this.touched.has(id));
    if (lost.length > 0) await this.use((table) => table.remove(lost));
    const total = await this.use((table) => table.count());
    return { runs: total, unreadable: unreadable.map(({ folder, reason }) => ({ folder, reason })) };
  }
}
