import { useTranslation } from "react-i18next";
import type { GeneratorConfig } from "../../../shared/backends";
import { useEngine } from "../../app/query";
import { Field } from "../../components/Field";
import { Segmented } from "../../components/Segmented";

interface LayoutFieldProps {
  readonly large: boolean;
  readonly onKeep: (generator: GeneratorConfig) => void;
}

/** Which of Flatland's layout models composes; nothing where the larger one is left out of the package. */
export function LayoutField({ large, onKeep }: LayoutFieldProps) {
  const { t } = useTranslation("settings");
  const there = useEngine().data?.models.some(({ name }) => name === "flatland-large") ?? false;
  if (!there && !large) return null;
  return (
    <Field label={t("generator.layout")} help={t("generator.layoutHelp")}>
      {() => (
        <Segmented
          label={t("generator.layout")}
          value={large ? "large" : "small"}
          onChange={(size) => onKeep({ kind: "flatland", ...(size === "large" ? { large: true } : {}) })}
          options={[
            { id: "small", title: t("generator.layouts.small") },
            { id: "large", title: t("generator.layouts.large") },
          ]}
        />
      )}
    </Field>
  );
}
