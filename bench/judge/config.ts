/** What `bench/judge/model/config.json` says about the judge's graphs. */
import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { backdropNames } from "../../shared/flatland/scene";

const names = z.array(z.string().min(1)).min(1);

export const judgeConfigSchema = z.object({
  version: z.literal(1),
  /** Sides of the squares the picture is searched in, in pixels; votes of all of them are gathered. */
  searchSides: z.array(z.number().int().multipleOf(64)).min(1),
  /** Pixels of a crop's side, and of the square it is cut from in longer sides of the box. */
  cropSide: z.number().int().min(32),
  context: z.number().min(1),
  /** In the order of the reader's outputs; "no such thing" comes after the kinds. */
  kinds: names,
  finishes: names,
  finishless: z.array(z.string()),
  faced: z.array(z.string()),
  backdrops: z.array(z.enum(backdropNames)),
  /** What `npm run bench:judge` printed last; absent until then. */
  agreement: z.object({ pictures: z.number().int().positive(), share: z.number().min(0).max(1) }).optional(),
  /** Confidence = logistic of search · logit(search) + kind · logit(kind) + support · log(support) + offset. */
  calibration: z.object({
    search: z.number(),
    kind: z.number(),
    support: z.number(),
    offset: z.number(),
    finishTemperature: z.number().positive(),
    facingTemperature: z.number().positive(),
    backdropTemperature: z.number().positive(),
  }),
});
export type JudgeConfig = z.infer<typeof judgeConfigSchema>;

/** Reads the configuration. Throws Error when there is none that fits. */
export async function readJudgeConfig(file: string): Promise<JudgeConfig> {
  return judgeConfigSchema.parse(JSON.parse(await readFile(file, "utf8")));
}

/** Notes how far the judge can be trusted; without that no bench asks it. Throws Error when there is no configuration that fits. */
export async function noteAgreement(
  file: string,
  agreement: NonNullable<JudgeConfig["agreement"]>,
): Promise<void> {
  await readJudgeConfig(file);
  const raw: unknown = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, `${JSON.stringify({ ...Object(raw), agreement }, null, 1)}\n`);
}
