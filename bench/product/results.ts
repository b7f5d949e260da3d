/**
 * Results on disk: `bench.json` says what is measured, `results.jsonl` holds a line for each prompt a policy has
 * finished. A line is written whole and synced before the next prompt begins, so a killed benchmark loses nothing but
 * what was under way; a line torn by a power cut is cut away when the file is opened again.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";

export const headerSchema = z.object({
  v: z.literal(1),
  suite: z.string(),
  digest: z.string(),
  seed: z.number(),
  rounds: z.number(),
  generator: z.string(),
  roles: z.string(),
  lessons: z.number(),
  /** Name of the independent judge; null where there was none. */
  judge: z.string().nullable(),
});
export type Header = z.infer<typeof headerSchema>;

const probabilities = z.array(z.number().min(0).max(1).nullable());

export const rowSchema = z.object({
  policy: z.string(),
  task: z.string(),
  seed: z.number(),
  seconds: z.number(),
  images: z.number().int(),
  claimed: z.boolean().nullable(),
  /** Each judge's probabilities in the order of the task's atoms. */
  eyes: probabilities,
  independent: probabilities.nullable(),
  scene: probabilities.nullable(),
  /** Thumbnail, relative to the folder. */
  picture: z.string(),
});
export type Row = z.infer<typeof rowSchema>;

const HEADER = "bench.json";
const ROWS = "results.jsonl";

export interface Results {
  readonly folder: string;
  readonly rows: readonly Row[];
  add(row: Row): void;
  close(): void;
}

/**
 * @param resume goes on with what the folder holds; without it the folder must hold no results
 * @throws Error when results are there and were not to be resumed, or were measured differently
 */
export function openResults(folder: string, header: Header, resume: boolean): Results {
  mkdirSync(folder, { recursive: true });
  const [headFile, rowsFile] = [path.join(folder, HEADER), path.join(folder, ROWS)];
  if (existsSync(headFile)) {
    if (!resume)
      throw new Error(`${folder} holds results already. Add --resume to go on, or name another --out.`);
    assertSame(headerSchema.parse(JSON.parse(readFileSync(headFile, "utf8"))), header, folder);
  } else {
    writeFileSync(headFile, `${JSON.stringify(header, null, 2)}\n`);
  }
  const rows = existsSync(rowsFile) ? readRows(rowsFile) : [];
  const file = openSync(rowsFile, "a");
  return {
    folder,
    rows,
    add: (row) => {
      writeSync(file, `${JSON.stringify(rowSchema.parse(row))}\n`);
      fsyncSync(file);
      rows.push(row);
    },
    close: () => closeSync(file),
  };
}

function assertSame(was: Header, wanted: Header, folder: string): void {
  const differing = (Object.keys(wanted) as (keyof Header)[]).find((key) => was[key] !== wanted[key]);
  if (differing === undefined) return;
  throw new Error(
    `${folder} was measured with ${differing} ${JSON.stringify(was[differing])}, not ${JSON.stringify(wanted[differing])}: results would not compare. Name another --out.`,
  );
}

function readRows(file: string): Row[] {
  const text = readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => rowSchema.parse(JSON.parse(line)));
}
