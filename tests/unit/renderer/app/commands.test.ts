// @vitest-environment happy-dom
import i18next from "i18next";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../../../renderer/app/command-list";
import { commandFor, runCommand } from "../../../../renderer/app/commands";
import { MAX_KEYS, reservedFor, rivalsOf } from "../../../../renderer/app/keymap";
import { newEntry, withSnapshot } from "../../../../renderer/app/runs/entry";
import { useRuns } from "../../../../renderer/app/runs/run-store";
import { useUi } from "../../../../renderer/app/ui-store";
import { selectionOf } from "../../../../renderer/features/studio/selection";
import { journal } from "../support/journal";

const id = "bicycl3s";
const keysOf = (name: string) => commands.find((command) => command.id === name)?.keys[0];

function open(live: boolean): void {
  const events = journal({ id, startedAt: 1000, finish: !live });
  const entry = withSnapshot(newEntry(id), { events, live, folder: "/runs/x", damaged: 0 });
  useRuns.setState({ currentId: id, entries: { [id]: entry }, working: live ? [id] : [] });
}

const fresh = useUi.getState();

beforeEach(() => useUi.setState(fresh, true));
afterEach(() => useRuns.setState({ currentId: null, entries: {}, working: [] }));

describe("the list of commands", () => {
  it("has one command a name, and in any view one command a key", () => {
    const ids = commands.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
    const clashes = commands.flatMap((command) =>
      command.keys.flatMap((combo) =>
        rivalsOf(command, combo, commands, {}).map((rival) => `${combo}: ${command.id} and ${rival.id}`),
      ),
    );
    expect(clashes).toEqual([]);
  });

  it("has a title in every language, and keys that the keyboard settings would allow", async () => {
    const english = commands.map((command) => command.title());
    for (const language of ["de", "es"]) {
      await i18next.changeLanguage(language);
      const missing = commands.filter(
        (command, index) =>
          command.title().includes("commands.") || command.title() === "" || english[index] === "",
      );
      expect(missing.map((command) => command.id)).toEqual([]);
    }
    await i18next.changeLanguage("en");
    const refused = commands.flatMap((command) =>
      command.keys.filter((combo) => reservedFor(combo) !== null),
    );
    expect(refused).toEqual([]);
    expect(commands.every((command) => command.keys.length <= MAX_KEYS)).toBe(true);
  });

  it("has the keys designers were promised", () => {
    expect(keysOf("run.start")).toBe("Mod+Enter");
    expect(keysOf("run.stop")).toBe("Esc");
    expect(keysOf("view.evidence")).toBe("E");
    expect(keysOf("iteration.pin")).toBe("P");
    expect(keysOf("iteration.branch")).toBe("B");
    expect(keysOf("criterion.add")).toBe("C");
    expect(keysOf("app.search")).toBe("/");
    expect(keysOf("app.palette")).toBe("Mod+K");
    expect(keysOf("app.shortcuts")).toBe("?");
    expect(["studio", "library", "memory", "skills", "settings"].map((view) => keysOf(`go.${view}`))).toEqual(
      ["Alt+1", "Alt+3", "Alt+5", "Alt+6", "Alt+7"],
    );
  });
});

describe("commandFor", () => {
  it("leaves letters to text fields, but not Ctrl+Enter, Escape and the views", () => {
    open(true);
    expect(commandFor("E", true)).toBeNull();
    expect(commandFor("E", false)?.id).toBe("view.evidence");
    expect(commandFor("Mod+Enter", true)?.id).toBe("run.start");
    expect(commandFor("Esc", true)?.id).toBe("run.stop");
    expect(commandFor("Alt+6", true)?.id).toBe("go.skills");
  });

  it("offers only what makes sense: no stop at rest, no iterations without a run", () => {
    expect(commandFor("Left", false)).toBeNull();
    open(false);
    expect(commandFor("Esc", false)).toBeNull();
    expect(commandFor("Left", false)?.id).toBe("iteration.previous");
    useUi.getState().go("library");
    expect(commandFor("Left", false)).toBeNull();
  });
});

describe("runCommand", () => {
  it("opens the stop menu of a live run and nothing at rest", () => {
    open(false);
    runCommand("run.stop");
    expect(useUi.getState().stopMenu).toBe(false);
    open(true);
    runCommand("run.stop");
    expect(useUi.getState().stopMenu).toBe(true);
  });

  it("walks and jumps among iterations, staying at the ends", () => {
    open(false);
    runCommand("iteration.2");
    expect(selectionOf(id).iteration).toBe(2);
    runCommand("iteration.next");
    expect(selectionOf(id).iteration).toBe(3);
    runCommand("iteration.newest");
    runCommand("iteration.next");
    expect(selectionOf(id).iteration).toBe(4);
    runCommand("iteration.9");
    expect(selectionOf(id).iteration).toBe(4);
  });

  it("stops following the newest as soon as an iteration is chosen", () => {
    open(true);
    useUi.getState().toggleFollow();
    runCommand("iteration.1");
    expect(useUi.getState().follow).toBe(false);
    expect(selectionOf(id).iteration).toBe(1);
  });
});
