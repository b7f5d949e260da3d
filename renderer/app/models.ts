/** News of the library of models: its list is kept in step, and what ends in the background is told. */
import type { ModelProgress } from "../../shared/ipc/domains/models";
import type { ModelShelf } from "../../shared/models/library";
import { t } from "../i18n";
import { say } from "./announce";
import { ask } from "./ipc";
import { keys, queryClient } from "./query";
import { openSettings } from "./settings-link";
import { notify } from "./toasts";

const known = () => queryClient.getQueryData<ModelShelf>(keys.shelf);

let looking = false;
let again = false;

/** The list has changed: it is looked at again, once for changes that come close together. */
export async function shelfChanged(): Promise<void> {
  // Nobody has asked for it yet.
  if (known() === undefined) return;
  again = true;
  if (looking) return;
  looking = true;
  try {
    while (again) {
      again = false;
      const before = known();
      const after = await queryClient.fetchQuery({
        queryKey: keys.shelf,
        queryFn: () => ask("models:list"),
        staleTime: 0,
      });
      if (before !== undefined) tell(before, after);
    }
  } catch {
    // The section of the models shows why the list could not be had.
  } finally {
    looking = false;
  }
}

/** A little further: what is shown moves without asking for the list. */
export function shelfProgress({ id, done, total, rate }: ModelProgress): void {
  queryClient.setQueryData<ModelShelf>(keys.shelf, (shelf) =>
    shelf === undefined
      ? undefined
      : {
          ...shelf,
          models: shelf.models.map((model) =>
            model.id !== id || model.work === null
              ? model
              : { ...model, work: { ...model.work, done, total: total ?? model.work.total } },
          ),
          downloads: shelf.downloads.map((one) => (one.id === id ? { ...one, done, total, rate } : one)),
        },
  );
}

/** Downloads that have arrived, or stopped by themselves. */
function tell(before: ModelShelf, after: ModelShelf): void {
  const show = { label: t("settings:shelf.show"), run: () => openSettings("models") };
  for (const { id, name, state } of before.downloads) {
    if (after.models.some((model) => model.id === id)) {
      const text = t("settings:shelf.arrived", { name });
      notify(text, show);
      say(text);
    }
    const now = after.downloads.find((one) => one.id === id);
    if (now?.state === "failed" && state !== "failed") {
      const text = t("settings:shelf.stopped", { name });
      notify(text, show);
      say(text);
    }
  }
}
