/** What is written down of downloads, so that they outlive the studio: `models/downloads.json`. */
import { z } from "zod";
import { errorPayloadSchema } from "../../../shared/errors";
import { modelIdSchema } from "../../../shared/models/library";
import { sourceSchema } from "../../../shared/models/source";
import { type OpenedList, openListFile } from "../../storage/list-file";
import { summedFileSchema } from "../records";

/** A file as a server lists it. */
export const remoteFileSchema = z.object({
  /** Relative, with slashes. */
  path: z.string().min(1),
  url: z.string().url(),
  bytes: z.number().int().min(0).nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Git's name for its contents: the SHA-1 of "blob <size>\0" and the bytes. */
  gitOid: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
});
export type RemoteFile = z.infer<typeof remoteFileSchema>;

export const fetchedFileSchema = remoteFileSchema.extend({
  /** What the server called the version that was begun with; null before, or where it does not say. */
  tag: z.string().nullable(),
  /** Set once it is whole and as it should be. */
  got: summedFileSchema.pick({ bytes: true, sha256: true }).nullable(),
});
export type FetchedFile = z.infer<typeof fetchedFileSchema>;

export const downloadRecordSchema = z.object({
  id: modelIdSchema,
  name: z.string().min(1),
  /** The model's folder in its box. */
  folder: z.string().regex(/^[^\\/]+$/),
  source: sourceSchema,
  startedAt: z.number(),
  files: z.array(fetchedFileSchema).min(1),
  /** What ended it; null where it was paused, or the studio was closed. */
  error: errorPayloadSchema.nullable(),
});
export type DownloadRecord = z.infer<typeof downloadRecordSchema>;

/** @throws StudioError "storage" when the file cannot be read at all. */
export function openDownloadRecords(file: string): Promise<OpenedList<DownloadRecord>> {
  return openListFile({ file, schema: downloadRecordSchema, what: "list of downloads" });
}
