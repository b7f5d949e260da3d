// @vitest-environment happy-dom
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { command, meet } from "../../../../renderer/app/command";
import { commandFor } from "../../../../renderer/app/commands";
import {
  applyKeymap,
  isSafeWhileTyping,
  type Keymap,
  keysOf,
  MAX_KEYS,
  reservedFor,
  rivalsOf,
  withCombo,
  withDefaults,
  withKeys,
  withoutCombo,
} from "../../../../renderer/app/keymap";
import { useUi } from "../../../../renderer/app/ui-store";

const nothing = () => undefined;
const everywhere = command("Studio", "a.everywhere", "Everywhere", nothing, { keys: ["X"] });
const inStudio = command("View", "a.studio", "Studio's", nothing, { keys: ["1"], views: ["studio"] });
const inCompare = command("Compare", "a.compare", "Compare's", nothing, { keys: ["1"], views: ["compare"] });
const inBoth = command("View", "a.both", "Both", nothing, { views: ["studio", "compare"] });
const all = [everywhere, inStudio, inCompare, inBoth];

const fresh = useUi.getState();
beforeEach(() => useUi.setState(fresh, true));
afterEach(() => applyKeymap({}));

describe("conflicts", () => {
  it("let commands of different views share a key, and nothing else", () => {
    expect(meet(inStudio, inCompare)).toBe(false);
    expect(rivalsOf(inStudio, "1", all, {})).toEqual([]);
    expect(rivalsOf(everywhere, "1", all, {})).toEqual([inStudio, inCompare]);
    expect(rivalsOf(inBoth, "1", all, {})).toEqual([inStudio, inCompare]);
    expect(rivalsOf(inStudio, "X", all, {})).toEqual([everywhere]);
  });

  it("are about the keys in force, not the studio's own", () => {
    const map: Keymap = { "a.everywhere": ["Q"], "a.compare": [] };
    expect(rivalsOf(inBoth, "X", all, map)).toEqual([]);
    expect(rivalsOf(inBoth, "Q", all, map)).toEqual([everywhere]);
    expect(rivalsOf(everywhere, "1", all, map)).toEqual([inStudio]);
  });
});

describe("changing keys", () => {
  it("adds a combination, and moves it when another must give it up", () => {
    const kept = withCombo({}, inStudio, "Mod+J", []);
    expect(keysOf(inStudio, kept)).toEqual(["1", "Mod+J"]);
    const moved = withCombo(kept, inStudio, "X", [everywhere]);
    expect(keysOf(inStudio, moved)).toEqual(["1", "Mod+J", "X"]);
    expect(keysOf(everywhere, moved)).toEqual([]);
  });

  it("writes nothing down for commands that have the studio's own keys again", () => {
    const map = withCombo({}, inStudio, "Q", []);
    expect(withoutCombo(map, inStudio, "Q")).toEqual({});
    expect(withDefaults(map, inStudio)).toEqual({});
    expect(withKeys({}, inBoth, [])).toEqual({});
  });

  it("never gives two commands of one view the same key, whatever is pressed", () => {
    const combos = fc.constantFrom("1", "X", "Q", "Mod+J", "Alt+Q", "F5", "Shift+K");
    const change = fc.record({ who: fc.constantFrom(...all), combo: combos, off: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let map: Keymap = {};
        for (const { who, combo, off } of changes) {
          map = off
            ? withoutCombo(map, who, combo)
            : withCombo(map, who, combo, rivalsOf(who, combo, all, map));
          expect(keysOf(who, map).includes(combo)).toBe(!off);
        }
        for (const one of all) {
          expect(keysOf(one, map).length).toBeLessThanOrEqual(MAX_KEYS);
          for (const combo of keysOf(one, map)) expect(rivalsOf(one, combo, all, map)).toEqual([]);
        }
      }),
    );
  });
});

describe("keys in force", () => {
  it("are the designer's where there are any", () => {
    applyKeymap({ "view.evidence": ["Q"], "app.palette": [] });
    expect(commandFor("Mod+K", false)).toBeNull();
    expect(commandFor("Q", false)).toBeNull(); // no run is open
    expect(commandFor("Alt+3", false)?.id).toBe("go.library");
    applyKeymap({ "go.library": ["Q"] });
    expect(commandFor("Alt+3", false)).toBeNull();
    expect(commandFor("Q", false)?.id).toBe("go.library");
  });

  it("never take a letter out of a text field, even for commands that work while typing", () => {
    applyKeymap({ "app.palette": ["Q", "Mod+J"] });
    expect(commandFor("Q", true)).toBeNull();
    expect(commandFor("Q", false)?.id).toBe("app.palette");
    expect(commandFor("Mod+J", true)?.id).toBe("app.palette");
  });
});

describe("combinations", () => {
  it.each([
    ["Tab", "focus"],
    ["Enter", "press"],
    ["Mod+C", "text"],
    ["Mod+Q", "system"],
    ["Mod+0", "zoom"],
    ["Mod+Shift", "bare"],
    ["Mod", "bare"],
  ])("%s cannot be given away", (combo, why) => expect(reservedFor(combo)).toBe(why));

  it.each(["E", "Mod+K", "Mod++X", "+", "-", "Alt+Enter", "F5", "Shift+Left"])("%s can", (combo) =>
    expect(reservedFor(combo)).toBeNull(),
  );

  it("are safe while typing only with Ctrl or Alt, as function keys and as Escape", () => {
    expect(["Mod+K", "Alt+1", "Alt+Shift+Q", "F2", "Shift+F2", "Esc"].every(isSafeWhileTyping)).toBe(true);
    expect(["K", "Shift+K", "?", "+", "Left", "Space", "Home"].some(isSafeWhileTyping)).toBe(false);
  });
});
