import { useTranslation } from "react-i18next";
import type { ErrorPayload } from "../../shared/errors";
import { cx } from "./cx";

/**
 * What an error means and what to do, in the chosen language. The exact cause comes from the main side in
 * English: in other languages it stands below, marked as English, so that nothing of it is lost.
 */
export function ErrorWords({ error, small = false }: { error: ErrorPayload; small?: boolean }) {
  const { t, i18n } = useTranslation();
  const size = small ? "text-sm" : "text-base";
  if (i18n.language === "en") {
    return (
      <>
        <p className={cx("selectable mt-1 break-words", size, small && "text-mute")}>{error.message}</p>
        <p className={cx("selectable mt-1 break-words text-mute", size)}>{error.remedy}</p>
      </>
    );
  }
  return (
    <>
      <p className={cx("selectable mt-1 break-words", size)}>{t(`errors.${error.code}.title`)}.</p>
      <p className={cx("selectable mt-1 break-words text-mute", size)}>{t(`errors.${error.code}.remedy`)}</p>
      <p lang="en" className="selectable mt-1 break-words text-sm text-mute">
        {error.message}
      </p>
    </>
  );
}
