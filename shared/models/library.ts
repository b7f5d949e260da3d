/** The library of models on this computer, as both sides know it. */
import { z } from "zod";
import { errorPayloadSchema } from "../errors";
import { licenceSchema, modelReportSchema } from "../inference/diffusion";
import { sourceSchema } from "./source";

/** Kinds of models that the studio can look into; a kind more needs an arm of `inspectionSchema` as well. */
export const modelKinds = ["diffusion"] as const;
export type ModelKind = (typeof modelKinds)[number];

/** Names a model of the library, or a download on its way there. */
export const modelIdSchema = z.string().regex(/^[0-9a-f]{12}$/);

const bytes = z.number().min(0);

/** What every kind of model tells before anything of it is loaded. */
const commonFacts = {
  /** Everything in the folder. */
  diskBytes: bytes,
  /** What is loaded to use it: at least this much memory is needed. */
  modelBytes: bytes,
  licence: licenceSchema.nullable(),
};

/**
 * What a folder holds, by the kind of model. A kind more is an arm more here, and an inspector more in
 * electron/models/inspectors.ts.
 */
export const inspectionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("diffusion"), ...commonFacts, report: modelReportSchema }),
]);
export type Inspection = z.infer<typeof inspectionSchema>;

/** What is being done with a model's files in the background. */
export const modelWorkSchema = z.object({
  task: z.enum(["copying", "summing", "checking"]),
  /** Bytes. */
  done: bytes,
  total: bytes,
});
export type ModelWork = z.infer<typeof modelWorkSchema>;

/** How the files of a model differ from those whose checksums were recorded; all lists empty: they do not. */
export const fileCheckSchema = z.object({
  at: z.number(),
  changed: z.array(z.string()),
  missing: z.array(z.string()),
  added: z.array(z.string()),
});
export type FileCheck = z.infer<typeof fileCheckSchema>;

/** Linked: stays where it is. Owned: a copy or a download in the studio's own folder. */
export const modelPlaces = ["linked", "owned"] as const;

export const modelEntrySchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  /** Where it lies; where it will lie, while it is copied. */
  folder: z.string(),
  place: z.enum(modelPlaces),
  addedAt: z.number(),
  /** Where it was downloaded from. */
  source: sourceSchema.nullable(),
  /** `broken`: there, but it cannot be used; `missing`: not there; `arriving`: being copied. */
  state: z.enum(["ready", "broken", "missing", "arriving"]),
  inspection: inspectionSchema.nullable(),
  /** Why it is broken or missing, or what kept its checksums from being worked out. */
  error: errorPayloadSchema.nullable(),
  /** True while it is in memory. */
  loaded: z.boolean(),
  work: modelWorkSchema.nullable(),
  /** Of how many files there are checksums, and since when. */
  sums: z.object({ files: z.number().int(), at: z.number() }).nullable(),
  check: fileCheckSchema.nullable(),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

export const deletedModelSchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  bytes,
  deletedAt: z.number(),
});
export type DeletedModel = z.infer<typeof deletedModelSchema>;

/** `waiting`: for the server, which asked for it; `checking`: all is here and is looked into. */
export const downloadStates = ["running", "waiting", "checking", "paused", "failed"] as const;

export const modelDownloadSchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  source: sourceSchema,
  startedAt: z.number(),
  state: z.enum(downloadStates),
  /** Bytes that are here. */
  done: bytes,
  /** Bytes of all files; null while the server has not said. */
  total: bytes.nullable(),
  /** Bytes a second; null while nothing is known. */
  rate: z.number().min(0).nullable(),
  files: z.object({ done: z.number().int(), total: z.number().int() }),
  /** The one that is fetched. */
  file: z.string().nullable(),
  /** When it asks again, for `waiting`; milliseconds since 1970. */
  until: z.number().nullable(),
  error: errorPayloadSchema.nullable(),
});
export type ModelDownload = z.infer<typeof modelDownloadSchema>;

/** A model that comes with the studio: always there, never changed. */
export const bundledModelSchema = z.object({ name: z.string(), folder: z.string() });
export type BundledModel = z.infer<typeof bundledModelSchema>;

export const modelShelfSchema = z.object({
  models: z.array(modelEntrySchema),
  bundled: z.array(bundledModelSchema),
  downloads: z.array(modelDownloadSchema),
  deleted: z.array(deletedModelSchema),
  /** The studio's own folder of models, and what is free on its disk. */
  folder: z.string(),
  freeBytes: bytes.nullable(),
});
export type ModelShelf = z.infer<typeof modelShelfSchema>;

/** What is known of a folder before it is taken in. */
export const modelFindSchema = z.object({
  folder: z.string(),
  name: z.string(),
  inspection: inspectionSchema.nullable(),
  /** Why it cannot be taken in. */
  error: errorPayloadSchema.nullable(),
  /** It is in the library already. */
  present: z.boolean(),
  /** What a copy would take, without what the studio does not use. */
  copy: z.object({ files: z.number().int(), bytes, leftOut: z.number().int(), leftOutBytes: bytes }),
  /** Why there can be no copy; a link may do. */
  copyError: errorPayloadSchema.nullable(),
  /** On the disk of the studio's data. */
  freeBytes: bytes.nullable(),
});
export type ModelFind = z.infer<typeof modelFindSchema>;

/** What a download would bring. */
export const downloadPlanSchema = z.object({
  /** Names the plan until it is begun. */
  token: z.string(),
  name: z.string(),
  source: sourceSchema,
  kind: z.enum(modelKinds),
  files: z.array(
    z.object({
      path: z.string(),
      bytes: bytes.nullable(),
      verified: z.enum(["sha256", "git", "size", "none"]),
    }),
  ),
  leftOut: z.array(z.object({ path: z.string(), bytes: bytes.nullable() })),
  /** Of all files whose size is known. */
  bytes,
  /** Files whose size the server does not say. */
  unsized: z.number().int(),
  licence: licenceSchema.nullable(),
  freeBytes: bytes.nullable(),
  /** Why it cannot begin: for want of room. */
  error: errorPayloadSchema.nullable(),
});
export type DownloadPlan = z.infer<typeof downloadPlanSchema>;
