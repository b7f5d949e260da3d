import { useTranslation } from "react-i18next";
import type { LocalModelConfig } from "../../../../shared/backends";
import { nameOfFolder } from "../../../../shared/folders";
import type { Settings } from "../../../../shared/settings";
import { useEngine, useShelf } from "../../../app/query";
import { ConnectionTest } from "../ConnectionTest";
import { FolderField } from "../folder/FolderField";
import { UnloadField } from "../folder/UnloadField";
import { LibraryField } from "./LibraryField";
import { ModelFields } from "./ModelFields";
import { ModelReport } from "./ModelReport";
import { recentFolders, rememberModel } from "./model-form";
import { RecentFolders } from "./RecentFolders";
import { useModelFolder } from "./use-model-folder";

interface ModelEditorProps {
  readonly settings: Settings;
  readonly onKeep: (config: LocalModelConfig) => void;
}

/** A diffusion model of the designer's own: its folder, what is in it, how it draws, a test. */
export function ModelEditor({ settings, onKeep }: ModelEditorProps) {
  const { t } = useTranslation("settings");
  const { generator, modelFolders } = settings;
  const keep = (config: LocalModelConfig) => {
    rememberModel(config);
    onKeep(config);
  };
  const folder = useModelFolder(generator, keep);
  // Those of the library are a choice away already.
  const { models = [], bundled = [] } = useShelf().data ?? {};
  const listed = new Set([...models, ...bundled].map((model) => model.folder));
  const others = modelFolders.filter((one) => !listed.has(one));
  const config = generator.kind === "diffusion" ? generator : null;
  const usable = config !== null && folder.facts?.folder === config.folder ? config : null;
  return (
    <>
      <LibraryField inUse={config?.folder ?? null} onChoose={folder.look} />
      <FolderField folder={folder} words="models" label={t("models.folder")}>
        <RecentFolders folders={recentFolders(others, folder.facts?.folder)} onChoose={folder.look} />
      </FolderField>
      <ModelReport folder={folder} inUse={config === null ? null : nameOfFolder(config.folder)} />
      {usable === null || folder.facts === null ? null : (
        <>
          <ModelFields key={usable.folder} config={usable} facts={folder.facts} onChange={keep} />
          <ConnectionTest
            key={JSON.stringify(usable)}
            what="model"
            request={{ target: "generator", config: usable }}
          />
          <Unload folder={usable.folder} />
        </>
      )}
    </>
  );
}

/** Gives the model's memory back. */
function Unload({ folder }: { folder: string }) {
  const inMemory = useEngine().data?.models.find((model) => model.folder !== undefined && model.loaded);
  return <UnloadField words="models" name={inMemory?.name ?? folder} inMemory={inMemory !== undefined} />;
}
