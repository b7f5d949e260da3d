/** What becomes of a combination that was pressed to be given to a command. */
import type { Command } from "../../../app/command";
import { type Keymap, keysOf, MAX_KEYS, type Reserved, reservedFor, rivalsOf } from "../../../app/keymap";

export type Recorded =
  | { readonly kind: "cancel" | "clear" | "already" | "full" | "free" }
  | { readonly kind: "reserved"; readonly why: Reserved }
  | { readonly kind: "taken"; readonly rivals: readonly Command[] };

/** Keys that no system tells apart while they are held. */
const unheard = new Set(["Process", "Unidentified", "Fn", "FnLock"]);

/** Judges a press: Esc and Backspace belong to the recording itself. */
export function judge(combo: string, command: Command, commands: readonly Command[], map: Keymap): Recorded {
  if (combo === "Esc") return { kind: "cancel" };
  if (combo === "Backspace") return { kind: "clear" };
  const last = combo.split(/\+(?=.)/).at(-1) ?? "";
  const why = unheard.has(last) ? "bare" : reservedFor(combo);
  if (why !== null) return { kind: "reserved", why };
  const keys = keysOf(command, map);
  if (keys.includes(combo)) return { kind: "already" };
  if (keys.length >= MAX_KEYS) return { kind: "full" };
  const rivals = rivalsOf(command, combo, commands, map);
  return rivals.length === 0 ? { kind: "free" } : { kind: "taken", rivals };
}

/** The modifiers of a combination that has nothing but modifiers yet. */
export function held(combo: string): string {
  return combo
    .split(/\+(?=.)/)
    .filter((part) => ["Mod", "Alt", "Shift"].includes(part))
    .join("+");
}
