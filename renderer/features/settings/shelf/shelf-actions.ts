/** What is done with models of the library, with its way back. */
import type { GeneratorConfig } from "../../../../shared/backends";
import { isCancelled, StudioError } from "../../../../shared/errors";
import type { ModelEntry } from "../../../../shared/models/library";
import type { Settings } from "../../../../shared/settings";
import { say } from "../../../app/announce";
import { ask } from "../../../app/ipc";
import { keys, queryClient } from "../../../app/query";
import { notify, notifyError, notifyUndo } from "../../../app/toasts";
import { t } from "../../../i18n";
import { rememberGenerator } from "../connections";
import { configFor } from "../models/model-form";

const setGenerator = async (generator: GeneratorConfig): Promise<void> => {
  rememberGenerator(generator);
  queryClient.setQueryData(keys.settings, await ask("settings:set", { generator }));
};

/** How a model draws; null for one that cannot. */
export function drawingWith({ folder, inspection }: ModelEntry): GeneratorConfig | null {
  return inspection?.kind === "diffusion" ? configFor({ folder, report: inspection.report }) : null;
}

export const draws = ({ folder }: ModelEntry, { generator }: Settings): boolean =>
  generator.kind === "diffusion" && generator.folder === folder;

/** Does it, and tells when it could not be done; `doing` completes "Could not …". */
export async function attempt(doing: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isCancelled(error)) notifyError(doing, error, () => void attempt(doing, work));
  }
}

/** New runs are drawn by this model from now on. */
export function drawWith(model: ModelEntry, { generator }: Settings): Promise<void> {
  const config = drawingWith(model);
  if (config === null) return Promise.resolve();
  return attempt(t("settings:shelf.choosing"), async () => {
    await setGenerator(config);
    notifyUndo(
      t("settings:shelf.nowDraws", { name: model.name }),
      () => setGenerator(generator),
      () => setGenerator(config),
    );
  });
}

/** Loads a model by drawing one step with it. */
export function tryOut(model: ModelEntry): Promise<void> {
  const config = drawingWith(model);
  if (config === null) return Promise.resolve();
  say(t("settings:shelf.loading", { name: model.name }));
  return attempt(t("settings:shelf.trying"), async () => {
    const { ok, detail, error } = await ask("connections:test", { target: "generator", config });
    if (!ok && error !== null) throw StudioError.fromPayload(error);
    notify(t("settings:shelf.loadedIn", { name: model.name, detail }));
  });
}

/** Throws a model away. Where it drew new runs, Flatland does; both come back together. */
export function deleteModel(model: ModelEntry, settings: Settings): Promise<void> {
  const { id, name, place } = model;
  const drew = draws(model, settings) ? settings.generator : null;
  const remove = async () => {
    if (drew !== null) await setGenerator({ kind: "flatland" });
    await ask("models:delete", { id });
  };
  const restore = async () => {
    await ask("models:restore", { id });
    if (drew !== null) await setGenerator(drew);
  };
  return attempt(t("settings:shelf.deleting"), async () => {
    await remove();
    const what = t(place === "linked" ? "settings:shelf.unlinked" : "settings:shelf.deleted", { name });
    const text = drew === null ? what : `${what} ${t("settings:shelf.backToFlatland")}`;
    notifyUndo(text, restore, remove, id);
    say(text);
  });
}

/** Asks where a linked model lies now. */
export function relocateModel({ id, name }: ModelEntry): Promise<void> {
  return attempt(t("settings:shelf.relocating"), async () => {
    const { folder } = await ask("models:choose");
    if (folder === null) return;
    await ask("models:relocate", { id, folder });
    say(t("settings:shelf.relocated", { name }));
  });
}

/** Takes a folder in; a copy goes on in the background. */
export function importModel(folder: string, name: string, way: "link" | "copy"): Promise<void> {
  if (way === "copy") say(t("settings:shelf.importing.copying", { name }));
  return attempt(t("settings:shelf.importing.doing"), async () => {
    await ask("models:import", { folder, way });
    const text = t("settings:shelf.importing.done", { name });
    notify(text);
    say(text);
  });
}
