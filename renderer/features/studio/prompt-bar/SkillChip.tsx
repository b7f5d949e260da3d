import { Ban } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillEntry } from "../../../../shared/skills";
import { useSettings, useSkills } from "../../../app/query";
import { Button } from "../../../components/Button";
import { cx } from "../../../components/cx";
import { Chip } from "./Chip";
import { Choice } from "./Choice";
import { changeDraft, effective, useDraft } from "./draft";
import { skillLabel } from "./labels";
import { choiceOfId, idOfChoice } from "./skill-choice";

/** Skills the planner leaves alone in this run, each to be pressed on and off. */
function Banned({ usable }: { usable: readonly SkillEntry[] }) {
  const { t } = useTranslation("studio");
  const banned = useDraft((draft) => draft.bannedSkills);
  const toggle = (name: string) =>
    changeDraft({
      bannedSkills: banned.includes(name) ? banned.filter((one) => one !== name) : [...banned, name],
    });
  if (usable.length === 0) return null;
  return (
    <section aria-label={t("bar.ban")} className="mt-3 border-t border-line pt-3">
      <h4 className="text-sm text-mute">{t("bar.ban")}</h4>
      <ul className="mt-2 flex flex-wrap gap-1.5">
        {usable.map(({ manifest: { name, title } }) => {
          const off = banned.includes(name);
          return (
            <li key={name}>
              <button
                type="button"
                aria-pressed={off}
                onClick={() => toggle(name)}
                className={cx(
                  "inline-flex h-6 items-center gap-1 rounded-md border px-2 text-sm transition-colors duration-120 hover:bg-hover",
                  off ? "border-accent/50 text-mute line-through" : "border-line-strong text-text",
                )}
              >
                {off ? <Ban size={11} aria-hidden="true" /> : null}
                {title}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Lets the planner choose a skill, forbids it, or names one; and takes single ones out of its reach. */
export function SkillChip() {
  const { t } = useTranslation("studio");
  const draft = useDraft();
  const skills = useSkills().data;
  const settings = useSettings().data;
  const { skill } = effective(draft, settings);
  const usable = (skills ?? []).filter((entry) => entry.valid && entry.enabled && entry.consent === "given");
  const banned = draft.bannedSkills.length;
  const label = skillLabel(skill, skills);
  const changed = draft.skill !== null || banned > 0;
  return (
    <Chip
      name={t("skill.title")}
      value={banned > 0 && skill.mode === "auto" ? t("bar.without", { label, count: banned }) : label}
      changed={changed}
      wide
    >
      {() => (
        <>
          <Choice
            label={t("skill.title")}
            value={idOfChoice(skill)}
            onChange={(id) => changeDraft({ skill: choiceOfId(id) })}
            options={[
              { id: "auto", title: t("bar.auto"), detail: t("bar.autoDetail") },
              { id: "none", title: t("bar.none"), detail: t("bar.noneDetail") },
              ...usable.map(({ manifest }) => ({
                id: idOfChoice({ mode: "force", name: manifest.name }),
                title: t("bar.always", { title: manifest.title }),
                detail: manifest.description,
              })),
            ]}
          />
          {skill.mode === "auto" ? <Banned usable={usable} /> : null}
          <Button
            size="sm"
            variant="ghost"
            className="mt-2 -ml-2"
            disabled={!changed}
            onClick={() => changeDraft({ skill: null, bannedSkills: [] })}
          >
            {t("bar.backToSettings")}
          </Button>
        </>
      )}
    </Chip>
  );
}
