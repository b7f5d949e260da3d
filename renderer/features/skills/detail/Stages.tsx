import { useTranslation } from "react-i18next";
import type { SkillEntry } from "../../../../shared/skills";
import { SectionHead } from "../../../components/SectionHead";

/** What the skill does, stage by stage of a run. */
export function Stages({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const { t: app } = useTranslation("app");
  const rows = [
    [app("stages.plan"), t(skill.hasLocalRules ? "stages.planRules" : "stages.plan")],
    [t("stages.enhanceTitle"), t(skill.hasLocalRules ? "stages.enhanceRules" : "stages.enhance")],
    [app("stages.refine"), t("stages.refine")],
  ] as const;
  return (
    <section aria-label={t("stages.label")}>
      <SectionHead title={t("stages.label")} />
      <dl className="mt-2 flex flex-col gap-1.5 text-base">
        {rows.map(([stage, text]) => (
          <div key={stage} className="flex gap-4">
            <dt className="w-24 shrink-0 font-medium">{stage}</dt>
            <dd className="min-w-0 text-mute">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
