/** Diffusion models that come with the studio, beside the models of the designer's own. */
import { access } from "node:fs/promises";
import path from "node:path";
import type { BundledModel } from "../../shared/models/library";

/** Names for people, by the folder below the studio's models. */
const names: Readonly<Record<string, string>> = { "flatland-diffusion": "Flatland diffusion" };

/**
 * Those that are there: a checkout or a package may leave them out.
 * @param modelsDir the studio's own models; null where there are none
 */
export async function bundledModels(modelsDir: string | null): Promise<BundledModel[]> {
  if (modelsDir === null) return [];
  const found = await Promise.all(
    Object.entries(names).map(async ([part, name]) => {
      const folder = path.join(modelsDir, part);
      const there = await access(path.join(folder, "model_index.json")).then(
        () => true,
        () => false,
      );
      return there ? [{ name, folder }] : [];
    }),
  );
  return found.flat();
}
