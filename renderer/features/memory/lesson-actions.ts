/** What can be done to lessons; all of it can be taken back. */
import { remember } from "../../app/history";
import { ask } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { showRun } from "../../app/runs/actions";
import { notifyError, notifyUndo } from "../../app/toasts";
import { t } from "../../i18n";
import { look } from "../studio/studio-actions";

async function put(channel: "memory:forget" | "memory:recover", ids: readonly string[]): Promise<void> {
  await ask(channel, { ids: [...ids] });
  await queryClient.invalidateQueries({ queryKey: keys.memory });
}

/** Forgets lessons. False when it could not be done, which the designer has then been told. */
export async function forget(ids: readonly string[], count = ids.length): Promise<boolean> {
  try {
    await put("memory:forget", ids);
    notifyUndo(
      t("memory:done.forgot", { count }),
      () => put("memory:recover", ids),
      () => put("memory:forget", ids),
    );
    return true;
  } catch (error) {
    notifyError(t("memory:doing.forget"), error, () => void forget(ids, count));
    return false;
  }
}

export async function recover(ids: readonly string[], count = ids.length): Promise<boolean> {
  try {
    await put("memory:recover", ids);
    notifyUndo(
      t("memory:done.recovered", { count }),
      () => put("memory:forget", ids),
      () => put("memory:recover", ids),
    );
    return true;
  } catch (error) {
    notifyError(t("memory:doing.recover"), error, () => void recover(ids, count));
    return false;
  }
}

async function setPin(id: string, pinned: boolean): Promise<void> {
  await ask("memory:pin", { id, pinned });
  await queryClient.invalidateQueries({ queryKey: keys.memory });
}

/** Pins a lesson or takes the pin off. It shows at once where it was done, so no notice tells of it. */
export async function pin(id: string, pinned: boolean): Promise<void> {
  try {
    await setPin(id, pinned);
    remember({
      text: t(pinned ? "memory:done.pinned" : "memory:done.unpinned"),
      undo: () => setPin(id, !pinned),
      redo: () => setPin(id, pinned),
    });
  } catch (error) {
    notifyError(t("memory:doing.pin"), error);
  }
}

/** Shows the attempt a lesson was learnt from. */
export async function openSource(runId: string, iteration: number): Promise<void> {
  await showRun(runId);
  look(iteration);
}
