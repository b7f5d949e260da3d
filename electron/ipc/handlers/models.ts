/** Requests about models of the designer's own. */
import { modelFacts } from "../../backends/model-facts";
import type { Engine } from "../../inference/client";
import { folderMeant, type Models } from "../../models";
import type { Desktop } from "../../shell/desktop";
import type { ShellTexts } from "../../shell/texts";
import type { SettingsFile } from "../../storage";
import type { Handlers } from "../register";

export interface ModelHandlersDeps {
  readonly engine: Pick<Engine, "inspectModel" | "status" | "forgetModel">;
  readonly models: Models;
  readonly settings: Pick<SettingsFile, "get">;
  readonly shell: Pick<Desktop, "askFolder" | "openFolder">;
  /** Words of the system's dialogs, in the language of the moment. */
  readonly texts: () => ShellTexts["dialogs"];
}

/** A folder that does not answer by then lies on a disk that is gone. */
const LONGEST_MS = 60_000;

export function modelHandlers(
  deps: ModelHandlersDeps,
): Pick<Handlers, Extract<keyof Handlers, `models:${string}`>> {
  const { engine, models, settings, shell, texts } = deps;
  const { library, downloads } = models;
  return {
    "models:choose": async () => {
      const latest = settings.get().modelFolders.at(-1);
      return { folder: await shell.askFolder(texts().chooseModel, latest) };
    },
    "models:inspect": ({ folder }) =>
      modelFacts(folderMeant(folder), engine, AbortSignal.timeout(LONGEST_MS)),
    "models:unload": () => engine.forgetModel(),
    "models:list": () => models.shelf(),
    "models:examine": ({ folder }) => library.examine(folderMeant(folder)),
    "models:import": async ({ folder, way }) => {
      const meant = folderMeant(folder);
      return { id: await (way === "link" ? library.link(meant) : library.copy(meant)) };
    },
    "models:stop": ({ id }) => library.stop(id),
    "models:check": ({ id, renew }) => library.check(id, renew ?? false),
    "models:relocate": ({ id, folder }) => library.relocate(id, folderMeant(folder)),
    "models:reveal": ({ id }) => shell.openFolder(library.folderOf(id)),
    "models:delete": ({ id }) => library.delete(id),
    "models:restore": ({ id }) => library.restore(id),
    "models:purge": ({ id }) => library.purge(id),
    "models:plan": ({ source }) => downloads.plan(source),
    "models:download": async ({ token }) => ({ id: await downloads.begin(token) }),
    "models:pause": ({ id }) => downloads.pause(id),
    "models:continue": ({ id }) => downloads.continue(id),
    "models:abandon": ({ id }) => downloads.abandon(id),
  };
}
