/** Keyboard combinations as text: `Mod+Enter`, `Shift+?` is just `?`, `Alt+1`. Mod is Ctrl, or Cmd on a Mac. */

import { t } from "../i18n";

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  Escape: "Esc",
};

function mainKey(press: KeyPress): string {
  // With Alt or Ctrl held, layouts put other characters on the number row: take the physical digit.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined && (press.altKey || press.ctrlKey || press.metaKey)) return digit;
  const name = named[press.key] ?? press.key;
  return name.length === 1 ? name.toUpperCase() : name;
}

/** True for keys whose character already says that Shift was held: `?`, `+`, `[`. */
function isSymbol(key: string): boolean {
  return key.length === 1 && !/[A-Z0-9]/.test(key);
}

/** Writes a key press as a combination. */
export function comboOf(press: KeyPress): string {
  const key = mainKey(press);
  const parts: string[] = [];
  if (press.ctrlKey || press.metaKey) parts.push("Mod");
  if (press.altKey) parts.push("Alt");
  if (press.shiftKey && !isSymbol(key)) parts.push("Shift");
  return [...parts, key].join("+");
}

/**
 * The combinations a press may be meant as, the likeliest first. Shift on the number row writes another
 * character on every layout, so `Shift+3` is read from the key itself; `/` on a German 7 stays what it is.
 */
export function combosOf(press: KeyPress): readonly string[] {
  const combo = comboOf(press);
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  const onlyShift = press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey;
  return onlyShift && digit !== undefined && press.key !== digit ? [`Shift+${digit}`, combo] : [combo];
}

/** True while the press belongs to a field that takes text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "range", "button"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

const signs: Readonly<Record<string, string>> = { Enter: "⏎", Left: "←", Right: "→", Up: "↑", Down: "↓" };
const macSigns: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const written = {
  Mod: "common:keys.Mod",
  Alt: "common:keys.Alt",
  Shift: "common:keys.Shift",
  Space: "common:keys.Space",
  Esc: "common:keys.Esc",
  Home: "common:keys.Home",
  End: "common:keys.End",
  Delete: "common:keys.Delete",
  Backspace: "common:keys.Backspace",
  PageUp: "common:keys.PageUp",
  PageDown: "common:keys.PageDown",
} as const;

/** A combination as people read it on their keyboard: `Ctrl ⏎`, `Strg ⏎`. */
export function readable(combo: string, mac: boolean): readonly string[] {
  return combo.split(/\+(?=.)/).map((part) => {
    const sign = signs[part] ?? (mac ? macSigns[part] : undefined);
    if (sign !== undefined) return sign;
    return part in written ? t(written[part as keyof typeof written]) : part;
  });
}

/** As `aria-keyshortcuts` wants it. */
export function ariaKeys(combo: string): string {
  const names: Readonly<Record<string, string>> = {
    Mod: "Control",
    Esc: "Escape",
    Left: "ArrowLeft",
    Right: "ArrowRight",
    Up: "ArrowUp",
    Down: "ArrowDown",
  };
  return combo
    .split(/\+(?=.)/)
    .map((part) => names[part] ?? part)
    .join("+");
}
