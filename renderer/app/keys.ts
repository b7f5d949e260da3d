/** Keyboard combinations as text: `Mod+Enter`, `Shift+?` is just `?`, `Alt+1`. Mod is Ctrl, or Cmd on a Mac. */

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

/** True while the press belongs to a field that takes text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "range", "button"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

/** A combination as people read it: `Ctrl ⏎`. */
export function readable(combo: string, mac: boolean): readonly string[] {
  const faces: Readonly<Record<string, string>> = {
    Mod: mac ? "⌘" : "Ctrl",
    Alt: mac ? "⌥" : "Alt",
    Shift: mac ? "⇧" : "Shift",
    Enter: "⏎",
    Left: "←",
    Right: "→",
    Up: "↑",
    Down: "↓",
  };
  return combo.split(/\+(?=.)/).map((part) => faces[part] ?? part);
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
