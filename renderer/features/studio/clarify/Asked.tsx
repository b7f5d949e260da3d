import { useTranslation } from "react-i18next";
import { awaitsAnswer, type RunState } from "../../../../shared/run/state";
import { SectionHead } from "../../../components/SectionHead";

/** What was asked about the prompt, and what was answered: a part of the run's story. */
export function Asked({ state }: { state: RunState }) {
  const { t } = useTranslation("studio");
  const { clarification, clarified } = state;
  if (clarification === null) return null;
  const chosen = clarification.options.find(({ prompt }) => prompt === clarified);
  return (
    <section aria-label={t("clarify.asked")}>
      <SectionHead title={t("clarify.asked")} />
      <div className="mt-2 rounded-xl border border-line bg-raised px-3.5 py-3">
        <p className="selectable text-md break-words">{clarification.question}</p>
        {clarification.reason === "" ? null : (
          <p className="selectable mt-0.5 text-sm break-words text-mute">{clarification.reason}</p>
        )}
        {awaitsAnswer(state) ? (
          <p className="mt-2 text-sm text-mute">{t("clarify.open")}</p>
        ) : (
          <>
            <p className="mt-2.5 text-xs font-medium text-mute">{t("clarify.answered")}</p>
            {chosen === undefined ? null : (
              <p className="selectable text-base font-medium break-words">{chosen.label}</p>
            )}
            <p className="selectable text-md break-words">{clarified ?? t("clarify.typed")}</p>
          </>
        )}
      </div>
    </section>
  );
}
