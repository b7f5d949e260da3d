/** A choice of skill as the id of an option, and back. */
import type { SkillChoice } from "./draft";

const FORCE = "force:";

export function idOfChoice(choice: SkillChoice): string {
  return choice.mode === "force" ? `${FORCE}${choice.name}` : choice.mode;
}

export function choiceOfId(id: string): SkillChoice {
  if (id.startsWith(FORCE)) return { mode: "force", name: id.slice(FORCE.length) };
  return id === "none" ? { mode: "none" } : { mode: "auto" };
}
