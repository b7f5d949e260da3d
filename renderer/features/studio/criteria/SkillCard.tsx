import { ChevronDown, Hash } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { awaitsAnswer, type RunState } from "../../../../shared/run/state";
import { useSkillTitles } from "../../../app/skill-titles";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { Skeleton } from "../../../components/Loading";
import { formatDecimals, formatList } from "../../../i18n/format";
import { SkillMenu } from "./SkillMenu";

type Routing = NonNullable<RunState["routing"]>;

function Candidates({ routing, titleOf }: { routing: Routing; titleOf: (name: string) => string }) {
  const { t } = useTranslation("studio");
  return (
    <ul
      aria-label={t("skill.consideredList")}
      className="mt-2.5 flex flex-col gap-2 border-t border-line pt-2.5"
    >
      {routing.candidates.map((candidate) => (
        <li key={candidate.name} title={candidate.reason} className="text-sm">
          <div className="flex justify-between gap-2">
            <span className={cx("truncate", candidate.name === routing.chosen ? "text-text" : "text-mute")}>
              {titleOf(candidate.name)}
            </span>
            <span className="tabular text-mute">{formatDecimals(candidate.score, 2)}</span>
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
  const { t } = useTranslation("studio");
  const [open, setOpen] = useState(false);
  const titleOf = useSkillTitles();
  const { routing, header } = state;
  if (routing === null && awaited) return <Skeleton className="h-[92px] rounded-xl" />;
  if (routing === null) {
    const why = awaitsAnswer(state) ? "clarify.waiting" : "skill.noneYet";
    return <p className="py-1 text-sm text-mute">{t(why)}</p>;
  }
  const forced = header?.settings.skill.mode === "force";
  const score = routing.candidates.find((candidate) => candidate.name === routing.chosen)?.score;
  const title = routing.chosen === null ? t("skill.none") : titleOf(routing.chosen);
  const banned = header?.settings.bannedSkills ?? [];
  return (
    <div className="animate-fade rounded-xl border border-line bg-raised px-3.5 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h3 className="min-w-24 flex-1 text-base font-semibold break-words">{title}</h3>
        <span className="flex shrink-0 items-center gap-1">
          {forced ? (
            <Badge tone="accent">{t("skill.yours")}</Badge>
          ) : score === undefined ? null : (
            <Badge tone="accent" className="tabular">
              {t("skill.match", { score: formatDecimals(score, 2) })}
            </Badge>
          )}
          <SkillMenu state={state} titleOf={titleOf} />
        </span>
      </div>
      <p className="mt-1 text-sm leading-[1.1rem] break-words text-mute">{routing.reason}</p>
      {banned.length === 0 ? null : (
        <p className="mt-1 text-sm text-mute">
          {t("skill.banned", { names: formatList(banned.map(titleOf)) })}
        </p>
      )}
      {routing.packHash === null ? null : (
        <p
          className="selectable mt-1 flex items-center gap-1 font-mono text-xs text-mute"
          title={t("skill.hash", { hash: routing.packHash })}
        >
          <Hash size={10} aria-hidden="true" />
          {routing.packHash.slice(0, 10)}
        </p>
      )}
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
            {t("skill.considered", { count: routing.candidates.length })}
          </button>
          {open ? <Candidates routing={routing} titleOf={titleOf} /> : null}
        </>
      ) : null}
    </div>
  );
}
