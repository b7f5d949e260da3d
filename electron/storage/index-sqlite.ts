/** The library's index in SQLite with full-text search (FTS5), by `libsql`. */
import type LibSql from "libsql";
import { z } from "zod";
import {
  type IndexRow,
  type IndexTable,
  type KnownRun,
  type StoredSummary,
  textFields,
  textWeights,
} from "./index-row";
import { type SearchPhrases, wordsOf } from "./search-terms";

/** Raise it when the tables below change: older files are then begun anew. */
const SCHEMA_VERSION = 1;

/** How long to wait for another process that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 2000;

const tables = `
  CREATE TABLE runs (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    journal_bytes INTEGER,
    journal_mtime REAL,
    created_at INTEGER NOT NULL,
    summary TEXT NOT NULL
  );
  CREATE INDEX runs_newest ON runs (created_at DESC, id DESC);
  CREATE VIRTUAL TABLE texts USING fts5 (${textFields.join(", ")}, tokenize = 'unicode61', prefix = '2 3');
`;

const drop = "DROP TABLE IF EXISTS runs; DROP TABLE IF EXISTS texts;";

/** Rows come with more columns than were asked for (libsql adds `_metadata`): only the named ones are taken. */
const knownRow = z.object({
  id: z.string(),
  folder: z.string(),
  journal_bytes: z.number().nullable(),
  journal_mtime: z.number().nullable(),
});
const keyRow = z.object({ key: z.number() });
const countRow = z.object({ count: z.number() });
const versionRow = z.object({ user_version: z.number() });
const summaryRow = z.object({ summary: z.string() });

/** What is kept as JSON was written by `put` below, by the same version of the schema. */
const storedSummary: z.ZodType<StoredSummary> = z.object({
  id: z.string(),
  title: z.string(),
  prompt: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  status: z.enum(["running", "stopped", "failed", "finished"]),
  images: z.number(),
  best: z.number().nullable(),
  passed: z.number(),
  total: z.number(),
  skill: z.string().nullable(),
  cover: z.string().nullable(),
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
      const insertRun = this.db.prepare(
        `INSERT INTO runs (id, folder, journal_bytes, journal_mtime, created_at, summary)
         VALUES (?, ?, ?, ?, ?, ?) RETURNING key`,
      );
      const insertText = this.db.prepare(
        `INSERT INTO texts (rowid, ${textFields.join(", ")}) VALUES (?, ${textFields.map(() => "?").join(", ")})`,
      );
      for (const { summary, folder, mark, text } of rows) {
        const values = [
          mark?.bytes ?? null,
          mark?.mtimeMs ?? null,
          summary.createdAt,
          JSON.stringify(summary),
        ];
        const { key } = keyRow.parse(insertRun.get(summary.id, folder, ...values));
        insertText.run(key, ...textFields.map((field) => wordsOf(text[field]).join(" ")));
      }
    });
  }

  remove(ids: readonly string[]): void {
    this.atOnce(() => this.drop(ids));
  }

  clear(): void {
    this.atOnce(() => this.createTables());
  }

  search(phrases: SearchPhrases, page: { readonly limit: number; readonly offset: number }) {
    if (phrases.length === 0) {
      const rows = this.db.prepare(
        "SELECT summary FROM runs ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
      );
      const count = this.db.prepare("SELECT count(*) AS count FROM runs").get();
      return {
        rows: rows.all(page.limit, page.offset).map(parseSummary),
        total: countRow.parse(count).count,
      };
    }
    const match = matchOf(phrases);
    const weights = textFields.map((field) => textWeights[field]).join(", ");
    const rows = this.db.prepare(
      `SELECT runs.summary AS summary FROM texts JOIN runs ON runs.key = texts.rowid WHERE texts MATCH ?
       ORDER BY bm25(texts, ${weights}), runs.created_at DESC, runs.id DESC LIMIT ? OFFSET ?`,
    );
    const count = this.db.prepare("SELECT count(*) AS count FROM texts WHERE texts MATCH ?").get(match);
    return {
      rows: rows.all(match, page.limit, page.offset).map(parseSummary),
      total: countRow.parse(count).count,
    };
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

  private createTables(): void {
    this.db.exec(drop);
    this.db.exec(tables);
    this.db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  }

  private drop(ids: readonly string[]): void {
    const find = this.db.prepare("SELECT key FROM runs WHERE id = ?");
    const dropText = this.db.prepare("DELETE FROM texts WHERE rowid = ?");
    const dropRun = this.db.prepare("DELETE FROM runs WHERE key = ?");
    for (const id of ids) {
      const found: unknown = find.get(id);
      if (found === undefined) continue;
      const { key } = keyRow.parse(found);
      dropText.run(key);
      dropRun.run(key);
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

/** Words are letters and digits only (see `wordsOf`), so nothing a user types can break out of the quotes. */
function matchOf(phrases: SearchPhrases): string {
  return `${phrases.map((words) => `"${words.join(" ")}"`).join(" AND ")} *`;
}

function parseSummary(row: unknown): StoredSummary {
  return storedSummary.parse(JSON.parse(summaryRow.parse(row).summary));
}

function knownEntry(row: z.infer<typeof knownRow>): [string, KnownRun] {
  const { id, folder, journal_bytes: bytes, journal_mtime: mtimeMs } = row;
  return [id, { folder, mark: bytes === null || mtimeMs === null ? null : { bytes, mtimeMs } }];
}
