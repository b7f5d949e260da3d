/** When something was made: close days by name, the rest by date. */
import { t } from "../../i18n";
import { formatDate, formatTime, locale } from "../../i18n/format";

const DAY = 86_400_000;

function midnight(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function whenText(at: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY);
  if (days === 0) return t("library:when.today", { time: formatTime(at) });
  if (days === 1) return t("library:when.yesterday", { time: formatTime(at) });
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) return formatDate(at);
  return new Date(at).toLocaleDateString(locale(), { day: "numeric", month: "short" });
}
