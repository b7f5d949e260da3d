import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, payloadOf } from "../../app/ipc";
import { Dialog } from "../../components/Dialog";
import { ErrorCard } from "../../components/ErrorCard";
import { Skeleton } from "../../components/Loading";

/** The notices as they lie beside the studio, word for word. */
export function Licences({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const licences = useQuery({ queryKey: ["licences"], queryFn: () => ask("app:licences") });
  return (
    <Dialog title={t("facts.licencesTitle")} onClose={onClose} className="w-[52rem]">
      <div className="min-h-80 overflow-y-auto px-5 py-4">
        {licences.error !== null ? (
          <ErrorCard
            title={t("couldNot", { ns: "common", doing: t("facts.reading") })}
            error={payloadOf(licences.error)}
          />
        ) : licences.data === undefined ? (
          <Skeleton className="h-72" />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long text that must scroll by keyboard
          <pre tabIndex={0} lang="en" className="selectable prose-plain font-mono text-xs">
            {licences.data.text}
          </pre>
        )}
      </div>
    </Dialog>
  );
}
