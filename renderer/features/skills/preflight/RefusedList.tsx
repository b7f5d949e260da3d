import { ShieldX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Preflight } from "../../../../shared/skills";

/** What was not taken, each with its file and reason. */
export function RefusedList({ refused }: { refused: Preflight["refused"] }) {
  const { t } = useTranslation("skills");
  if (refused.length === 0) return null;
  return (
    <section aria-label={t("preflight.refused")}>
      <h3 className="caps mb-2">{t("preflight.refusedCount", { count: refused.length })}</h3>
      <ul className="flex flex-col gap-2">
        {refused.map(({ file, reason }) => (
          <li key={`${file}\n${reason}`} className="flex items-start gap-2.5">
            <ShieldX size={15} className="mt-px shrink-0 text-fail" aria-hidden="true" />
            <span className="selectable min-w-0">
              <span className="block font-mono text-sm wrap-anywhere">{file}</span>
              <span className="block text-sm text-mute">{reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
