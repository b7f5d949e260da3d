/**
 * The library's index over all runs: a cache beside the run folders, which alone are the truth. It may be deleted at
 * any time; `refresh` brings it back in step with the folders.
 */
import type { StudioError } from "../../shared/errors";
import type { RunSummary } from "../../shared/ipc/contract";
import type { RunState } from "../../shared/run/state";
import type { RunsFolder } from "./runs-folder";

/** How far reading the folders has come. */
export type IndexProgress = (done: number, total: number) => void;

export interface LibraryQuery {
  /** Words to look for; empty for all, newest first. Any text is allowed. The last word matches as a beginning. */
  readonly query: string;
  readonly limit: number;
  readonly offset: number;
}

export interface LibraryPage {
  readonly runs: RunSummary[];
  /** Matches in all, beyond the page too. */
  readonly total: number;
}

export interface IndexReport {
  /** Runs in the index now. */
  readonly runs: number;
  /** Folders that hold no readable run (no journal, or none of its lines names the run). */
  readonly unreadable: readonly string[];
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
  /** Takes in a run's newest state. States without a header are passed over. */
  upsert(state: RunState, folder: string): void;
  /** Forgets a run (moved to the trash). */
  remove(id: string): void;
  search(query: LibraryQuery): LibraryPage;
  close(): void;
}

export interface LibraryIndexOptions {
  /** The database file, `<data>/library.db`. */
  readonly file: string;
  readonly runs: RunsFolder;
  /** True while this process works on the run; a run whose journal ends running without it was interrupted. */
  readonly isLive: (id: string) => boolean;
}
