/** One thing the studio can be told to do. */
import type { View } from "./ui-store";

export const commandGroups = [
  "Run",
  "Iterations",
  "Compare",
  "Library",
  "Skills",
  "View",
  "Go to",
  "Studio",
] as const;
export type CommandGroup = (typeof commandGroups)[number];

export interface Command {
  readonly id: string;
  /** In the language of the moment: ask when it is shown, never before. */
  readonly title: () => string;
  /** What it would do right now, where that can be said more closely: "Undo: …". */
  readonly titleNow: () => string;
  readonly group: CommandGroup;
  /** The studio's own keys; those in force are told by `keymap.ts`. */
  readonly keys: readonly string[];
  /** True for keys that also work while a text field has the focus. */
  readonly whileTyping: boolean;
  /** Views it belongs to; null for all. Commands that never share a view may share a key. */
  readonly views: readonly View[] | null;
  readonly available: () => boolean;
  readonly run: () => void;
}

type Options = Partial<Pick<Command, "keys" | "whileTyping" | "available" | "views" | "titleNow">>;

/** @param title a function, so that it follows the language */
export function command(
  group: CommandGroup,
  id: string,
  title: string | (() => string),
  run: () => void,
  options: Options = {},
): Command {
  const words = typeof title === "string" ? () => title : title;
  return {
    id,
    title: words,
    titleNow: words,
    group,
    run,
    keys: [],
    whileTyping: false,
    views: null,
    available: () => true,
    ...options,
  };
}

/** True when the command belongs to the view. */
export function belongsTo(one: Pick<Command, "views">, view: View): boolean {
  return one.views === null || one.views.includes(view);
}

/** True when both can be meant in one and the same view. */
export function meet(a: Pick<Command, "views">, b: Pick<Command, "views">): boolean {
  if (a.views === null || b.views === null) return true;
  return a.views.some((view) => b.views?.includes(view) === true);
}
