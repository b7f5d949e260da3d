/** Pictures and runs on their way out of the studio and into it. */
import { z } from "zod";
import { errorPayloadSchema } from "../../errors";
import { channel, iterationSchema, nothing, placeSchema, runIdSchema, writtenSchema } from "./common";

/** "journal": the run's events; "images": also every image of the run, so that all of it can be restored. */
export const carriedParts = ["nothing", "journal", "images"] as const;

export const exportFormatSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("png"), carry: z.enum(carriedParts) }),
  z.object({ kind: z.literal("svg") }),
]);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const sheetFormats = ["png", "pdf"] as const;

/** One thing found in what was dropped. */
export const findSchema = z.object({
  /** Names the find until it is taken in or forgotten. */
  token: z.string(),
  /** File or folder name, as the designer knows it. */
  name: z.string(),
  /** "skills": a skill pack, or a folder or zip of them; the skills view takes it from there. */
  kind: z.enum(["trajectory", "picture", "skills", "unreadable"]),
  /** Where it lies; null for bytes without a file, such as a pasted picture. */
  path: z.string().nullable(),
  /** What a `trajectory` holds. */
  run: z
    .object({
      id: runIdSchema,
      title: z.string(),
      prompt: z.string(),
      /** What the designer made of it when the prompt was asked about; absent: the prompt counts as it is. */
      wish: z.string().optional(),
      createdAt: z.number(),
      /** A run of this id is in the library already. */
      present: z.boolean(),
      iterations: z.array(
        z.object({
          n: iterationSchema,
          prompt: z.string(),
          passed: z.number().int(),
          total: z.number().int(),
          hasImage: z.boolean(),
          /** `studio://` address of a small picture, where one could be read. */
          preview: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Address of the picture itself, for "picture" and for PNGs that carry a trajectory. */
  preview: z.string().nullable(),
  /** Of the run, which the picture shows; only for PNGs that carry a trajectory. */
  iteration: iterationSchema.nullable().optional(),
  /** Generation parameters another tool wrote into the picture (`parameters` text), where there are any. */
  foreign: z.string().nullable(),
  /** The prompt in it, where it can be made out. */
  foreignPrompt: z.string().nullable(),
  warnings: z.array(z.string()),
  error: errorPayloadSchema.nullable(),
});
export type Find = z.infer<typeof findSchema>;

export const importChoiceSchema = z.discriminatedUnion("mode", [
  /** `present`: what to do when the library has the run already. */
  z.object({ mode: z.literal("all"), present: z.enum(["copy", "replace"]) }),
  z.object({
    mode: z.literal("some"),
    iterations: z.array(iterationSchema).min(1),
    present: z.enum(["copy", "replace"]),
  }),
  /** The picture alone, as something to compare with. */
  z.object({ mode: z.literal("reference"), iteration: iterationSchema.nullable() }),
]);
export type ImportChoice = z.infer<typeof importChoiceSchema>;

export const filenameTemplateSchema = z.string().trim().min(1).max(200);

/** Names a piece of work that takes a while, for its progress and for calling it off. */
const jobSchema = z.string().min(1).max(64);

/** How far a job has come, in steps of its own kind (files, runs, bytes). */
export const exchangeProgressSchema = z.object({
  job: jobSchema,
  done: z.number().min(0),
  total: z.number().min(0),
});
export type ExchangeProgress = z.infer<typeof exchangeProgressSchema>;

export const exchangeChannels = {
  /** One file asks where; several ask for a folder and are named by the template. Existing files are never overwritten unasked. */
  "exchange:exportImages": channel(
    z.object({
      items: z.array(placeSchema).min(1).max(1000),
      format: exportFormatSchema,
      /** "folder": into the folder of `exchange:folder`, without asking. */
      to: z.enum(["ask", "folder"]).optional(),
      /** Instead of the settings' template. */
      template: filenameTemplateSchema.optional(),
      job: jobSchema.optional(),
    }),
    z.object({
      paths: z.array(z.string()),
      failed: z.array(z.object({ runId: runIdSchema, iteration: iterationSchema, reason: z.string() })),
    }),
  ),
  /** What such an export would write: names as they would stand in the chosen folder, and their size together. */
  "exchange:plan": channel(
    z.object({
      items: z.array(placeSchema).min(1).max(1000),
      format: exportFormatSchema,
      template: filenameTemplateSchema.optional(),
    }),
    z.object({
      names: z.array(z.string()),
      bytes: z.number(),
      /** Those that have no such picture. */
      missing: z.array(placeSchema),
      problems: z.array(z.string()),
    }),
  ),
  /** The folder that exports go to when they do not ask; with `choose`, a dialog asks for another. */
  "exchange:folder": channel(z.object({ choose: z.boolean() }), z.object({ path: z.string() })),
  /** Shows a file that was written since the studio was started. */
  "exchange:reveal": channel(z.object({ path: z.string().min(1) }), nothing),
  /** Calls off a job under way; what it had begun to write is taken away. */
  "exchange:cancel": channel(z.object({ job: jobSchema }), nothing),
  /** All drawn iterations of a run, or those named, on one sheet. */
  "exchange:contactSheet": channel(
    z.object({ items: z.array(placeSchema).min(1).max(60), format: z.enum(sheetFormats) }),
    writtenSchema,
  ),
  /** Run folders as zip files; several runs go into one zip. */
  "exchange:exportRuns": channel(
    z.object({ runIds: z.array(runIdSchema).min(1).max(500), job: jobSchema.optional() }),
    writtenSchema,
  ),
  /** Puts an image on the clipboard. */
  "exchange:copyImage": channel(placeSchema, nothing),
  /** The designer drags an image out of the window; answered when the system has taken the drag over. */
  "exchange:dragOut": channel(placeSchema, nothing),
  /** Looks at dropped or chosen files without changing anything. Without `paths` a dialog asks. */
  "exchange:inspect": channel(
    z.object({
      paths: z.array(z.string().min(1)).max(200).optional(),
      /** Files without a path: pasted, or dragged out of another program. */
      files: z
        .array(
          z.object({
            name: z.string().max(255),
            bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "expected bytes"),
          }),
        )
        .max(50)
        .optional(),
    }),
    z.object({ finds: z.array(findSchema) }),
  ),
  "exchange:import": channel(
    z.object({ token: z.string(), choice: importChoiceSchema }),
    z.object({
      runId: runIdSchema,
      iterations: z.array(iterationSchema),
      /** True when a run of this id went to the trash for it. */
      replaced: z.boolean(),
    }),
  ),
  /** Takes back an import of this session: the run goes to the trash, one that it replaced comes back. */
  "exchange:undo": channel(z.object({ runId: runIdSchema }), nothing),
  /** Lets go of finds that were not taken in. */
  "exchange:forget": channel(z.object({ tokens: z.array(z.string()) }), nothing),
  /** What a template makes of an iteration; the renderer shows it while the designer types. */
  "exchange:filename": channel(
    z.object({ template: z.string().max(200), place: placeSchema.nullable() }),
    z.object({ name: z.string(), problems: z.array(z.string()) }),
  ),
} as const;
