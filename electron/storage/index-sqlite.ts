/** The library's index in SQLite with full-text search (FTS5), by `libsql`. */
import type LibSql from "libsql";
import { z } from "zod";
import {
  type IterationSummary,
  iterationSummarySchema,
  type LibraryMatch,
} from "../../shared/ipc/domains/library";
import { runSummarySchema, treeNodeSchema } from "../../shared/ipc/domains/runs";
import { inserter } from "./index-inserts";
import type { IndexQuery } from "./index-query";
import {
  type FamilyMember,
  type Found,
  type IndexRow,
  type IndexTable,
  type KnownRun,
  type Page,
  ratingOf,
  type StoredSummary,
} from "./index-row";
import { type Shelf, selection } from "./index-sql";
import { createTables, dropTables, SCHEMA_VERSION } from "./index-tables";

/** How long to wait for another process that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 2000;

/** Rows come with more columns than were asked for (libsql adds `_metadata`): only the named ones are taken. */
const knownRow = z.object({
  id: z.string(),
  folder: z.string(),
  journal_bytes: z.number().nullable(),
  journal_mtime: z.number().nullable(),
});
const keyRow = z.object({ key: z.number() });
const idRow = z.object({ id: z.string() });
const countRow = z.object({ count: z.number() });
const versionRow = z.object({ user_version: z.number() });
const summaryRow = z.object({ summary: z.string() });
const memberRow = summaryRow.extend({ iterations: z.string() });
const parentRow = idRow.extend({ parent: z.string() });
const matchRow = z.object({
  run_id: z.string(),
  n: z.number().nullable(),
  stars: z.number().nullable(),
});
const valueRow = z.object({ value: z.string() });

/** What is kept as JSON was written by `put` below, by the same version of the schema. */
const storedSummary: z.ZodType<StoredSummary> = runSummarySchema.extend({
  status: z.enum(["running", "paused", "stopped", "failed", "finished"]),
});

export class SqliteTable implements IndexTable {
  /** @throws the database's own error when the file is damaged, locked, or no database. */
  constructor(private readonly db: LibSql.Database) {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = NORMAL");
    this.atOnce(() => {
      const { user_version } = versionRow.parse(db.prepare("PRAGMA user_version").get());
      if (user_version !== SCHEMA_VERSION) this.createTables();
    });
  }

  known(): ReadonlyMap<string, KnownRun> {
    const rows = this.db.prepare("SELECT id, folder, journal_bytes, journal_mtime FROM runs").all();
    return new Map(rows.map((row) => knownEntry(knownRow.parse(row))));
  }

  put(rows: readonly IndexRow[]): void {
    this.atOnce(() => {
      this.drop(rows.map((row) => row.summary.id));
      const insert = inserter(this.db);
      for (const row of rows) {
        const key = insert.run(row);
        for (const image of row.images) insert.image(key, image);
      }
    });
  }

  remove(ids: readonly string[]): void {
    this.atOnce(() => this.drop(ids));
  }

  clear(): void {
    this.atOnce(() => this.createTables());
  }

  count(): number {
    return countRow.parse(this.db.prepare("SELECT count(*) AS count FROM runs").get()).count;
  }

  findRuns(query: IndexQuery, page: Page): Found<StoredSummary> {
    const { rows, total } = this.find("runs", "r.summary", query, page);
    return { rows: rows.map((row) => storedSummary.parse(JSON.parse(summaryRow.parse(row).summary))), total };
  }

  findImages(query: IndexQuery, page: Page): Found<IterationSummary> {
    const { rows, total } = this.find("images", "i.summary", query, page);
    return {
      rows: rows.map((row) => iterationSummarySchema.parse(JSON.parse(summaryRow.parse(row).summary))),
      total,
    };
  }

  allRuns(query: IndexQuery): readonly LibraryMatch[] {
    return this.all("runs", "r.id AS run_id, r.cover AS n, r.stars", query).map((row) => {
      const { run_id: runId, n: image, stars } = matchRow.parse(row);
      return { runId, iteration: null, image, rating: ratingOf(stars) };
    });
  }

  allImages(query: IndexQuery): readonly LibraryMatch[] {
    return this.all("images", "i.run_id, i.n, i.stars", query).map((row) => {
      const { run_id: runId, n, stars } = matchRow.parse(row);
      return { runId, iteration: n, image: n, rating: ratingOf(stars) };
    });
  }

  runningIds(): readonly string[] {
    const rows = this.db.prepare("SELECT id FROM runs WHERE status = 'running'").all();
    return rows.map((row) => idRow.parse(row).id);
  }

  values() {
    const distinct = (column: string, table: string) =>
      this.db
        .prepare(`SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`)
        .all()
        .map((row) => valueRow.parse(row).value);
    return {
      skills: distinct("json_extract(summary, '$.skill')", "runs"),
      backends: distinct("json_extract(summary, '$.backend')", "images"),
    };
  }

  parents(): ReadonlyMap<string, string> {
    const rows = this.db.prepare("SELECT id, parent FROM runs WHERE parent IS NOT NULL").all();
    return new Map(rows.map((row) => parentRow.parse(row)).map(({ id, parent }) => [id, parent]));
  }

  members(ids: readonly string[]): readonly FamilyMember[] {
    const rows = this.db
      .prepare(
        `SELECT summary, iterations FROM runs WHERE id IN (SELECT value FROM json_each(?))
         ORDER BY created_at, id`,
      )
      .all(JSON.stringify(ids));
    return rows.map((row) => {
      const { summary, iterations } = memberRow.parse(row);
      return {
        summary: storedSummary.parse(JSON.parse(summary)),
        iterations: treeNodeSchema.shape.iterations.parse(JSON.parse(iterations)),
      };
    });
  }

  close(): void {
    // The driver lets go of the file only when its statements are collected: what waits in the write-ahead log is
    // brought into the file here.
    try {
      this.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      this.db.close();
    }
  }

  private find(shelf: Shelf, columns: string, query: IndexQuery, page: Page) {
    const { sql, values, order } = selection(query, shelf);
    const rows = this.db.prepare(`SELECT ${columns} ${sql} ${order} LIMIT ? OFFSET ?`);
    const count = this.db.prepare(`SELECT count(*) AS count ${sql}`);
    return {
      rows: rows.all(...values, page.limit, page.offset),
      total: countRow.parse(count.get(...values)).count,
    };
  }

  private all(shelf: Shelf, columns: string, query: IndexQuery) {
    const { sql, values, order } = selection(query, shelf);
    return this.db.prepare(`SELECT ${columns} ${sql} ${order}`).all(...values);
  }

  private createTables(): void {
    this.db.exec(dropTables);
    this.db.exec(createTables);
    this.db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  private drop(ids: readonly string[]): void {
    const find = this.db.prepare("SELECT key FROM runs WHERE id = ?");
    const steps = [
      "DELETE FROM image_texts WHERE rowid IN (SELECT key FROM images WHERE run = ?)",
      "DELETE FROM images WHERE run = ?",
      "DELETE FROM run_texts WHERE rowid = ?",
      "DELETE FROM runs WHERE key = ?",
    ].map((sql) => this.db.prepare(sql));
    for (const id of ids) {
      const row = find.get(id);
      if (row === undefined) continue;
      const { key } = keyRow.parse(row);
      for (const step of steps) step.run(key);
    }
  }

  /** Runs the change as one transaction, taking the write lock first. */
  private atOnce(change: () => void): void {
    this.db.exec("BEGIN IMMEDIATE");
    try {
      change();
      this.db.exec("COMMIT");
    } catch (error) {
      if (this.db.inTransaction) this.db.exec("ROLLBACK");
      throw error;
    }
  }
}

function knownEntry(row: z.infer<typeof knownRow>): [string, KnownRun] {
  const { id, folder, journal_bytes: bytes, journal_mtime: mtimeMs } = row;
  return [id, { folder, mark: bytes === null || mtimeMs === null ? null : { bytes, mtimeMs } }];
}
