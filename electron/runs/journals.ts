/** The journals of runs: opened to be written, with everybody told of what is. */
import type { DurableBody, RunEvent } from "../../shared/run/events";
import { reduce, reduceAll } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import { type Journal, type LibraryIndex, openJournal, type RunsFolder } from "../storage";
import { assertReadable } from "./at-rest";

export interface JournalsDeps {
  readonly folder: RunsFolder;
  readonly index: LibraryIndex;
  readonly onEvent: (runId: string, event: RunEvent) => void;
  readonly onLibraryChanged: () => void;
  /** Hears what runs learn. */
  readonly memory?: { observe(state: RunState, event: RunEvent): void };
}

/** A run whose journal is open. */
export interface OpenRun {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
}

export class Journals {
  readonly #deps: JournalsDeps;

  constructor(deps: JournalsDeps) {
    this.#deps = deps;
  }

  /** Opens a run at rest. @throws StudioError "not-found", "corrupt-data", "storage". */
  async open(id: string): Promise<OpenRun & { readonly state: RunState }> {
    const folder = await this.#deps.folder.locate(id);
    const { journal, events } = await openJournal(folder);
    try {
      const state = reduceAll(events);
      assertReadable(state, folder);
      return { id, folder, journal, state };
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  /** Writes events, one after the other, and returns the state with them. @throws StudioError "storage". */
  async write(run: OpenRun, from: RunState, bodies: readonly DurableBody[]): Promise<RunState> {
    let state = from;
    for (const body of bodies) {
      const event = await run.journal.append(body);
      state = reduce(state, event);
      this.announce(run.id, run.folder, event, state);
    }
    return state;
  }

  /** Tells of an event, and brings the library in step with it where it shows there. */
  announce(id: string, folder: string, event: RunEvent, state: RunState): void {
    this.#deps.onEvent(id, event);
    this.#deps.memory?.observe(state, event);
    // The index never rejects: what it misses, it reads from the folder at the next start.
    if (event.seq !== null && changesSummary(event)) void this.list(state, folder);
  }

  /** Brings the library's row of a run up to date and says so. */
  async list(state: RunState, folder: string): Promise<void> {
    await this.#deps.index.upsert(state, folder);
    this.#deps.onLibraryChanged();
  }
}

/** Events that show in the library's row of a run. */
function changesSummary(event: RunEvent): boolean {
  return !["usage-recorded", "criterion-judged", "words-unknown"].includes(event.type);
}
