import { ArrowRight, Trophy } from "lucide-react";
import { bestOf } from "../../../shared/run/state";
import { iterationOf, phaseOf } from "../../app/runs/derive";
import type { RunEntry } from "../../app/runs/entry";
import { Button } from "../../components/Button";
import { unseenCount, useSelection } from "./selection";
import { showBest, showNewest } from "./studio-actions";

/** Says that there is something newer or better than what is looked at, and leaves going there to the designer. */
export function NewsPill({ run, viewed }: { run: RunEntry; viewed: number | null }) {
  const { seen } = useSelection(run.id);
  const fresh = unseenCount(run.state, seen);
  const best = bestOf(run.state);
  if (run.live) {
    if (fresh === 0) return null;
    return (
      <Button
        size="sm"
        keys="End"
        pill
        className="pointer-events-auto animate-arrive"
        onClick={showNewest}
        icon={<ArrowRight size={13} className="text-accent" />}
      >
        <span className="tabular">+{fresh}</span> {fresh === 1 ? "new image" : "new images"}
      </Button>
    );
  }
  const judged = best !== null && iterationOf(run.state, best)?.score != null;
  if (phaseOf(run) !== "finished" || !judged || best === viewed) return null;
  return (
    <Button
      size="sm"
      keys="Home"
      pill
      className="pointer-events-auto animate-arrive"
      onClick={showBest}
      icon={<Trophy size={13} className="text-accent" />}
    >
      Best is iteration {best}
    </Button>
  );
}
