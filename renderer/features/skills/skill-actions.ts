/** What can be done to skill packs, each with its way back. */
import type { SkillEntry } from "../../../shared/skills";
import { say } from "../../app/announce";
import { ask } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { notify, notifyError, notifyUndo } from "../../app/toasts";
import { t } from "../../i18n";

export async function refreshSkills(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: keys.skills });
}

/**
 * Does it, tells of it and refreshes the shelf; or tells of its failure. What was done is told before it is seen, so
 * that whoever sees it can take it back.
 */
async function attempt(doing: string, act: () => Promise<unknown>, tell: () => void): Promise<void> {
  try {
    await act();
    tell();
  } catch (error) {
    notifyError(doing, error, () => void attempt(doing, act, tell));
  }
  await refreshSkills();
}

/** For the way back: fails loudly, so that the history keeps the act. */
async function again(act: () => Promise<unknown>): Promise<void> {
  await act();
  await refreshSkills();
}

export async function setSkillEnabled({ manifest }: SkillEntry, enabled: boolean): Promise<void> {
  const { name, title } = manifest;
  await attempt(
    t(enabled ? "skills:doing.on" : "skills:doing.off"),
    () => ask("skills:setEnabled", { name, enabled }),
    () => say(t(enabled ? "skills:told.on" : "skills:told.off", { title })),
  );
}

export async function agreeTo({ manifest, hash }: SkillEntry): Promise<void> {
  const { name, title } = manifest;
  await attempt(
    t("skills:doing.agree"),
    () => ask("skills:consent", { name, hash }),
    () => void notify(t("skills:told.agreed", { title })),
  );
}

export async function uninstallSkill({ manifest }: SkillEntry): Promise<void> {
  const { name, title } = manifest;
  const away = () => ask("skills:uninstall", { name });
  await attempt(t("skills:doing.uninstall"), away, () => {
    notifyUndo(
      t("skills:told.uninstalled", { title }),
      () => again(() => ask("skills:restore", { name })),
      () => again(away),
      name,
    );
  });
}

/** Puts a kept version in the place of the one in use. */
export async function rollBack({ manifest, hash: before }: SkillEntry, hash: string): Promise<void> {
  const { name, title } = manifest;
  const go = (to: string) => ask("skills:rollback", { name, hash: to });
  await attempt(
    t("skills:doing.rollback"),
    () => go(hash),
    () => {
      notifyUndo(
        t("skills:told.rolledBack", { title }),
        () => again(() => go(before)),
        () => again(() => go(hash)),
        name,
      );
    },
  );
}

/** A pack that came in. */
export interface CameIn {
  readonly name: string;
  /** Hash of what stood in its place; null where nothing did. */
  readonly before: string | null;
  readonly hash: string;
}

/** Tells that packs came in, and offers the way back: to the versions they replaced, or out again. */
export function tellInstalled(text: string, packs: readonly CameIn[]): void {
  const back = async () => {
    for (const { name, before } of packs) {
      if (before === null) await ask("skills:uninstall", { name });
      else await ask("skills:rollback", { name, hash: before });
    }
  };
  const forth = async () => {
    for (const { name, before, hash } of packs) {
      if (before === null) await ask("skills:restore", { name });
      else await ask("skills:rollback", { name, hash });
    }
  };
  notifyUndo(
    text,
    () => again(back),
    () => again(forth),
  );
}

export async function exportSkill(skill: Pick<SkillEntry, "manifest">): Promise<void> {
  try {
    const { path } = await ask("skills:export", { name: skill.manifest.name });
    if (path !== null) notify(t("skills:told.exported", { path }));
  } catch (error) {
    notifyError(t("skills:doing.export"), error, () => void exportSkill(skill));
  }
}

export async function revealSkill(name: string): Promise<void> {
  try {
    await ask("skills:reveal", { name });
  } catch (error) {
    notifyError(t("skills:doing.reveal"), error);
  }
}
