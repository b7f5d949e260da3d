/**
 * Runs sown into the library by their journals, made out of runs the studio really drew: for what a run on these
 * engines comes to only now and then (a repair, a judge that contradicts itself), told the same way every time.
 */
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { DurableBody, JournalEvent } from "../../shared/run/events";
import { journalEventSchema } from "../../shared/run/events";

const runsIn = (userData: string) => path.join(userData, "runs");

async function folderOf(userData: string, runId: string): Promise<string> {
  const folders = await readdir(runsIn(userData));
  const name = folders.find((folder) => folder.endsWith(runId));
  if (name === undefined) throw new Error(`no folder for ${runId}`);
  return path.join(runsIn(userData), name);
}

/** A run's journal, as it lies on disk. */
export async function journalOf(userData: string, runId: string): Promise<JournalEvent[]> {
  const text = await readFile(path.join(await folderOf(userData, runId), "journal.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => journalEventSchema.parse(JSON.parse(line)));
}

/** An event without its place and time. */
export function bodyOf({ v: _v, seq: _seq, at: _at, ...body }: JournalEvent): DurableBody {
  return body as DurableBody;
}

export interface Sown {
  readonly id: string;
  readonly title: string;
  readonly bodies: readonly DurableBody[];
  /** The run whose pictures come along. */
  readonly picturesOf?: string;
}

/**
 * Writes a run folder while the studio is closed; it is in the library at the next start.
 * @returns the run's id
 */
export async function sow(userData: string, { id, title, bodies, picturesOf }: Sown): Promise<string> {
  const at = Date.UTC(2026, 0, 2, 12);
  const folder = path.join(runsIn(userData), `2026-01-02-${id}`);
  await mkdir(path.join(folder, "images"), { recursive: true });
  if (picturesOf !== undefined) {
    const images = path.join(await folderOf(userData, picturesOf), "images");
    await cp(images, path.join(folder, "images"), { recursive: true });
  }
  const lines = bodies.map((body, seq) => {
    const named = body.type === "run-created" ? { ...body, run: { ...body.run, id, title } } : body;
    return JSON.stringify(journalEventSchema.parse({ ...named, v: 1, seq, at: at + seq * 40 }));
  });
  await writeFile(path.join(folder, "journal.jsonl"), `${lines.join("\n")}\n`);
  return id;
}
