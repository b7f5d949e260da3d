import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../../../shared/run/state";
import { iterationOf } from "../../../app/runs/derive";
import { judgeAgain } from "../../../app/runs/steering";
import { Button } from "../../../components/Button";
import { VerdictCard } from "./VerdictCard";

interface VerdictsTabProps {
  readonly runId: string;
  readonly state: RunState;
  readonly viewed: number | null;
  readonly selected: string | null;
}

/** Every verdict on the image on screen; and the button that has all of them given anew. */
export function VerdictsTab({ runId, state, viewed, selected }: VerdictsTabProps) {
  const { t } = useTranslation("studio");
  const iteration = iterationOf(state, viewed);
  if (iteration === null || state.criteria === null) {
    return <p className="text-base text-mute">{t("verdicts.none")}</p>;
  }
  return (
    <>
      <ul aria-label={t("verdicts.list", { n: iteration.n })} className="flex flex-col gap-2">
        {state.criteria.map((criterion) => (
          <VerdictCard
            key={criterion.id}
            criterion={criterion}
            criteria={state.criteria ?? []}
            iteration={iteration}
            runId={runId}
            selected={criterion.id === selected}
          />
        ))}
      </ul>
      {iteration.image === null ? null : (
        <Button
          size="sm"
          variant="ghost"
          className="mt-2 -ml-1"
          icon={<RotateCcw size={13} />}
          onClick={() => void judgeAgain([iteration.n], null)}
        >
          {t("verdicts.judgeAll")}
        </Button>
      )}
    </>
  );
}
