import { CircleAlert } from "lucide-react";
import type { SkillEntry } from "../../../shared/skills";
import { Badge } from "../../components/Badge";
import { cx } from "../../components/cx";
import { Switch } from "../../components/Switch";
import { setSkillEnabled } from "./skill-actions";

interface SkillListProps {
  readonly skills: readonly SkillEntry[];
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
}

function faults(skill: SkillEntry): string {
  const errors = skill.problems.filter((problem) => problem.severity === "error").length;
  if (errors > 0) return errors === 1 ? "1 error" : `${errors} errors`;
  return skill.problems.length === 1 ? "1 warning" : `${skill.problems.length} warnings`;
}

/** Every pack on the shelf, faulty ones included, each with its switch. */
export function SkillList({ skills, chosen, onChoose }: SkillListProps) {
  return (
    <ul aria-label="Skills" className="flex flex-col gap-1 p-2">
      {skills.map((skill) => {
        const { name, title, description } = skill.manifest;
        const here = name === chosen;
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
              <span className="flex items-center gap-2">
                <span className={cx("truncate text-base font-semibold", !skill.enabled && "text-mute")}>
                  {title}
                </span>
                {skill.source === "user" ? <Badge>yours</Badge> : null}
                {skill.problems.length === 0 ? null : (
                  <Badge tone={skill.valid ? "unsure" : "fail"}>
                    <CircleAlert size={11} aria-hidden="true" />
                    {faults(skill)}
                  </Badge>
                )}
              </span>
              <span className="mt-0.5 line-clamp-2 text-sm text-mute">{description}</span>
            </button>
            <span className="pt-0.5">
              <Switch
                label={`Use ${title}`}
                checked={skill.enabled && skill.valid}
                disabled={!skill.valid}
                onChange={(enabled) => void setSkillEnabled(name, enabled)}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
