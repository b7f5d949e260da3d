/** From what was dropped or chosen, through what it holds, to what is installed. */
import { create } from "zustand";
import type { Input } from "../../../../shared/ipc/contract";
import type { PackPreview, Preflight } from "../../../../shared/skills";
import { say } from "../../../app/announce";
import { ask } from "../../../app/ipc";
import { notifyError } from "../../../app/toasts";
import { t } from "../../../i18n";
import { formatList } from "../../../i18n/format";
import { chooseSkill } from "../shelf-store";
import { refreshSkills, tellInstalled } from "../skill-actions";
import { type Choice, finalName } from "./choices";

interface PreflightStore {
  readonly found: Preflight | null;
  /** Files are being looked into. */
  readonly looking: boolean;
}

export const usePreflight = create<PreflightStore>(() => ({ found: null, looking: false }));

/** Looks into files and folders; without paths a dialog of the system asks for them. */
export async function lookInto(request: Input<"skills:preflight">): Promise<void> {
  const { found: before, looking } = usePreflight.getState();
  if (looking) return;
  usePreflight.setState({ looking: true });
  try {
    const found = await ask("skills:preflight", request);
    if (found === null) return;
    if (before !== null) await ask("skills:forget", { token: before.token });
    usePreflight.setState({ found });
    say(t("skills:preflight.said", { count: found.packs.length }));
  } catch (error) {
    notifyError(t("skills:doing.look"), error, () => void lookInto(request));
  } finally {
    usePreflight.setState({ looking: false });
  }
}

/** Lets everything go that was looked into. */
export async function dismissPreflight(): Promise<void> {
  const { found } = usePreflight.getState();
  usePreflight.setState({ found: null });
  if (found !== null) await ask("skills:forget", { token: found.token });
}

/**
 * Installs what was chosen and offers the way back.
 * @throws StudioError; everything is as it was then, or what could not be installed is named.
 */
export async function installChosen(
  found: Preflight,
  choices: readonly Choice[],
  enable: boolean,
): Promise<void> {
  const taken = found.packs.flatMap((pack, index) => {
    const choice = choices[index];
    return choice?.taken === true ? [{ pack, index, choice }] : [];
  });
  await ask("skills:install", {
    token: found.token,
    choices: taken.map(({ index, choice }) => ({
      index,
      action: choice.action,
      ...(choice.action === "rename" ? { name: choice.name } : {}),
      enable,
    })),
  });
  tell(taken);
  const [first] = taken;
  if (first !== undefined) chooseSkill(finalName(first.pack, first.choice));
  usePreflight.setState({ found: null });
  await refreshSkills();
}

function tell(taken: readonly { readonly pack: PackPreview; readonly choice: Choice }[]): void {
  const came = taken.map(({ pack, choice }) => {
    const replaces = choice.action === "replace" && pack.installedHash !== null && pack.installedHash !== "";
    return { name: finalName(pack, choice), before: replaces ? pack.installedHash : null, hash: pack.hash };
  });
  const names = taken.map(({ pack, choice }) =>
    choice.action === "rename" ? choice.name : pack.manifest.title,
  );
  const replaced = came.every(({ before }) => before !== null);
  const text = t(replaced ? "skills:told.replaced" : "skills:told.installed", { names: formatList(names) });
  tellInstalled(text, came);
}
