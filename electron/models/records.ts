/** What is written down of the models in the library: `models/library.json` in the data folder. */
import { z } from "zod";
import { modelIdSchema } from "../../shared/models/library";
import { sourceSchema } from "../../shared/models/source";
import { type OpenedList, openListFile } from "../storage/list-file";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A file as it was when its checksum was worked out; the path is relative, with slashes. */
export const summedFileSchema = z.object({
  path: z.string().min(1),
  bytes: z.number().int().min(0),
  sha256: sha256Schema,
});
export type SummedFile = z.infer<typeof summedFileSchema>;

export const modelRecordSchema = z.object({
  id: modelIdSchema,
  name: z.string().min(1),
  place: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("linked"), folder: z.string().min(1) }),
    /** In a folder of this name in the model's own box, see places.ts. */
    z.object({ kind: z.literal("owned"), folder: z.string().regex(/^[^\\/]+$/) }),
  ]),
  addedAt: z.number(),
  source: sourceSchema.nullable(),
  /** Null until they are worked out. */
  sums: z.object({ at: z.number(), files: z.array(summedFileSchema) }).nullable(),
  /** When it went to the trash; null while it is on the shelf. */
  deletedAt: z.number().nullable(),
});
export type ModelRecord = z.infer<typeof modelRecordSchema>;

/** @throws StudioError "storage" when the file cannot be read at all. */
export function openModelRecords(file: string): Promise<OpenedList<ModelRecord>> {
  return openListFile({ file, schema: modelRecordSchema, what: "list of models" });
}
