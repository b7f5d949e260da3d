import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { defaultFilenameTemplate } from "../../../shared/settings";
import { useSetSettings, useSettings } from "../../app/query";
import { Button } from "../../components/Button";
import { TemplateInput } from "./TemplateInput";
import { useTemplateName } from "./template";

/** The setting of what exported files are called, with what it makes of an example. Saved when the field is left. */
export function FilenameTemplateField() {
  const { t } = useTranslation("exchange");
  const settings = useSettings();
  const save = useSetSettings();
  const saved = settings.data?.filenameTemplate ?? defaultFilenameTemplate;
  const [typed, setTyped] = useState<string | null>(null);
  const template = typed ?? saved;
  const told = useTemplateName(template, null);
  const helpId = useId();
  const keep = (next: string) => {
    setTyped(null);
    const trimmed = next.trim();
    if (trimmed !== "" && trimmed !== saved) save.mutate({ filenameTemplate: trimmed });
  };
  const problems = told.data?.problems ?? [];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving any part of the field saves it
    <div
      className="py-2.5"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) keep(template);
      }}
    >
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <span className="text-base font-medium">{t("template.label")}</span>
        {template === defaultFilenameTemplate ? null : (
          <Button size="sm" variant="ghost" onClick={() => keep(defaultFilenameTemplate)}>
            {t("template.reset")}
          </Button>
        )}
      </div>
      <TemplateInput
        label={t("template.label")}
        describedBy={helpId}
        invalid={problems.length > 0 || template.trim() === ""}
        value={template}
        onChange={setTyped}
      />
      <div id={helpId} className="mt-2 text-sm text-mute">
        <p>
          {t("template.example")}{" "}
          <span className="selectable break-all text-text">{told.data?.name ?? "…"}</span>
        </p>
        {problems.map((problem) => (
          <p key={problem} lang="en" className="text-unsure-text">
            {problem}
          </p>
        ))}
        <p>{t("template.length")}</p>
      </div>
    </div>
  );
}
