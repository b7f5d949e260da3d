/** Which keys a command has: the studio's own, or those the designer gave it. The one place to ask. */
import { create } from "zustand";
import type { Settings } from "../../shared/settings";
import { type Command, meet } from "./command";

export type Keymap = Settings["keymap"];

/** Keys a command can have at most; the settings file holds no more. */
export const MAX_KEYS = 4;

interface KeymapStore {
  readonly map: Keymap;
  /** The studio's own keys by command. */
  readonly defaults: ReadonlyMap<string, readonly string[]>;
}

const none: readonly string[] = [];

export const useKeymap = create<KeymapStore>(() => ({ map: {}, defaults: new Map() }));

/** Makes the keys of commands known to those who show them. */
export function registerKeys(commands: readonly Command[]): void {
  useKeymap.setState(({ defaults }) => ({
    defaults: new Map([...defaults, ...commands.map((one) => [one.id, one.keys] as const)]),
  }));
}

/** Puts the designer's keys in force. */
export function applyKeymap(map: Keymap): void {
  useKeymap.setState({ map });
}

/** The keys of a command, most important first. */
export function keysOf(command: Pick<Command, "id" | "keys">, map: Keymap = useKeymap.getState().map) {
  return map[command.id] ?? command.keys;
}

/** The keys of a command by its id, followed as they change. Empty for unknown commands. */
export function useKeysOf(id: string | undefined): readonly string[] {
  return useKeymap(({ map, defaults }) => (id === undefined ? none : (map[id] ?? defaults.get(id) ?? none)));
}

/** Commands that have the combination already and could be meant in the same view. */
export function rivalsOf(
  command: Command,
  combo: string,
  commands: readonly Command[],
  map: Keymap,
): readonly Command[] {
  return commands.filter(
    (other) => other.id !== command.id && keysOf(other, map).includes(combo) && meet(command, other),
  );
}

const sameKeys = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, index) => key === b[index]);

/** The map with these keys for a command; its own keys are not written down. */
export function withKeys(map: Keymap, command: Command, keys: readonly string[]): Keymap {
  const { [command.id]: _before, ...rest } = map;
  return sameKeys(keys, command.keys) ? rest : { ...rest, [command.id]: [...keys] };
}

/** Gives a command a combination more, taking it from those who must not have it as well. */
export function withCombo(
  map: Keymap,
  command: Command,
  combo: string,
  takeFrom: readonly Command[],
): Keymap {
  const freed = takeFrom.reduce((before, one) => withoutCombo(before, one, combo), map);
  const keys = keysOf(command, freed);
  return keys.includes(combo) ? freed : withKeys(freed, command, [...keys, combo].slice(-MAX_KEYS));
}

export function withoutCombo(map: Keymap, command: Command, combo: string): Keymap {
  return withKeys(
    map,
    command,
    keysOf(command, map).filter((key) => key !== combo),
  );
}

/** Back to the studio's own keys. */
export function withDefaults(map: Keymap, command: Command): Keymap {
  return withKeys(map, command, command.keys);
}

/** Why a combination cannot be given away. */
export type Reserved = "focus" | "press" | "text" | "system" | "zoom" | "bare";

const reserved: Readonly<Record<Exclude<Reserved, "bare">, readonly string[]>> = {
  focus: ["Tab", "Shift+Tab"],
  press: ["Enter"],
  text: ["Mod+C", "Mod+V", "Mod+X", "Mod+A", "Mod+Shift+V"],
  system: ["Mod+Q", "Mod+W", "Mod+M", "Mod+H", "Alt+F4", "Mod+Alt+Esc", "F11"],
  zoom: ["Mod+0", "Mod++", "Mod+-", "Mod+=", "Mod+_"],
};

const modifiers = new Set(["Mod", "Alt", "Shift", "Control", "Meta", "AltGraph", "CapsLock", "Dead"]);

/** Why the combination cannot be a command's, or null when it can. */
export function reservedFor(combo: string): Reserved | null {
  const found = Object.entries(reserved).find(([, combos]) => combos.includes(combo));
  if (found !== undefined) return found[0] as Reserved;
  return combo.split(/\+(?=.)/).every((part) => modifiers.has(part)) ? "bare" : null;
}

/** True for combinations that no field takes as text, so that they may work while typing. */
export function isSafeWhileTyping(combo: string): boolean {
  return /(^|\+)(Mod|Alt)\+/.test(combo) || /^(Shift\+)?F\d{1,2}$/.test(combo) || combo === "Esc";
}
