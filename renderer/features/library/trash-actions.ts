/** Deleting for good, and the words of what is in the trash used again. */
import type { TrashedRun } from "../../../shared/ipc/domains/library";
import { say } from "../../app/announce";
import { forgetActs } from "../../app/history";
import { ask } from "../../app/ipc";
import { keys, queryClient } from "../../app/query";
import { signal } from "../../app/signals";
import { notify, notifyError } from "../../app/toasts";
import { t } from "../../i18n";
import { changeDraft } from "../studio/prompt-bar/draft";

export const trashedQuery = {
  queryKey: [...keys.runs, "trash"],
  queryFn: async () => (await ask("library:trashed")).runs,
};

/** Deletes runs in the trash for good; nothing takes that back. */
export async function purge(runs: readonly TrashedRun[]): Promise<void> {
  try {
    const report = await ask("library:purge", { runIds: runs.map((run) => run.id) });
    forgetActs(report.done);
    await queryClient.invalidateQueries({ queryKey: keys.runs });
    const text = t("library:told.purged", { count: report.done.length });
    say(text);
    notify(text);
    const [first] = report.failed;
    if (first !== undefined)
      notify(t("library:told.missed", { count: report.failed.length, why: first.reason }));
  } catch (error) {
    notifyError(t("library:doing.purge"), error, () => void purge(runs));
  }
}

/** Puts the words of a run into the prompt bar. */
export function takePromptOf(run: TrashedRun): void {
  changeDraft({ text: run.wish ?? run.prompt });
  signal("prompt:focus");
}
