import { useTranslation } from "react-i18next";
import type { SeeingModelConfig } from "../../../../shared/backends";
import { nameOfFolder } from "../../../../shared/folders";
import { useEngine } from "../../../app/query";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";
import { ConnectionTest } from "../ConnectionTest";
import { FolderField } from "../folder/FolderField";
import { UnloadField } from "../folder/UnloadField";
import { SeeingReport } from "./SeeingReport";
import { sidesBelow, usualSeeing, withSide } from "./seeing-form";
import { useSeeingFolder } from "./use-seeing-folder";

interface SeeingEditorProps {
  /** null while none is in use. */
  readonly config: SeeingModelConfig | null;
  readonly onKeep: (config: SeeingModelConfig) => void;
}

const OWN = "own";

/** A vision-language model of the designer's own: its folder, what is in it, how large it is shown pictures, a test. */
export function SeeingEditor({ config, onKeep }: SeeingEditorProps) {
  const { t } = useTranslation("settings");
  const folder = useSeeingFolder(config?.folder ?? null, "vision-language", (facts) =>
    onKeep(usualSeeing(facts)),
  );
  const usable = config !== null && folder.facts?.folder === config.folder ? config : null;
  return (
    <>
      <FolderField folder={folder} words="seeing" label={t("seeing.folder")} />
      <SeeingReport folder={folder} inUse={config === null ? null : nameOfFolder(config.folder)} />
      {usable === null || folder.facts === null ? null : (
        <>
          <PictureSize
            config={usable}
            own={folder.facts.report.side}
            onChange={(side) => onKeep(withSide(usable, side))}
          />
          <ConnectionTest
            key={JSON.stringify(usable)}
            what="seeing"
            request={{ target: "roles", config: usable }}
          />
          <Unload folder={usable.folder} />
        </>
      )}
    </>
  );
}

function PictureSize({
  config: { side },
  own,
  onChange,
}: {
  config: SeeingModelConfig;
  own: number;
  onChange: (side: number | undefined) => void;
}) {
  const { t } = useTranslation("settings");
  const sides = sidesBelow(own, side);
  if (sides.length === 0) return null;
  return (
    <Field label={t("seeing.side")} help={t("seeing.sideHelp")}>
      {(id) => (
        <Select
          id={id}
          label={t("seeing.side")}
          value={side === undefined ? OWN : String(side)}
          onChange={(chosen) => onChange(chosen === OWN ? undefined : Number(chosen))}
          options={[
            { id: OWN, title: t("seeing.ownSide", { side: own }) },
            ...sides.map((one) => ({ id: String(one), title: t("seeing.upTo", { side: one }) })),
          ]}
          className="w-64"
        />
      )}
    </Field>
  );
}

/** Gives the model's memory back. */
export function Unload({ folder }: { folder: string }) {
  const inMemory = useEngine().data?.models.some((model) => model.folder === folder && model.loaded) ?? false;
  return <UnloadField words="seeing" name={nameOfFolder(folder)} inMemory={inMemory} />;
}
