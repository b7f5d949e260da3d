import { SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../app/query";
import { openSettings, type ShownError, sectionFor } from "../app/settings-link";
import { Button } from "./Button";

/** Leads to the setting that mends an error; nothing where no setting would. */
export function ErrorFix({ error, onDone }: { error: ShownError; onDone?: () => void }) {
  const { t } = useTranslation();
  const section = sectionFor(error, useSettings().data);
  if (section === null) return null;
  return (
    <Button
      size="sm"
      icon={<SlidersHorizontal size={13} className="text-mute" />}
      onClick={() => {
        onDone?.();
        openSettings(section);
      }}
    >
      {t("openSettings")}
    </Button>
  );
}
