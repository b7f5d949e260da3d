/** Puts what was written on the shelf. */
import type { SkillManifest } from "../../../../shared/skills";
import { ask, payloadOf } from "../../../app/ipc";
import { notifyError } from "../../../app/toasts";
import { t } from "../../../i18n";
import { chooseSkill } from "../shelf-store";
import { refreshSkills, tellInstalled } from "../skill-actions";
import { type Editing, markSaved } from "./editor-store";

/** "exists": another pack has the name; ask whether to replace it. */
export type Saved = "saved" | "exists" | "failed";

/**
 * @param manifest of the draft, which has no errors
 * @param replace the designer wants the pack of that name replaced, whichever it is
 */
export async function saveDraft(editing: Editing, manifest: SkillManifest, replace: boolean): Promise<Saved> {
  const { name, title } = manifest;
  try {
    const before = (await ask("skills:list")).find(
      (one) => one.manifest.name === name && one.source === "user",
    );
    const saved = await ask("skills:save", {
      files: [...editing.files],
      replace: replace || editing.name === name,
      base: editing.base,
    });
    markSaved(saved.name);
    chooseSkill(saved.name);
    const was = before === undefined || before.hash === "" ? null : before.hash;
    tellInstalled(t("skills:told.saved", { title }), [{ name: saved.name, before: was, hash: saved.hash }]);
    await refreshSkills();
    return "saved";
  } catch (error) {
    if (payloadOf(error).code === "skill-exists" && !replace) return "exists";
    notifyError(t("skills:doing.save"), error);
    return "failed";
  }
}
