// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { command } from "../../../../../renderer/app/command";
import { held, judge } from "../../../../../renderer/features/settings/keyboard/recording";

const nothing = () => undefined;
const mine = command("Studio", "a.mine", "Mine", nothing, { keys: ["X"] });
const other = command("Studio", "a.other", "Other", nothing, { keys: ["Y"] });
const elsewhere = command("Compare", "a.elsewhere", "Elsewhere", nothing, {
  keys: ["Z"],
  views: ["compare"],
});
const inStudio = command("View", "a.studio", "In the studio", nothing, { views: ["studio"] });
const all = [mine, other, elsewhere, inStudio];
const judged = (combo: string, map = {}, who = mine) => judge(combo, who, all, map);

describe("a recorded press", () => {
  it("is the recording's own where it is Esc or Backspace alone", () => {
    expect(judged("Esc").kind).toBe("cancel");
    expect(judged("Backspace").kind).toBe("clear");
    expect(judged("Mod+Backspace").kind).toBe("free");
  });

  it("is free, taken or there already", () => {
    expect(judged("Q")).toEqual({ kind: "free" });
    expect(judged("X")).toEqual({ kind: "already" });
    expect(judged("Y")).toEqual({ kind: "taken", rivals: [other] });
    expect(judged("Y", { "a.other": ["Q"] })).toEqual({ kind: "free" });
    expect(judged("Z", {}, inStudio)).toEqual({ kind: "free" });
    expect(judged("Z")).toEqual({ kind: "taken", rivals: [elsewhere] });
  });

  it("is refused with its reason where it belongs to something else", () => {
    expect(judged("Tab")).toEqual({ kind: "reserved", why: "focus" });
    expect(judged("Mod+V")).toEqual({ kind: "reserved", why: "text" });
    expect(judged("Mod+Shift+Shift")).toEqual({ kind: "reserved", why: "bare" });
    expect(judged("Process")).toEqual({ kind: "reserved", why: "bare" });
  });

  it("is refused when the command has as many keys as the settings hold", () => {
    expect(judged("Q", { "a.mine": ["1", "2", "3", "4"] })).toEqual({ kind: "full" });
  });

  it("shows which modifiers are held", () => {
    expect(held("Mod+Shift+Control")).toBe("Mod+Shift");
    expect(held("Mod+Shift+Q")).toBe("Mod+Shift");
    expect(held("Q")).toBe("");
  });
});
