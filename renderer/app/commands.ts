/** Finding and carrying out commands: for shortcuts, palette, cheat sheet and menu. */
import { belongsTo, type Command } from "./command";
import { commands } from "./command-list";
import { isSafeWhileTyping, keysOf } from "./keymap";
import { rememberUse } from "./recent-commands";
import { useUi } from "./ui-store";

const byId = new Map(commands.map((one) => [one.id, one]));

export const findCommand = (id: string): Command | null => byId.get(id) ?? null;

/** True when the command makes sense right now. */
export function isUsable(command: Command): boolean {
  return belongsTo(command, useUi.getState().view) && command.available();
}

/** Carries out a command by name; one that makes no sense right now does nothing. */
export function runCommand(id: string): void {
  const found = byId.get(id);
  if (found === undefined || !isUsable(found)) return;
  rememberUse(id);
  found.run();
}

/** The command a combination stands for right now, or null. */
export function commandFor(combo: string, typing: boolean): Command | null {
  const found = commands.find(
    (one) =>
      keysOf(one).includes(combo) &&
      (!typing || (one.whileTyping && isSafeWhileTyping(combo))) &&
      isUsable(one),
  );
  return found ?? null;
}
