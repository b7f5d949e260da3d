/**
 * The run journal: one event a line, only ever appended. A line counts once its line break is on disk; whatever
 * stands after the last line break is a write that a crash tore off, and is cut when the journal is opened.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open, truncate } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import {
  type DurableBody,
  durableBodySchema,
  EVENT_VERSION,
  finishesStep,
  type JournalEvent,
  type PassingBody,
  type PassingEvent,
} from "../../shared/run/events";
import { isMissing, storageError, syncFolder } from "./durable";
import { readLine } from "./migrate";

export const JOURNAL_FILE = "journal.jsonl";

const LINE_BREAK = 0x0a;

/** Milliseconds since 1970. */
export type Clock = () => number;

export interface JournalContents {
  readonly events: readonly JournalEvent[];
  /** Complete lines that could not be read; they are left where they are. */
  readonly damaged: number;
}

export interface Journal {
  readonly file: string;
  /** Seq of the last event; -1 before the first. */
  readonly lastSeq: number;
  /**
   * Gives the event its place and time and writes it. Calls are served in order. When it returns, the line is
   * written; behind events that finish a step it is forced to disk.
   * @throws StudioError "bad-input" for a body that is no event, "storage" when the disk refuses (the journal is
   * then as it was before the call, and may be appended to again).
   */
  append(body: DurableBody): Promise<JournalEvent>;
  /** Waits for appends under way and closes the file. Closing twice is fine. */
  close(): Promise<void>;
}

export interface OpenedJournal extends JournalContents {
  readonly journal: Journal;
  /** Bytes of a torn last line that were cut off. */
  readonly cut: number;
}

interface Scan extends JournalContents {
  readonly lastSeq: number;
  /** Length in bytes up to and with the last line break. */
  readonly complete: number;
  /** Bytes behind the last line break. */
  readonly torn: number;
}

/** Gives news its stamp; it has no place in any journal. */
export function stampPassing(body: PassingBody, now: number): PassingEvent {
  return { ...body, v: EVENT_VERSION, seq: null, at: Math.trunc(now) };
}

/**
 * Reads a run folder's journal without touching it. A missing journal reads as empty.
 * @throws StudioError "storage" when the file cannot be read.
 */
export async function readJournal(folder: string): Promise<JournalContents> {
  const { events, damaged } = await scan(path.join(folder, JOURNAL_FILE));
  return { events, damaged };
}

/**
 * Opens a run folder's journal for appending, creating it when missing; cuts a torn last line.
 * One opener at a time: the caller sees to it that no other process works on the same run.
 * @throws StudioError "storage".
 */
export async function openJournal(folder: string, now: Clock = Date.now): Promise<OpenedJournal> {
  const file = path.join(folder, JOURNAL_FILE);
  const found = await scan(file);
  try {
    if (found.torn > 0) await truncate(file, found.complete);
    const handle = await openToAppend(file);
    const journal = new FileJournal(file, handle, found.complete, found.lastSeq, now);
    return { journal, events: found.events, damaged: found.damaged, cut: found.torn };
  } catch (error) {
    throw storageError(`open the journal ${file}`, error);
  }
}

/** Opens the file at its end; that it exists, and how long it is, is on disk when this returns. */
async function openToAppend(file: string): Promise<FileHandle> {
  const handle = await open(file, "a", 0o644);
  try {
    await handle.sync();
    await syncFolder(path.dirname(file));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class FileJournal implements Journal {
  private queue: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | null = null;
  /** Set when a failed write could not be taken back: what stands at the end of the file is not known then. */
  private broken: StudioError | null = null;

  constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    private length: number,
    private last: number,
    private readonly now: Clock,
  ) {}

  get lastSeq(): number {
    return this.last;
  }

  append(body: DurableBody): Promise<JournalEvent> {
    if (this.closing !== null) return Promise.reject(closedError(this.file));
    const written = this.queue.then(() => this.write(body));
    this.queue = written.catch(() => undefined);
    return written;
  }

  close(): Promise<void> {
    this.closing ??= this.queue.then(() => this.handle.close());
    return this.closing;
  }

  private async write(body: DurableBody): Promise<JournalEvent> {
    if (this.broken !== null) throw this.broken;
    const stamp = { v: EVENT_VERSION, seq: this.last + 1, at: Math.trunc(this.now()) } as const;
    const event: JournalEvent = { ...stamp, ...checked(body) };
    const line = Buffer.from(`${JSON.stringify(event)}\n`, "utf8");
    try {
      await this.writeWhole(line);
      if (finishesStep(event)) await this.handle.sync();
    } catch (error) {
      await this.takeBack(error);
      throw storageError(`write to the journal ${this.file}`, error);
    }
    this.length += line.length;
    this.last = event.seq;
    return event;
  }

  private async writeWhole(line: Buffer): Promise<void> {
    const { bytesWritten } = await this.handle.write(line, 0, line.length, null);
    if (bytesWritten === line.length) return;
    throw new Error(`only ${bytesWritten} of ${line.length} bytes were written (is the disk full?)`);
  }

  /** Removes what a failed write left, so that the next line starts on a line of its own. */
  private async takeBack(failure: unknown): Promise<void> {
    try {
      await truncate(this.file, this.length);
    } catch (error) {
      const both = new AggregateError([failure, error], String(error));
      this.broken = storageError(`take back a failed write to the journal ${this.file}`, both);
      throw this.broken;
    }
  }
}

/** What would not be read back must not be written: a bad body is refused here, where its author can be named. */
function checked(body: DurableBody): DurableBody {
  const parsed = durableBodySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new StudioError("bad-input", `Not a journal event (${body.type}): ${parsed.error.message}`, {
    remedy: "This is a fault of the studio: copy the details into a bug report.",
    cause: parsed.error,
  });
}

function closedError(file: string): StudioError {
  return new StudioError("storage", `The journal ${file} is closed.`, { remedy: "Open the run again." });
}

/** Reads the file in chunks; keeps no more than one line beside the events. */
async function scan(file: string): Promise<Scan> {
  const events: JournalEvent[] = [];
  let damaged = 0;
  let lastSeq = -1;
  let complete = 0;
  let rest: Buffer[] = [];
  let torn = 0;

  const take = (line: string) => {
    if (line.trim() === "") return;
    const { event, seq } = readLine(line);
    if (event === null) damaged += 1;
    else events.push(event);
    if (seq !== null && seq > lastSeq) lastSeq = seq;
  };

  try {
    for await (const data of createReadStream(file)) {
      const chunk: Buffer = data;
      let start = 0;
      for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
        const line = Buffer.concat([...rest, chunk.subarray(start, end)]);
        take(line.toString("utf8"));
        complete += line.length + 1;
        rest = [];
        torn = 0;
        start = end + 1;
      }
      if (start < chunk.length) {
        rest.push(chunk.subarray(start));
        torn += chunk.length - start;
      }
    }
  } catch (error) {
    if (!isMissing(error)) throw storageError(`read the journal ${file}`, error);
  }
  return { events, damaged, lastSeq, complete, torn };
}
