import { CircleAlert, ShieldQuestion } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillEntry, SkillUsage } from "../../../../shared/skills";
import { Badge } from "../../../components/Badge";
import { cx } from "../../../components/cx";
import { usageOf } from "../queries";
import { usageLine } from "../usage-words";
import { SkillSwitch } from "./SkillSwitch";

interface SkillListProps {
  readonly skills: readonly SkillEntry[];
  readonly usage: readonly SkillUsage[] | undefined;
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

function Badges({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const errors = skill.problems.filter((problem) => problem.severity === "error").length;
  const warnings = skill.problems.length - errors;
  return (
    <>
      {skill.source === "user" ? <Badge>{t("badge.yours")}</Badge> : null}
      {errors > 0 ? (
        <Badge tone="fail">
          <CircleAlert size={11} aria-hidden="true" />
          {t("problems.errors", { count: errors })}
        </Badge>
      ) : null}
      {skill.valid && skill.consent === "asked" ? (
        <Badge tone="unsure">
          <ShieldQuestion size={11} aria-hidden="true" />
          {t("badge.asked")}
        </Badge>
      ) : errors === 0 && warnings > 0 ? (
        <Badge tone="unsure">{t("problems.warnings", { count: warnings })}</Badge>
      ) : null}
    </>
  );
}

/** Every pack on the shelf, faulty ones included, each with its switch. */
export function SkillList({ skills, usage, chosen, onChoose }: SkillListProps) {
  const { t } = useTranslation("skills");
  return (
    <ul aria-label={t("title")} className="flex flex-col gap-1 p-2">
      {skills.map((skill) => {
        const { name, title, description } = skill.manifest;
        const here = name === chosen;
        const record = usageOf(usage, name);
        const line = record === null ? null : usageLine(record);
        return (
          <li
            key={`${skill.source}/${name}`}
            className={cx(
              "flex items-start gap-3 rounded-lg px-2.5 py-2.5",
              here ? "bg-raised" : "hover:bg-hover/60",
            )}
          >
            <button
              type="button"
              aria-current={here ? "true" : undefined}
              onClick={() => onChoose(name)}
              className="min-w-0 flex-1 rounded-sm text-left"
            >
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span
                  className={cx("max-w-full truncate text-base font-semibold", !skill.enabled && "text-mute")}
                >
                  {title}
                </span>
                <Badges skill={skill} />
              </span>
              <span className="mt-0.5 line-clamp-2 text-sm text-mute">{description}</span>
              {line === null ? null : <span className="mt-1 block text-sm text-mute">{line}</span>}
            </button>
            <span className="pt-0.5">
              <SkillSwitch skill={skill} label={t("use", { title })} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
