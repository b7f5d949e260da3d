/** Changes of keys: kept at once, and undone like everything else. */

import { ask } from "../../../app/ipc";
import { applyKeymap, type Keymap, useKeymap } from "../../../app/keymap";
import { keys, queryClient } from "../../../app/query";
import { notifyError, notifyUndo } from "../../../app/toasts";
import { t } from "../../../i18n";

async function put(keymap: Keymap): Promise<void> {
  const settings = await ask("settings:set", { keymap });
  queryClient.setQueryData(keys.settings, settings);
  applyKeymap(settings.keymap);
}

/** Puts other keys in force. @param told what was done, for the notice */
export async function changeKeymap(next: Keymap, told: string): Promise<void> {
  const before = useKeymap.getState().map;
  try {
    await put(next);
    notifyUndo(
      told,
      () => put(before),
      () => put(next),
    );
  } catch (error) {
    notifyError(t("app:saving"), error, () => void changeKeymap(next, told));
  }
}
