/** Opens whichever detector a folder holds. */
import type { CreateSession } from "../sessions";
import { Detector } from "./detector";
import { readDetectorConfig } from "./detector-config";
import type { ObjectEyes } from "./object-eyes";
import { TwoStageDetector } from "./two-stage";

/** Throws StudioError "model-missing" or "model-invalid". */
export async function openObjectEyes(
  dir: string,
  tools: { readonly createSession: CreateSession },
): Promise<ObjectEyes> {
  const config = await readDetectorConfig(dir);
  return config.version === 1 ? Detector.load(dir, config, tools) : TwoStageDetector.load(dir, config, tools);
}
