/** Models of a folder that see: what a folder holds, and how well an image goes with its prompt. */
import { z } from "zod";
import { seeingFactsSchema } from "../../inference/vision-language";
import { channel, nothing, runIdSchema } from "./common";

export const seeingChannels = {
  /** What the folder of a model that sees holds; nothing of it is loaded. */
  "seeing:inspect": channel(z.object({ folder: z.string().min(1).max(4096) }), seeingFactsSchema),
  /** Takes models that see out of memory. */
  "seeing:unload": channel(nothing, nothing),
  /** How well an attempt's image goes with the run's prompt, by the CLIP of the settings; null where none is set. */
  "seeing:similarity": channel(
    z.object({ runId: runIdSchema, iteration: z.number().int().min(1) }),
    z.object({ similarity: z.number().min(-1).max(1).nullable() }),
  ),
} as const;
