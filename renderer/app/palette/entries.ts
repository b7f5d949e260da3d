/** What the palette offers beside runs: commands, settings and skills, each as one thing to do. */
import type { Settings } from "../../../shared/settings";
import { languages, themes } from "../../../shared/settings";
import type { SkillEntry } from "../../../shared/skills";
import { changeDraft, type SkillChoice } from "../../features/studio/prompt-bar/draft";
import { languageNames, t } from "../../i18n";
import type { CommandGroup } from "../command";
import { commands } from "../command-list";
import { findCommand, isUsable, runCommand } from "../commands";
import { keysOf } from "../keymap";
import { openSettings, settingsSections } from "../settings-link";
import { signal } from "../signals";
import { notify } from "../toasts";

export type EntryGroup = CommandGroup | "recent" | "runs" | "skillChoices" | "settings";

export interface Entry {
  /** Unique in the palette. */
  readonly id: string;
  readonly group: EntryGroup;
  readonly title: string;
  /** Other words it is found by. */
  readonly words: readonly string[];
  readonly keys: string | undefined;
  /** What is chosen now, among settings. */
  readonly current: boolean;
  readonly run: () => void;
}

type Part = Pick<Entry, "id" | "group" | "title" | "run"> & Partial<Entry>;

function entry(part: Part): Entry {
  return { words: [], keys: undefined, current: false, ...part };
}

/** Commands that make sense right now. */
export function commandEntries(): readonly Entry[] {
  return commands
    .filter((command) => command.id !== "app.palette" && isUsable(command))
    .map((command) =>
      entry({
        id: command.id,
        group: command.group,
        title: command.titleNow(),
        words: [command.title()],
        keys: keysOf(command)[0],
        run: () => runCommand(command.id),
      }),
    );
}

/** The commands used lately that make sense right now, under a group of their own. */
export function recentEntries(ids: readonly string[], all: readonly Entry[]): readonly Entry[] {
  return ids.flatMap((id) => {
    const found = findCommand(id) === null ? undefined : all.find((one) => one.id === id);
    return found === undefined ? [] : [{ ...found, id: `recent ${id}`, group: "recent" as const }];
  });
}

/** Themes, languages and the sections of the settings. */
export function settingsEntries(
  settings: Settings | undefined,
  change: (change: Partial<Settings>) => void,
): readonly Entry[] {
  const themeWord = t("settings:general.theme");
  const languageWord = t("settings:general.language");
  return [
    ...themes.map((theme) =>
      entry({
        id: `theme ${theme}`,
        group: "settings",
        title: t("app:palette.theme", { name: t(`settings:general.themes.${theme}`) }),
        words: [themeWord],
        current: settings?.theme === theme,
        run: () => change({ theme }),
      }),
    ),
    ...(["system", ...languages] as const).map((language) =>
      entry({
        id: `language ${language}`,
        group: "settings",
        title: t("app:palette.language", {
          name: language === "system" ? t("settings:general.systemLanguage") : languageNames[language],
        }),
        // Found in English too, by those who do not read the language on screen.
        words: [languageWord, "language"],
        current: settings?.language === language,
        run: () => change({ language }),
      }),
    ),
    ...settingsSections.map((section) =>
      entry({
        id: `settings ${section}`,
        group: "settings",
        title: t("app:palette.section", { name: t(`settings:sections.${section}`) }),
        run: () => openSettings(section),
      }),
    ),
  ];
}

function choose(skill: SkillChoice, told: string): () => void {
  return () => {
    changeDraft({ skill });
    notify(told);
    signal("prompt:focus");
  };
}

/** What the next run does about skills. */
export function skillEntries(skills: readonly SkillEntry[] | undefined): readonly Entry[] {
  const group = "skillChoices";
  const usable = (skills ?? []).filter((one) => one.valid && one.enabled && one.consent === "given");
  return [
    entry({
      id: "skill auto",
      group,
      title: t("app:palette.skillAuto"),
      run: choose({ mode: "auto" }, t("app:palette.skillFree")),
    }),
    entry({
      id: "skill none",
      group,
      title: t("app:palette.skillNone"),
      run: choose({ mode: "none" }, t("app:palette.skillOff")),
    }),
    ...usable.map(({ manifest: { name, title } }) =>
      entry({
        id: `skill force ${name}`,
        group,
        title: t("app:palette.skillForce", { name: title }),
        words: [name],
        run: choose({ mode: "force", name }, t("app:palette.skillChosen", { name: title })),
      }),
    ),
  ];
}
