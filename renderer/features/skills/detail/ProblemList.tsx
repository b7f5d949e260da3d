import { CircleAlert, PencilLine, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillProblem } from "../../../../shared/skills";
import { IconButton } from "../../../components/IconButton";

/** "SKILL.md:12"; the file alone where no line is to blame; "" for the pack as a whole. */
export function placeOf({ file, line }: SkillProblem): string {
  const where = file ?? (line === undefined ? "" : "SKILL.md");
  return line === undefined ? where : `${where}:${line}`;
}

interface ProblemListProps {
  readonly problems: readonly SkillProblem[];
  /** Goes to the line in the editor, where the file can be edited. */
  readonly onGo?: (problem: SkillProblem) => void;
}

/** What is wrong with a pack, and what makes a reader look twice, each with its place. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  const { t } = useTranslation("skills");
  return (
    <ul aria-label={t("problems.label")} className="flex flex-col gap-1.5">
      {problems.map((problem) => {
        const place = placeOf(problem);
        return (
          <li
            key={`${problem.message}\n${place}`}
            className="flex items-start gap-2.5 rounded-lg border border-line bg-panel px-3 py-2"
          >
            {problem.severity === "error" ? (
              <CircleAlert size={15} className="mt-px shrink-0 text-fail" aria-label={t("problems.error")} />
            ) : (
              <TriangleAlert
                size={15}
                className="mt-px shrink-0 text-unsure"
                aria-label={t("problems.warning")}
              />
            )}
            <p className="selectable min-w-0 flex-1 text-base break-words">{problem.message}</p>
            <span
              className="tabular selectable max-w-[45%] shrink-0 truncate font-mono text-xs leading-[1.1875rem] text-mute"
              title={place}
            >
              {place}
            </span>
            {onGo === undefined || place === "" ? null : (
              <IconButton
                size="xs"
                label={t("problems.go", { place })}
                icon={<PencilLine size={13} />}
                onClick={() => onGo(problem)}
                className="-my-0.5"
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
