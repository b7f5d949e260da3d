import { Ban, BookOpenText, Ellipsis, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RunState } from "../../../../shared/run/state";
import { useSkills } from "../../../app/query";
import { drawnOf } from "../../../app/runs/derive";
import { notifyUndo } from "../../../app/toasts";
import { useUi } from "../../../app/ui-store";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { changeDraft, useDraft } from "../prompt-bar/draft";
import { rerunWith } from "../rerun";

interface SkillMenuProps {
  readonly state: RunState;
  readonly titleOf: (name: string) => string;
}

/** Does the skill help? The same seed without it, or with another one, opened beside this run. */
export function SkillMenu({ state, titleOf }: SkillMenuProps) {
  const { t } = useTranslation("studio");
  const skills = useSkills().data;
  const chosen = state.routing?.chosen ?? null;
  const idle = drawnOf(state).length === 0;
  const others = (skills ?? [])
    .filter(
      (entry) => entry.valid && entry.enabled && entry.consent === "given" && entry.manifest.name !== chosen,
    )
    .map((entry) => entry.manifest);
  const ban = (name: string) => {
    const { bannedSkills } = useDraft.getState();
    changeDraft({ bannedSkills: [...new Set([...bannedSkills, name])] });
    notifyUndo(t("skill.told.banned", { name: titleOf(name) }), () => changeDraft({ bannedSkills }));
  };
  return (
    <Menu
      label={t("skill.menu")}
      trigger={
        <button
          type="button"
          aria-label={t("skill.menu")}
          className="rounded-sm p-1 text-mute transition-colors duration-120 hover:bg-hover hover:text-text data-[state=open]:bg-hover"
        >
          <Ellipsis size={14} />
        </button>
      }
    >
      {chosen === null ? null : (
        <>
          <MenuItem
            icon={<Ban size={14} />}
            detail={t("skill.rerunDetail")}
            disabled={idle}
            onSelect={() => void rerunWith({ mode: "none" }, t("rerun.without"))}
          >
            {t("skill.rerunWithout")}
          </MenuItem>
          <MenuLine />
        </>
      )}
      {others.map(({ name, title }) => (
        <MenuItem
          key={name}
          icon={<Sparkles size={14} />}
          disabled={idle}
          onSelect={() => void rerunWith({ mode: "force", name }, t("rerun.with", { name: title }))}
        >
          {t("skill.rerunWith", { name: title })}
        </MenuItem>
      ))}
      <MenuLine />
      {chosen === null ? null : (
        <MenuItem icon={<Ban size={14} />} onSelect={() => ban(chosen)}>
          {t("skill.banNext")}
        </MenuItem>
      )}
      <MenuItem icon={<BookOpenText size={14} />} onSelect={() => useUi.getState().go("skills")}>
        {t("skill.all")}
      </MenuItem>
    </Menu>
  );
}
