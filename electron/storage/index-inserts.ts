/** Puts runs and their images into the index's tables. */
import type LibSql from "libsql";
import { z } from "zod";
import { placeKey } from "./index-query";
import { type ImageRow, type IndexRow, likingOf, runTextFields, starsOf, titleKey } from "./index-row";
import { imageColumns } from "./index-tables";

/** Rows come with more columns than were asked for: only the named one is taken. */
const keyRow = z.object({ key: z.number() });

/** Statements prepared once for many rows. `run` answers with the key its images refer to. */
export function inserter(db: LibSql.Database) {
  const marks = (count: number) => Array.from({ length: count }, () => "?").join(", ");
  const run = db.prepare(
    `INSERT INTO runs (id, folder, journal_bytes, journal_mtime, created_at, status, images, cover, score, stars, liking,
     skill, parent, reference, title_key, summary, iterations) VALUES (${marks(17)}) RETURNING key`,
  );
  const runText = db.prepare(
    `INSERT INTO run_texts (rowid, ${runTextFields.join(", ")}) VALUES (${marks(1 + runTextFields.length)})`,
  );
  const image = db.prepare(
    `INSERT INTO images (run, run_id, n, place, created_at, seed, backend, score, stars, liking, best, pinned,
     summary) VALUES (${marks(13)}) RETURNING key`,
  );
  const imageText = db.prepare(
    `INSERT INTO image_texts (rowid, ${imageColumns.join(", ")}) VALUES (${marks(1 + imageColumns.length)})`,
  );
  return {
    run: (row: IndexRow): number => {
      const { key } = keyRow.parse(run.get(...runValues(row)));
      runText.run(key, ...runTextFields.map((field) => row.text[field]));
      return key;
    },
    image: (runKey: number, row: ImageRow): void => {
      const { key } = keyRow.parse(image.get(runKey, ...imageValues(row)));
      const texts = { ...row.text, ...row.verdicts };
      imageText.run(key, ...imageColumns.map((field) => texts[field]));
    },
  };
}

function runValues({ summary, folder, mark, score, iterations }: IndexRow) {
  return [
    summary.id,
    folder,
    mark?.bytes ?? null,
    mark?.mtimeMs ?? null,
    summary.createdAt,
    summary.status,
    summary.images,
    summary.cover === null ? null : summary.best,
    score,
    starsOf(summary.rating),
    likingOf(summary.rating),
    summary.skill?.toLowerCase() ?? null,
    summary.branchOf?.runId ?? null,
    Number(summary.reference),
    titleKey(summary.title),
    JSON.stringify(summary),
    JSON.stringify(iterations),
  ];
}

function imageValues({ summary, score }: ImageRow) {
  return [
    summary.runId,
    summary.iteration,
    placeKey(summary.runId, summary.iteration),
    summary.createdAt,
    summary.seed,
    summary.backend.toLowerCase(),
    score,
    starsOf(summary.rating),
    likingOf(summary.rating),
    Number(summary.best),
    Number(summary.pinned),
    JSON.stringify(summary),
  ];
}
