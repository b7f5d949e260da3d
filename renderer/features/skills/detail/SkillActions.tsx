import { Ban, CopyPlus, Ellipsis, FileDown, FolderOpen, PencilLine, Repeat2, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SkillEntry } from "../../../../shared/skills";
import { drawnOf } from "../../../app/runs/derive";
import { useCurrentRun } from "../../../app/runs/run-store";
import { Button } from "../../../components/Button";
import { Menu, MenuItem, MenuLine } from "../../../components/Menu";
import { rerunWith } from "../../studio/rerun";
import { duplicateSkill, editSkill } from "../editor/editor-store";
import { exportSkill, revealSkill, uninstallSkill } from "../skill-actions";

/** The run on screen once more, with this skill or without it, at the same seed. */
function RerunItem({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("studio");
  const run = useCurrentRun();
  if (run === null || run.live || drawnOf(run.state).length === 0) return null;
  const { name, title } = skill.manifest;
  if (run.state.routing?.chosen === name) {
    return (
      <MenuItem
        icon={<Ban size={14} />}
        detail={t("skill.rerunDetail")}
        onSelect={() => void rerunWith({ mode: "none" }, t("rerun.without"))}
      >
        {t("skill.rerunWithout")}
      </MenuItem>
    );
  }
  if (!skill.valid || !skill.enabled || skill.consent !== "given") return null;
  return (
    <MenuItem
      icon={<Repeat2 size={14} />}
      detail={t("skill.rerunDetail")}
      onSelect={() => void rerunWith({ mode: "force", name }, t("rerun.with", { name: title }))}
    >
      {t("skill.rerunWith", { name: title })}
    </MenuItem>
  );
}

/** What can be done with a pack besides reading it. */
export function SkillActions({ skill }: { skill: SkillEntry }) {
  const { t } = useTranslation("skills");
  const { name } = skill.manifest;
  const readable = skill.hash !== "";
  return (
    <div className="flex flex-wrap gap-2">
      {skill.source === "user" ? (
        <Button
          size="sm"
          icon={<PencilLine size={13} />}
          disabled={!readable}
          onClick={() => void editSkill(name)}
        >
          {t("actions.edit")}
        </Button>
      ) : (
        <Button size="sm" icon={<CopyPlus size={13} />} onClick={() => void duplicateSkill(skill)}>
          {t("actions.duplicate")}
        </Button>
      )}
      <Button
        size="sm"
        icon={<FileDown size={13} />}
        disabled={!readable}
        onClick={() => void exportSkill(skill)}
      >
        {t("actions.export")}
      </Button>
      <Menu
        label={t("actions.more")}
        align="start"
        trigger={
          <Button size="sm" variant="ghost" aria-label={t("actions.more")} icon={<Ellipsis size={15} />} />
        }
      >
        <RerunItem skill={skill} />
        <MenuItem icon={<FolderOpen size={14} />} onSelect={() => void revealSkill(name)}>
          {t("actions.reveal")}
        </MenuItem>
        {skill.source === "user" ? (
          <>
            <MenuItem
              icon={<CopyPlus size={14} />}
              disabled={!readable}
              onSelect={() => void duplicateSkill(skill)}
            >
              {t("actions.duplicatePlain")}
            </MenuItem>
            <MenuLine />
            <MenuItem
              danger
              icon={<Trash2 size={14} />}
              detail={t("actions.uninstallHelp")}
              onSelect={() => void uninstallSkill(skill)}
            >
              {t("actions.uninstall")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
    </div>
  );
}
