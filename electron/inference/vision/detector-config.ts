/** What `models/flatland-detector/config.json` says about the graphs beside it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StudioError } from "../../../shared/errors";
import { backdropNames } from "../../../shared/flatland/scene";

const fraction = z.number().min(0).max(1);
const side = z.number().int().min(32);
const names = z.array(z.string().min(1)).min(1);

/** A graph that finds objects of any kind, `finder.onnx`, and one that says what they are, `classifier.onnx`. */
export const detectorConfigSchema = z.object({
  version: z.literal(2),
  finder: z.object({
    /** Pixels of the squares the picture is letterboxed to, one search each; the smaller are for what fills it. */
    sides: z.array(side).min(1),
    /** Least raw score of a box worth classifying. */
    threshold: fraction,
    /** Overlap (IoU) from which the weaker of two boxes is a repetition. */
    overlap: fraction,
    /** Boxes classified at most. */
    most: z.number().int().min(1),
  }),
  classifier: z.object({
    /** Pixels of the square crops. */
    side,
    /** How much of its longer side a box is enlarged by on each side. */
    margin: fraction,
  }),
  /** Longest side, in pixels, of the picture crops are cut from. */
  pictureSide: side,
  /** Names of kinds in the order of the classifier's output `kinds`, after which comes "no such thing". */
  kinds: names,
  finishes: names,
  finishless: z.array(z.string().min(1)),
  /** Kinds that visibly look left or right; of all others the classifier's `facings` are noise. */
  faced: z.array(z.string().min(1)),
  /** In the order of the finder's output `backdrops`. */
  backdrops: z.array(z.enum(backdropNames)),
  /** Least confidence of an object worth reporting. */
  threshold: fraction,
  /** Overlap (IoU) from which the weaker of two things of one kind is a repetition. */
  sameKindOverlap: fraction,
  calibration: z.object({
    /** Confidence = logistic of found · logit(finder) + kind · logit(classifier) + offset. */
    found: z.number(),
    kind: z.number(),
    offset: z.number(),
    finishTemperature: z.number().positive(),
    facingTemperature: z.number().positive(),
    backdropTemperature: z.number().positive(),
  }),
});

export type TwoStageConfig = z.infer<typeof detectorConfigSchema>;

/** Reads and checks a detector's configuration. Throws StudioError "model-missing" or "model-invalid". */
export async function readDetectorConfig(dir: string): Promise<TwoStageConfig> {
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
export function parseDetectorConfig(text: string, file: string): TwoStageConfig {
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
