import { ArrowRight, Trophy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { bestOf } from "../../../shared/run/state";
import { iterationOf, phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { Button } from "../../components/Button";
import { unseenCount, useSelection } from "./selection";
import { showBest, showNewest } from "./studio-actions";

/** Says that there is something newer or better than what is looked at, and leaves going there to the designer. */
export function NewsPill({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { t } = useTranslation("studio");
  const { seen } = useSelection(run.id);
  const fresh = unseenCount(run.state, seen);
  const best = bestOf(run.state);
  if (run.live) {
    if (fresh === 0) return null;
    return (
      <Button
        size="sm"
        command="iteration.newest"
        pill
        className="pointer-events-auto animate-arrive"
        onClick={showNewest}
        icon={<ArrowRight size={13} className="text-accent" />}
      >
        <span className="tabular">{t("news.fresh", { count: fresh })}</span>
      </Button>
    );
  }
  const judged = best !== null && iterationOf(run.state, best)?.score != null;
  if (phaseOf(run) !== "finished" || !judged || best === viewed) return null;
  return (
    <Button
      size="sm"
      command="iteration.best"
      pill
      className="pointer-events-auto animate-arrive"
      onClick={showBest}
      icon={<Trophy size={13} className="text-accent" />}
    >
      {t("news.best", { n: best })}
    </Button>
  );
}
