/**
 * The lessons of all runs in one file, so that a start need not read every journal. A cache: what it says can be
 * derived from the runs' folders again, and is when the file is missing or damaged.
 */
import { z } from "zod";
import type { Duplicates } from "./consolidate";
import { type StoredLesson, storedLessonSchema } from "./lesson";
import { type LineFile, openLines } from "./lines";

const ids = z.array(z.string());

const lineSchema = z.discriminatedUnion("op", [
  z.object({ op: z.literal("learn"), lesson: storedLessonSchema }),
  z.object({ op: z.literal("drop"), ids }),
  /** The run's journal was read up to this many bytes; these lessons were brought up for it. */
  z.object({ op: z.literal("read"), runId: z.string(), bytes: z.number().int().nullable(), recalled: ids }),
  z.object({ op: z.literal("leave"), runId: z.string() }),
  /** Near duplicates stand behind one of them; in place of all groups before. */
  z.object({ op: z.literal("groups"), groups: z.array(z.object({ into: z.string(), ids })) }),
]);
type Line = z.infer<typeof lineSchema>;

/** Lines beyond what is needed before the file is written anew. */
const SLACK = 500;

interface RunRecord {
  readonly bytes: number | null;
  readonly recalled: readonly string[];
}

export class LessonBook {
  readonly #file: LineFile<Line>;
  readonly #lessons = new Map<string, StoredLesson>();
  readonly #ofRun = new Map<string, Set<string>>();
  readonly #runs = new Map<string, RunRecord>();
  readonly #behind = new Map<string, string>();
  #lines: number;

  private constructor(file: LineFile<Line>, lines: number) {
    this.#file = file;
    this.#lines = lines;
  }

  /** Opens the book. `whole` is false where it was missing or damaged: it begins empty then. */
  static async open(path: string): Promise<{ book: LessonBook; whole: boolean }> {
    const { file, lines, damaged, existed } = await openLines(path, lineSchema);
    const book = new LessonBook(file, lines.length);
    if (damaged > 0) await book.clear();
    else for (const line of lines) book.#apply(line);
    return { book, whole: existed && damaged === 0 };
  }

  get size(): number {
    return this.#lessons.size;
  }

  all(): Iterable<StoredLesson> {
    return this.#lessons.values();
  }

  get(id: string): StoredLesson | undefined {
    return this.#lessons.get(id);
  }

  /** The lesson this one stands behind, or itself. */
  frontOf(id: string): string {
    const front = this.#behind.get(id);
    return front !== undefined && this.#lessons.has(front) ? front : id;
  }

  /** Runs it knows of. */
  runs(): readonly string[] {
    return [...this.#runs.keys()];
  }

  /** Bytes of the run's journal that were read when it was at rest; null for a run seen at work or not at all. */
  bytesRead(runId: string): number | null {
    return this.#runs.get(runId)?.bytes ?? null;
  }

  /** How often each lesson was brought up, over the given runs. */
  recalls(counts: (runId: string) => boolean): ReadonlyMap<string, number> {
    const times = new Map<string, number>();
    for (const [runId, { recalled }] of this.#runs) {
      if (!counts(runId)) continue;
      for (const id of recalled) times.set(id, (times.get(id) ?? 0) + 1);
    }
    return times;
  }

  /**
   * Takes a run's lessons as they are now, in place of what was known of it.
   * @returns lessons that are new or different, or null when nothing changed at all
   */
  async learn(
    runId: string,
    lessons: readonly StoredLesson[],
    record: RunRecord,
  ): Promise<readonly StoredLesson[] | null> {
    const known = this.#ofRun.get(runId) ?? new Set<string>();
    const now = new Set(lessons.map(({ id }) => id));
    const fresh = lessons.filter((one) => JSON.stringify(this.#lessons.get(one.id)) !== JSON.stringify(one));
    const gone = [...known].filter((id) => !now.has(id));
    const lines: Line[] = fresh.map((lesson) => ({ op: "learn", lesson }));
    if (gone.length > 0) lines.push({ op: "drop", ids: gone });
    if (JSON.stringify(this.#runs.get(runId)) !== JSON.stringify(record)) {
      lines.push({ op: "read", runId, bytes: record.bytes, recalled: [...record.recalled] });
    }
    if (lines.length === 0) return null;
    await this.#write(lines);
    return fresh;
  }

  /** Drops everything known of runs that no longer exist. */
  async leave(runIds: readonly string[]): Promise<void> {
    await this.#write(runIds.map((runId): Line => ({ op: "leave", runId })));
  }

  /** Puts near duplicates behind one of them, in place of all groups before. */
  async group(groups: readonly Duplicates[]): Promise<void> {
    await this.#write([{ op: "groups", groups: groups.map(({ into, ids }) => ({ into, ids: [...ids] })) }]);
  }

  async clear(): Promise<void> {
    for (const map of [this.#lessons, this.#ofRun, this.#runs, this.#behind]) map.clear();
    await this.#file.replace([]);
    this.#lines = 0;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #write(lines: readonly Line[]): Promise<void> {
    await this.#file.append(lines);
    for (const line of lines) this.#apply(line);
    this.#lines += lines.length;
    const needed = this.#lessons.size + this.#runs.size;
    if (this.#lines > 2 * needed + SLACK) await this.#compact();
  }

  async #compact(): Promise<void> {
    const lines: Line[] = [...this.#lessons.values()].map((lesson) => ({ op: "learn", lesson }));
    for (const [runId, { bytes, recalled }] of this.#runs) {
      lines.push({ op: "read", runId, bytes, recalled: [...recalled] });
    }
    lines.push({ op: "groups", groups: [...this.#behind].map(([id, into]) => ({ into, ids: [id] })) });
    await this.#file.replace(lines);
    this.#lines = lines.length;
  }

  #apply(line: Line): void {
    switch (line.op) {
      case "learn":
        this.#keep(line.lesson);
        return;
      case "drop":
        for (const id of line.ids) this.#drop(id);
        return;
      case "read":
        this.#runs.set(line.runId, { bytes: line.bytes, recalled: line.recalled });
        return;
      case "leave":
        for (const id of [...(this.#ofRun.get(line.runId) ?? [])]) this.#drop(id);
        this.#runs.delete(line.runId);
        this.#ofRun.delete(line.runId);
        return;
      case "groups":
        this.#behind.clear();
        for (const { into, ids: others } of line.groups) for (const id of others) this.#behind.set(id, into);
    }
  }

  #keep(lesson: StoredLesson): void {
    this.#lessons.set(lesson.id, lesson);
    const ofRun = this.#ofRun.get(lesson.runId) ?? new Set<string>();
    ofRun.add(lesson.id);
    this.#ofRun.set(lesson.runId, ofRun);
  }

  #drop(id: string): void {
    const lesson = this.#lessons.get(id);
    if (lesson === undefined) return;
    this.#lessons.delete(id);
    this.#behind.delete(id);
    this.#ofRun.get(lesson.runId)?.delete(id);
  }
}
