/** Names for new runs. */

const LONGEST = 60;

/** The prompt's beginning as a title: one line, cut at a word, at most 60 characters. */
export function titleOf(prompt: string): string {
  const line = prompt.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return capitalise(line);
  const cut = line.slice(0, LONGEST);
  const end = cut.lastIndexOf(" ");
  return `${capitalise(cut.slice(0, end > LONGEST / 2 ? end : LONGEST - 1))}…`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
