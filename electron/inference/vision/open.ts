/** Opens the detector a folder holds. */
import type { CreateSession } from "../sessions";
import { readDetectorConfig } from "./detector-config";
import type { ObjectEyes } from "./object-eyes";
import { TwoStageDetector } from "./two-stage";

/** Throws StudioError "model-missing" or "model-invalid". */
export async function openObjectEyes(
  dir: string,
  tools: { readonly createSession: CreateSession },
): Promise<ObjectEyes> {
  return TwoStageDetector.load(dir, await readDetectorConfig(dir), tools);
}
