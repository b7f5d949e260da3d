/** The tables of the library's index. */
import { imageTextFields, runTextFields, verdictFields } from "./index-row";

/** Raise it when the tables below, or what is put into them, change: older files are then begun anew. */
export const SCHEMA_VERSION = 4;

/** Texts of an image that are searched: its own, and what was said of it. */
export const imageColumns = [...imageTextFields, ...verdictFields];

/** Runs, images, and their texts for searching (FTS5). */
export const createTables = `
  CREATE TABLE runs (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    journal_bytes INTEGER,
    journal_mtime REAL,
    created_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    images INTEGER NOT NULL,
    cover INTEGER,
    score REAL,
    stars INTEGER,
    liking INTEGER NOT NULL,
    skill TEXT,
    parent TEXT,
    reference INTEGER NOT NULL,
    title_key TEXT NOT NULL,
    summary TEXT NOT NULL,
    iterations TEXT NOT NULL
  );
  CREATE INDEX runs_newest ON runs (created_at DESC, id DESC);
  CREATE TABLE images (
    key INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    place TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    backend TEXT NOT NULL,
    score REAL,
    stars INTEGER,
    liking INTEGER NOT NULL,
    best INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    summary TEXT NOT NULL
  );
  CREATE INDEX images_run ON images (run);
  CREATE INDEX images_newest ON images (created_at DESC, run_id DESC, n DESC);
  CREATE VIRTUAL TABLE run_texts USING fts5 (${runTextFields.join(", ")}, tokenize = 'unicode61', prefix = '2 3');
  CREATE VIRTUAL TABLE image_texts USING fts5 (${imageColumns.join(", ")}, tokenize = 'unicode61', prefix = '2 3');
`;

/** With the tables of older versions. */
export const dropTables = ["runs", "texts", "images", "run_texts", "image_texts"]
  .map((table) => `DROP TABLE IF EXISTS ${table};`)
  .join(" ");
