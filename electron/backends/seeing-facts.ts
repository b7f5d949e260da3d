/** What there is to know of the folder of a model that sees, before anything of it is loaded. */
import { freemem } from "node:os";
import { nameOfFolder } from "../../shared/folders";
import type { SeeingFacts } from "../../shared/inference/vision-language";
import type { Engine } from "../inference/client";
import { diskBytesOf, licenceOf } from "./model-facts";

/** @throws StudioError "model-missing" with the files that are not there, "model-invalid" for what cannot be run. */
export async function seeingFacts(
  folder: string,
  engine: Pick<Engine, "inspectSeeing" | "status">,
  signal: AbortSignal,
  free: () => number = freemem,
): Promise<SeeingFacts> {
  const report = await engine.inspectSeeing(folder, signal);
  return {
    folder,
    name: nameOfFolder(folder),
    report,
    diskBytes: await diskBytesOf(folder),
    modelBytes: report.files.reduce((sum, { bytes }) => sum + bytes, 0),
    freeBytes: free(),
    loaded: engine.status().models.some((model) => model.folder === folder && model.loaded),
    licence: await licenceOf(folder),
  };
}
