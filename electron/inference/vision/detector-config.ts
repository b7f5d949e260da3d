/** What `models/flatland-detector/config.json` says about the graph beside it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StudioError } from "../../../shared/errors";

const fraction = z.number().min(0).max(1);

export const detectorConfigSchema = z.object({
  version: z.literal(1),
  /** The graph's only input: bytes [n, height, width, 3]. */
  input: z.object({
    name: z.string().min(1),
    width: z.number().int().min(32),
    height: z.number().int().min(32),
  }),
  /** Names of kinds in the order of the graph's output `kinds`. */
  kinds: z.array(z.string().min(1)).min(1),
  /** Names of finishes in the order of the graph's output `finishes`; "natural" stands for none. */
  finishes: z.array(z.string().min(1)).min(1),
  /** Kinds that take no finish, such as motion marks; whatever the graph says of theirs is noise. */
  finishless: z.array(z.string().min(1)),
  /** Least raw score of an object worth reporting; chosen for the most exact counts. */
  threshold: fraction,
  /** Overlap (IoU) from which the weaker of two boxes of one kind is a repetition. */
  sameKindOverlap: fraction,
  /** The same for boxes of different kinds. */
  anyKindOverlap: fraction,
  calibration: z.object({
    kindSlope: z.number(),
    kindOffset: z.number(),
    finishTemperature: z.number().positive(),
  }),
});
export type DetectorConfig = z.infer<typeof detectorConfigSchema>;

/** Reads and checks a detector's configuration. Throws StudioError "model-missing" or "model-invalid". */
export async function readDetectorConfig(dir: string): Promise<DetectorConfig> {
  const file = join(dir, "config.json");
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw new StudioError("model-missing", `The detector's configuration cannot be read: ${file}`, {
      remedy: "Reinstall the studio, or put the model's folder back as it was released.",
      cause,
    });
  }
  return parseDetectorConfig(text, file);
}

/** Parses the text of a configuration; `file` is named in errors. Throws StudioError "model-invalid". */
export function parseDetectorConfig(text: string, file: string): DetectorConfig {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw invalid(file, "it is not JSON", cause);
  }
  const parsed = detectorConfigSchema.safeParse(data);
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

function invalid(file: string, why: string, cause: unknown): StudioError {
  return new StudioError("model-invalid", `The detector's configuration ${file} is unusable: ${why}`, {
    remedy: "Reinstall the studio, or put the model's folder back as it was released.",
    cause,
  });
}
