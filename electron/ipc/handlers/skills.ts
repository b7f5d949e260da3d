/** Requests about skill packs. */
import { StudioError } from "../../../shared/errors";
import { localPlanner } from "../../agent/local/planner";
import type { Desktop } from "../../shell/desktop";
import type { ShellTexts } from "../../shell/texts";
import type { SkillLibrary } from "../../skills";
import { tryDraft } from "../../skills/try";
import type { UsageReader } from "../../skills/usage";
import type { SettingsFile } from "../../storage";
import { replaceFile, storageError } from "../../storage/durable";
import type { Handlers } from "../register";

export interface SkillHandlersDeps {
  readonly skills: SkillLibrary;
  readonly usage: UsageReader;
  readonly settings: SettingsFile;
  readonly shell: Desktop;
  /** Words of the system's dialogs, in the language of the moment. */
  readonly texts: () => ShellTexts["dialogs"];
  readonly onChanged: () => void;
}

type SkillHandlers = Pick<Handlers, Extract<keyof Handlers, `skills:${string}`>>;

export function skillHandlers(deps: SkillHandlersDeps): SkillHandlers {
  return {
    ...readingHandlers(deps),
    ...installHandlers(deps),
    ...versionHandlers(deps),
    ...draftHandlers(deps),
  };
}

function readingHandlers({ skills, usage, shell, texts }: SkillHandlersDeps) {
  return {
    "skills:list": async () => [...(await skills.list())],
    "skills:read": async ({ name }) => {
      const { text, files } = await skills.read(name);
      return { text, files: [...files] };
    },
    "skills:usage": async () => usage.read((await skills.list()).map((entry) => entry.manifest.name)),
    "skills:reveal": async ({ name }) => {
      const entry = (await skills.list()).find((one) => one.manifest.name === name);
      if (entry === undefined) {
        throw new StudioError("not-found", `There is no skill called ${name}.`, {
          remedy: "Open the skills view again to see what is installed.",
        });
      }
      await shell.openFolder(entry.folder);
    },
    "skills:export": async ({ name }) => {
      const bytes = await skills.pack(name);
      const path = await shell.askSavePath({
        title: texts().exportSkill,
        suggestion: `${name}.skill`,
        extension: "skill",
        kind: texts().skill,
      });
      if (path !== null) {
        await replaceFile(path, bytes).catch((error: unknown) => {
          throw storageError(`write ${path}`, error);
        });
      }
      return { path };
    },
  } satisfies Partial<SkillHandlers>;
}

function installHandlers({ skills, settings, shell, texts, onChanged }: SkillHandlersDeps) {
  const ask = async (what: "files" | "folder"): Promise<readonly string[] | null> => {
    if (what === "files") {
      const { chooseSkills: title, skill: kind } = texts();
      return shell.askFiles({ title, kind, extensions: ["skill", "zip"] });
    }
    const folder = await shell.askFolder(texts().chooseSkills);
    return folder === null ? null : [folder];
  };
  return {
    "skills:setEnabled": ({ name, enabled }) => {
      switchSkills(settings, enabled ? [name] : [], enabled ? [] : [name]);
      onChanged();
    },
    "skills:preflight": async ({ paths, ask: what }) => {
      const places = paths ?? (await ask(what ?? "files"));
      return places === null ? null : skills.preflight(places);
    },
    "skills:install": async ({ token, choices }) => {
      const installed = [...(await skills.install(token, choices))];
      const chosen = (enable: boolean) => installed.filter((_, index) => choices[index]?.enable === enable);
      switchSkills(settings, chosen(true), chosen(false));
      onChanged();
      return { installed };
    },
    "skills:forget": ({ token }) => skills.forget(token),
    "skills:uninstall": async ({ name }) => {
      await skills.uninstall(name);
      onChanged();
    },
    "skills:restore": async ({ name }) => {
      await skills.restore(name);
      onChanged();
    },
  } satisfies Partial<SkillHandlers>;
}

function versionHandlers({ skills, settings, onChanged }: SkillHandlersDeps) {
  return {
    "skills:versions": async ({ name }) => [...(await skills.versions(name))],
    "skills:rollback": async ({ name, hash }) => {
      await skills.rollback(name, hash);
      onChanged();
    },
    "skills:changes": async ({ name, since }) => {
      const found = await skills.changes(name, since);
      return { since: found.since, changes: [...found.changes] };
    },
    "skills:consent": async ({ name, hash }) => {
      await skills.consent(name, hash);
      switchSkills(settings, [name], []);
      onChanged();
    },
  } satisfies Partial<SkillHandlers>;
}

function draftHandlers({ skills, settings, onChanged }: SkillHandlersDeps) {
  return {
    "skills:check": (draft) => {
      const { manifest, problems } = skills.check(draft);
      return { manifest, problems: [...problems] };
    },
    "skills:try": ({ prompt, draft }) =>
      tryDraft({ prompt, draft, shelf: skills.shelf(), planner: localPlanner }),
    "skills:draft": ({ name, as }) => skills.draft(name, as),
    "skills:save": async ({ replace, base, ...draft }) => {
      const saved = await skills.save(draft, { replace, base: base ?? null });
      if (!replace) switchSkills(settings, [saved.name], []);
      onChanged();
      return saved;
    },
  } satisfies Partial<SkillHandlers>;
}

function switchSkills(settings: SettingsFile, on: readonly string[], off: readonly string[]): void {
  const before = settings.get().disabledSkills;
  const after = [...before.filter((name) => !on.includes(name) && !off.includes(name)), ...off];
  if (after.join() !== before.join()) settings.update({ disabledSkills: after });
}
