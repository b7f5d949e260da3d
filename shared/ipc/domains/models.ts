/** Models of the designer's own: the library of them, and what a folder holds. */
import { z } from "zod";
import { modelFactsSchema } from "../../inference/diffusion";
import { downloadPlanSchema, modelFindSchema, modelIdSchema, modelShelfSchema } from "../../models/library";
import { wantedSourceSchema } from "../../models/source";
import { channel, nothing } from "./common";

const folder = z.string().min(1).max(4096);
const one = z.object({ id: modelIdSchema });

/** How far work on a model, or a download, has come; sent a few times a second. */
export const modelProgressSchema = z.object({
  id: modelIdSchema,
  done: z.number().min(0),
  total: z.number().min(0).nullable(),
  /** Bytes a second, for downloads. */
  rate: z.number().min(0).nullable(),
});
export type ModelProgress = z.infer<typeof modelProgressSchema>;

export const modelChannels = {
  /** Asks for a folder in the system's dialog; null when the designer thought better of it. */
  "models:choose": channel(nothing, z.object({ folder: z.string().nullable() })),
  /** What a diffusion model's folder holds; nothing of it is loaded. Its `model_index.json` stands for it. */
  "models:inspect": channel(z.object({ folder }), modelFactsSchema),
  /** Takes the model in memory out of it. */
  "models:unload": channel(nothing, nothing),
  /** Everything on the shelf: models, downloads on their way, deleted ones. */
  "models:list": channel(nothing, modelShelfSchema),
  /** What importing a folder would bring, and whether it can be. Its faults are told, not thrown. */
  "models:examine": channel(z.object({ folder }), modelFindSchema),
  /** Takes a folder in; of a copy the progress is told, and the answer comes when all of it is there. */
  "models:import": channel(z.object({ folder, way: z.enum(["link", "copy"]) }), one),
  /** Stops copying a model, or working out its checksums. */
  "models:stop": channel(one, nothing),
  /** Works the checksums out again, in the background; with `renew` they take the place of those recorded. */
  "models:check": channel(z.object({ id: modelIdSchema, renew: z.boolean().optional() }), nothing),
  /** The folder of a linked model is elsewhere now. */
  "models:relocate": channel(z.object({ id: modelIdSchema, folder }), nothing),
  /** Shows its folder in the system's file manager. */
  "models:reveal": channel(one, nothing),
  /** To the trash; a linked one is only forgotten, its folder stays as it is. */
  "models:delete": channel(one, nothing),
  "models:restore": channel(one, nothing),
  /** Deletes one in the trash for good; null: all of them. */
  "models:purge": channel(z.object({ id: modelIdSchema.nullable() }), nothing),
  /** Asks a server what a download would bring; nothing is fetched yet. */
  "models:plan": channel(z.object({ source: wantedSourceSchema }), downloadPlanSchema),
  /** Begins what was planned. */
  "models:download": channel(z.object({ token: z.string().max(64) }), one),
  "models:pause": channel(one, nothing),
  "models:continue": channel(one, nothing),
  /** Gives a download up; what was fetched goes away. */
  "models:abandon": channel(one, nothing),
} as const;
