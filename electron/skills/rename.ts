/** Gives a pack another name by changing the one line of its SKILL.md that says it; every other byte stays. */
import { StudioError } from "../../shared/errors";
import { parseSkill } from "./parse";

/**
 * @param text the SKILL.md
 * @param name the new name, as the Agent Skills specification wants names
 * @throws StudioError "skill-invalid" when the text has no name to change.
 */
export function renamedSkill(text: string, name: string): string {
  const changed = /^\uFEFF?---\s*(?:\r\n|\r|\n)/.test(text)
    ? inFrontmatter(text, name)
    : inHeading(text, name);
  if (parseSkill(changed, null).manifest.name === name && changed !== text) return changed;
  if (parseSkill(text, null).manifest.name === name) return text;
  throw new StudioError("skill-invalid", "The skill's name could not be changed: its SKILL.md hides it.", {
    remedy: "Change the name in its SKILL.md by hand, then install it.",
  });
}

/** Lines with their breaks kept. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

function inFrontmatter(text: string, name: string): string {
  const lines = linesOf(text);
  const end = lines.findIndex((line, at) => at > 0 && /^---\s*$/.test(line));
  const at = lines.findIndex((line, index) => index > 0 && index < end && /^name[ \t]*:/.test(line));
  if (at === -1) return text;
  // A value may go on over the lines below, as long as they are indented.
  let next = at + 1;
  while (next < end && /^[ \t]+\S/.test(lines[next] ?? "")) next += 1;
  const line = lines[at] ?? "";
  const lineBreak = /(?:\r\n|\r|\n)$/.exec(line)?.[0] ?? "\n";
  return [...lines.slice(0, at), `name: ${name}${lineBreak}`, ...lines.slice(next)].join("");
}

function inHeading(text: string, name: string): string {
  const words = name.replaceAll("-", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return text.replace(/^(\uFEFF?#\s*Skill\s*:[ \t]*).*$/im, (_line, head: string) =>
    /\s$/.test(head) ? `${head}${title}` : `${head} ${title}`,
  );
}
