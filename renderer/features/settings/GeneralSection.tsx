import { useTranslation } from "react-i18next";
import { languages, type Settings, themes } from "../../../shared/settings";
import { Field } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { Switch } from "../../components/Switch";
import { languageNames } from "../../i18n";
import { Section } from "./Section";

interface SectionProps {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** How the studio looks, speaks and calls. */
export function GeneralSection({ settings, onChange }: SectionProps) {
  const { t } = useTranslation("settings");
  return (
    <Section id="general" title={t("sections.general")} about={t("general.about")}>
      <Field label={t("general.theme")} help={t("general.themeHelp")}>
        {() => (
          <Segmented
            label={t("general.theme")}
            value={settings.theme}
            onChange={(theme) => onChange({ theme })}
            options={themes.map((id) => ({ id, title: t(`general.themes.${id}`) }))}
          />
        )}
      </Field>
      <Field label={t("general.language")} help={t("general.languageHelp")}>
        {() => (
          <Segmented
            label={t("general.language")}
            value={settings.language}
            onChange={(language) => onChange({ language })}
            options={[
              { id: "system", title: t("general.systemLanguage") },
              ...languages.map((id) => ({ id, title: languageNames[id] })),
            ]}
          />
        )}
      </Field>
      <Field label={t("general.notifications")} help={t("general.notificationsHelp")}>
        {(id) => (
          <Switch
            id={id}
            label={t("general.notifications")}
            checked={settings.notifications}
            onChange={(notifications) => onChange({ notifications })}
          />
        )}
      </Field>
    </Section>
  );
}
