// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearHistory, remember } from "../../../../renderer/app/history";
import { applyKeymap } from "../../../../renderer/app/keymap";
import {
  commandEntries,
  recentEntries,
  settingsEntries,
  skillEntries,
} from "../../../../renderer/app/palette/entries";
import { rank, scoreOf, shelve } from "../../../../renderer/app/palette/rank";
import { useRuns } from "../../../../renderer/app/runs/run-store";
import { useSettingsTarget } from "../../../../renderer/app/settings-link";
import { useUi } from "../../../../renderer/app/ui-store";
import { useDraft } from "../../../../renderer/features/studio/prompt-bar/draft";
import { defaultSettings } from "../../../../shared/settings";

const fresh = useUi.getState();
beforeEach(() => {
  useUi.setState(fresh, true);
  useRuns.setState({ currentId: null, entries: {}, working: [] });
  clearHistory();
});
afterEach(() => applyKeymap({}));

const titles = (entries: readonly { title: string }[]) => entries.map((one) => one.title);

describe("what the palette offers", () => {
  it("is what makes sense right now, with the keys in force", () => {
    const ids = commandEntries().map((one) => one.id);
    expect(ids).toContain("run.new");
    expect(ids).not.toContain("run.stop");
    expect(ids).not.toContain("app.palette");
    expect(ids).not.toContain("app.undo");
    applyKeymap({ "run.new": ["Alt+N"] });
    expect(commandEntries().find((one) => one.id === "run.new")?.keys).toBe("Alt+N");
  });

  it("says what undo would take back", () => {
    remember({ text: "3 runs were moved to the trash.", undo: () => undefined });
    expect(titles(commandEntries())).toContain("Undo: 3 runs were moved to the trash.");
  });

  it("begins with what was used lately and still makes sense", () => {
    const all = commandEntries();
    expect(recentEntries(["run.stop", "go.memory", "gone.command"], all).map((one) => one.id)).toEqual([
      "recent go.memory",
    ]);
  });

  it("changes themes and languages, and leads to sections", () => {
    const change = vi.fn();
    const entries = settingsEntries({ ...defaultSettings, theme: "neutral" }, change);
    expect(entries.filter((one) => one.current).map((one) => one.title)).toEqual([
      "Theme: Neutral",
      "Language: System",
    ]);
    entries.find((one) => one.title === "Language: Deutsch")?.run();
    expect(change).toHaveBeenCalledWith({ language: "de" });
    entries.find((one) => one.id === "settings keyboard")?.run();
    expect(useSettingsTarget.getState().section).toBe("keyboard");
    expect(useUi.getState().view).toBe("settings");
  });

  it("chooses the next run's skill", () => {
    const entries = skillEntries([]);
    entries.find((one) => one.id === "skill none")?.run();
    expect(useDraft.getState().skill).toEqual({ mode: "none" });
  });
});

describe("finding", () => {
  const entry = (id: string, title: string, words: readonly string[] = []) => ({
    id,
    group: "Studio" as const,
    title,
    words,
    keys: undefined,
    current: false,
    run: () => undefined,
  });
  const all = [
    entry("a", "Show the run's folder"),
    entry("b", "New run"),
    entry("c", "Command palette"),
    { ...entry("d", "Theme: Dark", ["Theme"]), group: "settings" as const },
  ];

  it("takes letters in order, whole words before scattered letters", () => {
    expect(rank(all, "run")[0]?.entries.map((one) => one.id)).toEqual(["b", "a"]);
    expect(scoreOf(all[2]!, "cmpal")).toBeGreaterThan(0);
    expect(rank(all, "zzz")).toEqual([]);
  });

  it("puts the group with the best fit first", () => {
    expect(rank(all, "dark").map((shelf) => shelf.group)).toEqual(["settings"]);
    expect(shelve(all).map((shelf) => shelf.group)).toEqual(["Studio", "settings"]);
  });
});
