/** Building the library's index anew from the run folders. */
import { create } from "zustand";
import { say } from "../../app/announce";
import { ask, listen } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { notify, notifyError } from "../../app/toasts";
import { t } from "../../i18n";

interface Rebuild {
  /** null while none is under way. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

export const useRebuild = create<Rebuild>(() => ({ progress: null }));

/** Forgets the index and reads every run folder again; the runs themselves are not touched. */
export async function rebuild(): Promise<void> {
  if (useRebuild.getState().progress !== null) return;
  useRebuild.setState({ progress: { done: 0, total: 0 } });
  const leave = listen("library-progress", (progress) => useRebuild.setState({ progress }));
  try {
    const { runs } = await ask("library:rebuild");
    await queryClient.invalidateQueries({ queryKey: keys.runs });
    const text = t("library:told.rebuilt", { count: runs });
    say(text);
    notify(text);
  } catch (error) {
    notifyError(t("library:doing.rebuild"), error, () => void rebuild());
  } finally {
    leave();
    useRebuild.setState({ progress: null });
  }
}
