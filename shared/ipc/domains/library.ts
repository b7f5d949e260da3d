/** Finding, ordering and throwing away what was made. */
import { z } from "zod";
import { ratingSchema } from "../../run/events";
import { channel, iterationSchema, nothing, runIdSchema } from "./common";
import { runSummarySchema } from "./runs";

export const iterationSummarySchema = z.object({
  runId: runIdSchema,
  iteration: iterationSchema,
  runTitle: z.string(),
  prompt: z.string(),
  createdAt: z.number(),
  /** `studio://` address of the image. */
  url: z.string(),
  hasVector: z.boolean(),
  width: z.number().int(),
  height: z.number().int(),
  seed: z.number().int(),
  backend: z.string(),
  passed: z.number().int(),
  total: z.number().int(),
  rating: ratingSchema.nullable(),
  best: z.boolean(),
  pinned: z.boolean(),
  skill: z.string().nullable(),
});
export type IterationSummary = z.infer<typeof iterationSummarySchema>;

/** A part of a query that makes no sense, with where it stands, for the search field to point at. */
export const queryProblemSchema = z.object({
  message: z.string(),
  from: z.number().int(),
  to: z.number().int(),
});
export type QueryProblem = z.infer<typeof queryProblemSchema>;

export const libraryShelves = ["runs", "iterations"] as const;
/** "relevance": what fits the words best first; without words, the newest. */
export const librarySorts = ["newest", "oldest", "score", "rating", "title", "relevance"] as const;

export const librarySearchSchema = z.object({
  /** Words and `field:value` filters, see docs/guide.md. */
  query: z.string().max(500),
  shelf: z.enum(libraryShelves),
  sort: z.enum(librarySorts),
  board: z.string().nullable(),
  limit: z.number().int().min(1).max(500),
  offset: z.number().int().min(0),
});
export type LibrarySearch = z.infer<typeof librarySearchSchema>;

export const libraryPageSchema = z.object({
  items: z.discriminatedUnion("shelf", [
    z.object({ shelf: z.literal("runs"), runs: z.array(runSummarySchema) }),
    z.object({ shelf: z.literal("iterations"), iterations: z.array(iterationSummarySchema) }),
  ]),
  total: z.number().int(),
  problems: z.array(queryProblemSchema),
});
export type LibraryPage = z.infer<typeof libraryPageSchema>;

/** A thing on a board: a whole run (`iteration` null) or one iteration. */
export const boardItemSchema = z.object({ runId: runIdSchema, iteration: iterationSchema.nullable() });
export type BoardItem = z.infer<typeof boardItemSchema>;

/** A match without its words and picture, for acting on many at once. */
export const libraryMatchSchema = boardItemSchema.extend({
  /** The iteration that stands for it: itself, or a run's best; null where nothing is drawn. */
  image: iterationSchema.nullable(),
  /** Of that iteration. */
  rating: ratingSchema.nullable(),
});
export type LibraryMatch = z.infer<typeof libraryMatchSchema>;

export const boardSchema = z.object({
  id: z.string().regex(/^[0-9a-z]{6,32}$/),
  name: z.string().trim().min(1).max(80),
  createdAt: z.number(),
  items: z.array(boardItemSchema).max(20_000),
});
export type Board = z.infer<typeof boardSchema>;

export const savedSearchSchema = z.object({
  id: z.string().regex(/^[0-9a-z]{6,32}$/),
  name: z.string().trim().min(1).max(80),
  query: z.string().max(500),
  shelf: z.enum(libraryShelves),
  sort: z.enum(librarySorts),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;

/** A run in the trash. */
export const trashedRunSchema = z.object({
  id: runIdSchema,
  title: z.string(),
  prompt: z.string(),
  /** What the designer made of it when the prompt was asked about; absent: the prompt counts as it is. */
  wish: z.string().optional(),
  images: z.number().int(),
  bytes: z.number().int(),
  trashedAt: z.number(),
});
export type TrashedRun = z.infer<typeof trashedRunSchema>;

const runIds = z.array(runIdSchema).min(1).max(10_000);

/** What became of each of many: those that failed say why, the others are done. */
export const bulkReportSchema = z.object({
  done: z.array(runIdSchema),
  failed: z.array(z.object({ runId: runIdSchema, reason: z.string() })),
});
export type BulkReport = z.infer<typeof bulkReportSchema>;

export const libraryChannels = {
  "library:search": channel(librarySearchSchema, libraryPageSchema),
  /** Values that a filter may take, for completion while typing: skills, backends, boards, failure kinds. */
  "library:values": channel(
    nothing,
    z.object({ skills: z.array(z.string()), backends: z.array(z.string()), kinds: z.array(z.string()) }),
  ),
  /** Every match, not only a page: for "select all". */
  "library:ids": channel(
    librarySearchSchema.omit({ limit: true, offset: true }),
    z.object({ items: z.array(libraryMatchSchema) }),
  ),
  /** Moves runs to the studio's trash, stopping work on them first. */
  "library:trash": channel(z.object({ runIds }), bulkReportSchema),
  "library:restore": channel(z.object({ runIds }), bulkReportSchema),
  "library:trashed": channel(nothing, z.object({ runs: z.array(trashedRunSchema) })),
  /** Deletes for good; null empties the trash. */
  "library:purge": channel(z.object({ runIds: runIds.nullable() }), bulkReportSchema),
  "library:rebuild": channel(nothing, z.object({ runs: z.number().int() })),
  "boards:list": channel(nothing, z.array(boardSchema)),
  "boards:create": channel(z.object({ name: boardSchema.shape.name }), boardSchema),
  /** Replaces a board whole, or brings a deleted one back: renaming, ordering and undo. */
  "boards:put": channel(boardSchema, nothing),
  "boards:delete": channel(z.object({ id: boardSchema.shape.id }), nothing),
  "boards:add": channel(
    z.object({ id: boardSchema.shape.id, items: z.array(boardItemSchema).min(1).max(10_000) }),
    nothing,
  ),
  "boards:remove": channel(
    z.object({ id: boardSchema.shape.id, items: z.array(boardItemSchema).min(1).max(10_000) }),
    nothing,
  ),
  "searches:list": channel(nothing, z.array(savedSearchSchema)),
  "searches:save": channel(savedSearchSchema.omit({ id: true }), savedSearchSchema),
  "searches:put": channel(savedSearchSchema, nothing),
  "searches:delete": channel(z.object({ id: savedSearchSchema.shape.id }), nothing),
} as const;
