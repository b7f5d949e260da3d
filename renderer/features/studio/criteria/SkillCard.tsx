import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { RunState } from "../../../../shared/run/state";
import { useSkillTitles } from "../../../app/skill-titles";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { Skeleton } from "../../../components/Loading";

type Routing = NonNullable<RunState["routing"]>;

function Candidates({ routing, titleOf }: { routing: Routing; titleOf: (name: string) => string }) {
  return (
    <ul aria-label="Skills considered" className="mt-2.5 flex flex-col gap-2 border-t border-line pt-2.5">
      {routing.candidates.map((candidate) => (
        <li key={candidate.name} title={candidate.reason} className="text-sm">
          <div className="flex justify-between gap-2">
            <span className={cx("truncate", candidate.name === routing.chosen ? "text-text" : "text-mute")}>
              {titleOf(candidate.name)}
            </span>
            <span className="tabular text-mute">{candidate.score.toFixed(2)}</span>
          </div>
          <div className="mt-1 h-[3px] overflow-hidden rounded-full bg-bg">
            <div
              className={cx(
                "h-full rounded-full",
                candidate.name === routing.chosen ? "bg-accent" : "bg-faint",
              )}
              style={{ width: `${candidate.score * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The skill the planner chose, how well it fits and why; the others on request. */
export function SkillCard({ state, awaited }: { state: RunState; awaited: boolean }) {
  const [open, setOpen] = useState(false);
  const titleOf = useSkillTitles();
  const { routing, header } = state;
  if (routing === null && awaited) return <Skeleton className="h-[92px] rounded-xl" />;
  if (routing === null)
    return <p className="py-1 text-sm text-mute">None was chosen before the run came to rest.</p>;
  const forced = header?.settings.skill.mode === "force";
  const score = routing.candidates.find((candidate) => candidate.name === routing.chosen)?.score;
  const title = routing.chosen === null ? "No skill" : titleOf(routing.chosen);
  return (
    <div className="animate-fade rounded-xl border border-line bg-raised px-3.5 py-3">
      <div className="flex items-start justify-between gap-2">
        <h3 className="min-w-0 text-base font-semibold break-words">{title}</h3>
        {forced ? (
          <Badge tone="accent">your choice</Badge>
        ) : score === undefined ? null : (
          <Badge tone="accent" className="tabular">
            {score.toFixed(2)} match
          </Badge>
        )}
      </div>
      <p className="mt-1 text-sm leading-[1.1rem] break-words text-mute">{routing.reason}</p>
      {routing.candidates.length > 1 ? (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="mt-1.5 -ml-1 flex items-center gap-1 rounded-sm px-1 text-sm text-mute hover:text-text"
          >
            <ChevronDown
              size={12}
              className={cx("transition-transform duration-120", open && "rotate-180")}
            />
            {routing.candidates.length} considered
          </button>
          {open ? <Candidates routing={routing} titleOf={titleOf} /> : null}
        </>
      ) : null}
    </div>
  );
}
