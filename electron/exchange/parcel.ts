/** A run as it was found outside the studio, in whatever it came: a picture, a zip, a folder. */
import { createHash } from "node:crypto";
import { StudioError } from "../../shared/errors";
import type { ImageRef, JournalEvent } from "../../shared/run/events";
import { reduceAll } from "../../shared/run/reduce";
import type { RunState } from "../../shared/run/state";
import type { CheckedJournal } from "./journal-check";

/** Reads a file of the run; the bytes are not checked yet. */
export type ReadFile = () => Promise<Uint8Array>;

export interface Parcel {
  /** File or folder name, as the designer knows it. */
  readonly name: string;
  readonly path: string | null;
  readonly events: readonly JournalEvent[];
  readonly state: RunState;
  readonly warnings: readonly string[];
  /** Images that came along, by file name. */
  readonly files: ReadonlyMap<string, ReadFile>;
}

export interface FoundPicture {
  readonly name: string;
  readonly path: string | null;
  readonly read: ReadFile;
}

/** Longest journal and largest image file that are taken in, in bytes. */
export const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;
export const MAX_IMAGE_BYTES = 256 * 1024 * 1024;

export function makeParcel(
  source: { readonly name: string; readonly path: string | null },
  journal: CheckedJournal,
  files: ReadonlyMap<string, ReadFile>,
  warnings: readonly string[] = [],
): Parcel {
  const { events } = journal;
  return {
    ...source,
    events,
    state: reduceAll(events),
    files,
    warnings: [...journal.warnings, ...warnings],
  };
}

/**
 * An image of the parcel, checked against its name; null when it was not carried.
 * @throws StudioError "corrupt-data" when the bytes are not those that were drawn
 */
export async function parcelImage(parcel: Parcel, ref: ImageRef): Promise<Uint8Array | null> {
  const read = parcel.files.get(ref.file);
  if (read === undefined) return null;
  const bytes = await read();
  if (bytes.length === ref.bytes && sha256(bytes) === ref.hash) return bytes;
  throw new StudioError("corrupt-data", `The image ${ref.file} in ${parcel.name} is not what was drawn.`, {
    remedy: "Use an untouched copy of the run, where there is one.",
  });
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
