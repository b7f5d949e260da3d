// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import {
  ariaKeys,
  comboOf,
  combosOf,
  isTyping,
  type KeyPress,
  readable,
} from "../../../../renderer/app/keys";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...rest };
}

describe("comboOf", () => {
  it("writes modifiers in one order and letters in capitals", () => {
    expect(comboOf(press("Enter", { ctrlKey: true }))).toBe("Mod+Enter");
    expect(comboOf(press("Enter", { metaKey: true }))).toBe("Mod+Enter");
    expect(comboOf(press("r", { shiftKey: true }))).toBe("Shift+R");
    expect(comboOf(press("e"))).toBe("E");
    expect(comboOf(press("ArrowLeft"))).toBe("Left");
    expect(comboOf(press("Escape"))).toBe("Esc");
    expect(comboOf(press(" "))).toBe("Space");
  });

  it("does not ask for Shift where the character already tells of it", () => {
    expect(comboOf(press("?", { shiftKey: true }))).toBe("?");
    expect(comboOf(press("+", { shiftKey: true }))).toBe("+");
    expect(comboOf(press("/", { shiftKey: true }))).toBe("/");
  });

  it("takes the physical digit when Alt has put another character on the key", () => {
    expect(comboOf(press("¡", { altKey: true, code: "Digit1" }))).toBe("Alt+1");
    expect(comboOf(press("1", { code: "Digit1" }))).toBe("1");
  });
});

describe("combosOf", () => {
  it("reads Shift on the number row from the key, and leaves what the character means as second", () => {
    expect(combosOf(press("#", { shiftKey: true, code: "Digit3" }))).toEqual(["Shift+3", "#"]);
    expect(combosOf(press("/", { shiftKey: true, code: "Digit7" }))).toEqual(["Shift+7", "/"]);
  });

  it("leaves layouts alone where Shift writes the digit itself", () => {
    expect(combosOf(press("1", { shiftKey: true, code: "Digit1" }))).toEqual(["Shift+1"]);
    expect(combosOf(press("e"))).toEqual(["E"]);
  });
});

describe("isTyping", () => {
  it("knows fields that take text from those that do not", () => {
    const box = document.createElement("input");
    box.type = "checkbox";
    expect(isTyping(document.createElement("textarea"))).toBe(true);
    expect(isTyping(document.createElement("input"))).toBe(true);
    expect(isTyping(box)).toBe(false);
    expect(isTyping(document.createElement("button"))).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});

describe("faces of a combination", () => {
  it("reads as on the keyboard", () => {
    expect(readable("Mod+Enter", false)).toEqual(["Ctrl", "⏎"]);
    expect(readable("Mod+Enter", true)).toEqual(["⌘", "⏎"]);
    expect(readable("+", false)).toEqual(["+"]);
  });

  it("is told to assistive technology by its names", () => {
    expect(ariaKeys("Mod+Enter")).toBe("Control+Enter");
    expect(ariaKeys("Left")).toBe("ArrowLeft");
  });
});
