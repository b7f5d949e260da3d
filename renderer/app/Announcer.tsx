import { useTranslation } from "react-i18next";
import { useAnnouncements } from "./announce";

/** Speaks stages and results to screen readers. */
export function Announcer() {
  const { t } = useTranslation("app");
  const text = useAnnouncements((state) => state.text);
  return (
    <div role="status" aria-live="polite" aria-label={t("progress")} className="sr-only">
      {text}
    </div>
  );
}
