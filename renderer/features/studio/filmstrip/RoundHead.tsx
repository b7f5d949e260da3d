import { Columns2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../../../shared/run/state";
import { IconButton } from "../../../components/IconButton";
import { compareRound, drawnInRound } from "../compare-actions";
import type { RoundSpan } from "./places";

/** Over the tiles of a round: its number, a line as far as it goes, and the button that compares its images. */
export function RoundHead({ runId, state, span }: { runId: string; state: RunState; span: RoundSpan }) {
  const { t } = useTranslation("studio");
  const { round, left, width } = span;
  const comparable = drawnInRound(state, round).length > 1;
  return (
    <div className="absolute top-1 z-10 flex h-[18px] items-center gap-1.5" style={{ left, width }}>
      <span className="caps shrink-0 whitespace-nowrap">{t("candidates.round", { round })}</span>
      <span aria-hidden="true" className="h-px min-w-0 flex-1 bg-line" />
      {comparable ? (
        <IconButton
          label={t("candidates.compare", { round })}
          size="xs"
          className="-my-1 -mr-1.5 !size-5"
          icon={<Columns2 size={11} />}
          onClick={() => compareRound(runId, state, round)}
        />
      ) : null}
    </div>
  );
}
