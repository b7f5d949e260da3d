/** Finding and carrying out commands: for shortcuts, palette, cheat sheet and menu. */
import type { Command } from "./command";
import { commands } from "./command-list";

const byId = new Map(commands.map((one) => [one.id, one]));
const byKeys = new Map(commands.flatMap((one) => one.keys.map((keys) => [keys, one] as const)));

/** Carries out a command by name; one that makes no sense right now does nothing. */
export function runCommand(id: string): void {
  const found = byId.get(id);
  if (found?.available() === true) found.run();
}

/** The command a combination stands for right now, or null. */
export function commandFor(combo: string, typing: boolean): Command | null {
  const found = byKeys.get(combo);
  if (found === undefined || (typing && !found.whileTyping) || !found.available()) return null;
  return found;
}
