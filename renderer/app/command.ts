/** One thing the studio can be told to do. */

export const commandGroups = ["Run", "Iterations", "View", "Go to", "Studio"] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly keys: readonly string[];
  /** True for keys that also work while a text field has the focus. */
  readonly whileTyping: boolean;
  readonly available: () => boolean;
  readonly run: () => void;
}

type Options = Partial<Pick<Command, "keys" | "whileTyping" | "available">>;

export function command(
  group: CommandGroup,
  id: string,
  title: string,
  run: () => void,
  options: Options = {},
): Command {
  return { id, title, group, run, keys: [], whileTyping: false, available: () => true, ...options };
}
