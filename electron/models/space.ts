/** Room on the disk, looked at before anything large is written. */
import { statfs } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "../../shared/errors";
import { inGigabytes } from "../backends/model-memory";
import { isMissing } from "../storage/durable";

/** Bytes free for us on the disk of a folder; null where the system does not say. */
export type FreeSpace = (folder: string) => Promise<number | null>;

/** Left free for everything else on this disk, the studio's own runs first. */
export const RESERVE_BYTES = 256 * 1_048_576;

/** Asks the system; of a folder that is not there yet, the nearest one above that is. */
export const systemSpace: FreeSpace = async (folder) => {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch (error) {
      // Some network disks do not say; a copy finds out for itself then.
      if (!isMissing(error) || at === path.dirname(at)) return null;
    }
  }
};

/** What is to be said where `bytes` more do not fit; null where they do, or nobody knows. */
export function noRoom(folder: string, bytes: number, free: number | null): StudioError | null {
  if (free === null || bytes + RESERVE_BYTES <= free) return null;
  return new StudioError(
    "storage",
    `${inGigabytes(bytes)} are needed on the disk of ${folder}, and ${inGigabytes(free)} are free; ${inGigabytes(RESERVE_BYTES)} of them stay free for everything else.`,
    {
      remedy: `Free ${inGigabytes(bytes + RESERVE_BYTES - free)} on this disk, for example in the trash. A model that is linked instead of copied takes none.`,
      retryable: true,
    },
  );
}
