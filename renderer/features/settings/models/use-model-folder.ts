/** The folder in the field: looked into when it is chosen, and used as soon as it can draw. */
import type { GeneratorConfig, LocalModelConfig } from "../../../../shared/backends";
import type { ModelFacts } from "../../../../shared/inference/diffusion";
import { say } from "../../../app/announce";
import { ask } from "../../../app/ipc";
import { keys } from "../../../app/query";
import { t } from "../../../i18n";
import { type Folder, useFolder } from "../folder/use-folder";
import { configFor } from "./model-form";

const questionOf = (folder: string) => ({
  queryKey: keys.model(folder),
  queryFn: () => ask("models:inspect", { folder }),
});

export function useModelFolder(
  generator: GeneratorConfig,
  onKeep: (config: LocalModelConfig) => void,
): Folder<ModelFacts> {
  const inForce = generator.kind === "diffusion" ? generator.folder : null;
  return useFolder<ModelFacts>({
    inForce,
    forgets: false,
    questionOf,
    onFound: (facts) => {
      say(t("settings:models.found", { name: facts.name }));
      if (facts.folder !== inForce) onKeep(configFor(facts));
    },
  });
}
