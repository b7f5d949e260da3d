import { useTranslation } from "react-i18next";
import { useShelf } from "../../../app/query";
import { openSettings } from "../../../app/settings-link";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";

interface LibraryFieldProps {
  /** The folder that draws at the moment. */
  readonly inUse: string | null;
  readonly onChoose: (folder: string) => void;
}

const NONE = "";

/** One of the models on this computer. */
export function LibraryField({ inUse, onChoose }: LibraryFieldProps) {
  const { t } = useTranslation("settings");
  const { models = [], bundled = [] } = useShelf().data ?? {};
  const own = models.filter(({ state, inspection }) => state === "ready" && inspection?.kind === "diffusion");
  const drawing = [
    ...own.map(({ folder, name }) => ({ folder, title: name })),
    ...bundled.map(({ folder, name }) => ({ folder, title: t("shelf.bundled", { name }) })),
  ];
  const chosen = drawing.find(({ folder }) => folder === inUse);
  return (
    <Field label={t("shelf.fromLibrary")} help={t("shelf.fromLibraryHelp")}>
      {(id) => (
        <div className="flex gap-2">
          <Select
            id={id}
            label={t("shelf.fromLibrary")}
            value={chosen?.folder ?? NONE}
            onChange={(folder) => {
              if (folder !== NONE) onChoose(folder);
            }}
            options={[
              ...(chosen === undefined
                ? [{ id: NONE, title: t(drawing.length === 0 ? "shelf.noneInLibrary" : "shelf.otherFolder") }]
                : []),
              ...drawing.map(({ folder, title }) => ({ id: folder, title })),
            ]}
            className="w-80"
          />
          <Button onClick={() => openSettings("models")}>{t("sections.models")}</Button>
        </div>
      )}
    </Field>
  );
}
