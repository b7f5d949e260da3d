/** What a role thought, in a length people and models read. */

/** Longest reasoning kept, in characters: servers give pages of it. */
const MOST_REASONING = 1_200;

/**
 * The thought a role gave with its answer, and behind it, after an empty line, what the server tells of its
 * reasoning, cut at the end of a sentence.
 */
export function thoughtOf(own: string, reasoning: string): string {
  const said = own.trim().replace(/\n\s*\n/g, "\n");
  const reasoned = clipped(reasoning.trim(), MOST_REASONING);
  if (said === "" || reasoned === "" || reasoned === said) return said === "" ? reasoned : said;
  return `${said}\n\n${reasoned}`;
}

/** A thought without the reasoning behind it: its first paragraph, which is what later prompts are written from. */
export function gistOf(thought: string): string {
  return thought.split(/\n\s*\n/, 1)[0] ?? "";
}

function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  // Never half of a surrogate pair.
  const kept = text.slice(0, most).replace(/[\uD800-\uDBFF]$/u, "");
  const end = Math.max(kept.lastIndexOf(". "), kept.lastIndexOf("\n"), kept.lastIndexOf("。"));
  return end > most / 2 ? `${kept.slice(0, end + 1).trimEnd()} …` : `${kept.trimEnd()}…`;
}
