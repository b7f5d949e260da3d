import { FolderOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AppInfo } from "../../../shared/ipc/domains/studio";
import { ask } from "../../app/ipc";
import { notifyError } from "../../app/toasts";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { t as say } from "../../i18n";
import { FilenameTemplateField } from "../exchange/FilenameTemplateField";
import { Section } from "./Section";

async function reveal(): Promise<void> {
  try {
    await ask("app:reveal");
  } catch (error) {
    notifyError(say("settings:files.revealing"), error);
  }
}

/** Where the studio keeps things, and what it calls what it writes. */
export function FilesSection({ info }: { info: AppInfo | undefined }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="files" title={t("sections.files")} about={t("files.about")}>
      <Field label={t("files.data")} help={t("files.dataHelp")}>
        {() => (
          <>
            <span className="selectable max-w-80 text-right text-sm break-all text-mute">
              {info?.dataFolder ?? ""}
            </span>
            <Button
              icon={<FolderOpen size={14} className="text-mute" />}
              onClick={() => void reveal()}
              disabled={info === undefined}
            >
              {t("files.reveal")}
            </Button>
          </>
        )}
      </Field>
      <div data-setting="">
        <FilenameTemplateField />
      </div>
    </Section>
  );
}
