/** Requests about skill packs. */
import { StudioError } from "../../../shared/errors";
import type { Desktop } from "../../shell/desktop";
import type { SkillLibrary } from "../../skills";
import type { SettingsFile } from "../../storage";
import type { Handlers } from "../register";

export interface SkillHandlersDeps {
  readonly skills: SkillLibrary;
  readonly settings: SettingsFile;
  readonly shell: Desktop;
  readonly onChanged: () => void;
}

type SkillHandlers = Pick<
  Handlers,
  | "skills:list"
  | "skills:read"
  | "skills:setEnabled"
  | "skills:install"
  | "skills:uninstall"
  | "skills:reveal"
>;

export function skillHandlers(deps: SkillHandlersDeps): SkillHandlers {
  const { skills, settings, shell, onChanged } = deps;
  return {
    "skills:list": async () => [...(await skills.list())],
    "skills:read": async ({ name }) => {
      const { text, files } = await skills.read(name);
      return { text, files: [...files] };
    },
    "skills:setEnabled": ({ name, enabled }) => {
      const others = settings.get().disabledSkills.filter((one) => one !== name);
      settings.update({ disabledSkills: enabled ? others : [...others, name] });
      onChanged();
    },
    "skills:install": async ({ path, replace }) => {
      const folder = path ?? (await shell.askFolder("Choose a skill's folder, or a folder of skills"));
      if (folder === null) return { installed: [] };
      const installed = await skills
        .install(folder, { replace: replace ?? false })
        .catch((error: unknown) => {
          throw namingSource(error, folder);
        });
      onChanged();
      return { installed: [...installed] };
    },
    "skills:uninstall": async ({ name }) => {
      await skills.uninstall(name);
      onChanged();
    },
    "skills:reveal": async ({ name }) => {
      const entry = (await skills.list()).find((one) => one.manifest.name === name);
      if (entry === undefined) {
        throw new StudioError("not-found", `There is no skill called ${name}.`, {
          remedy: "Open the skills view again to see what is installed.",
        });
      }
      await shell.openFolder(entry.folder);
    },
  };
}

/** A name that is taken is asked about; the answer must find the folder again without asking for it once more. */
function namingSource(error: unknown, folder: string): unknown {
  if (!(error instanceof StudioError) || error.code !== "skill-exists") return error;
  return new StudioError(error.code, error.message, { remedy: error.remedy, detail: folder, cause: error });
}
