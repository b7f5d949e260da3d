/** The diffusion model the command line names. */
import path from "node:path";
import type { LocalModelConfig } from "../../shared/backends";
import { firstWay } from "../../shared/inference/diffusion";
import type { Engine } from "../inference/client";
import type { Arguments } from "./arguments";

/**
 * The model that is asked for, drawing as is usual for its kind where nothing else is said; null where none is.
 * @throws StudioError "model-missing" or "model-invalid" for a folder that cannot draw.
 */
export async function modelOf(
  { model, steps, guidance }: Pick<Arguments, "model" | "steps" | "guidance">,
  engine: Pick<Engine, "inspectModel">,
): Promise<LocalModelConfig | null> {
  if (model === undefined) return null;
  const folder = path.resolve(model);
  const { family } = await engine.inspectModel(folder, new AbortController().signal);
  return {
    kind: "diffusion",
    folder,
    ...firstWay(folder, family),
    ...(steps === undefined ? {} : { steps }),
    ...(guidance === undefined ? {} : { guidance }),
  };
}
