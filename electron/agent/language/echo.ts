/**
 * Tells an answer from the form given back: weak models fill a field with what the form says of it ("the whole
 * prompt"), with its dots, or with the name of its type. Drawn from that, a picture would show anything.
 */

/** What is left where nobody fills a field in, in words that no form of ours says. */
const fillers: ReadonlySet<string> = new Set([
  "string",
  "text",
  "prompt",
  "the prompt",
  "new prompt",
  "your prompt",
  "your prompt here",
  "the whole prompt",
  "lesson",
  "the lesson",
  "question",
  "a yes no question",
  "instruction",
]);

/**
 * @param hint what the form says of the field
 * @param wish the request: who wishes for such words gets them
 */
export function isEcho(said: string, hint = "", wish = ""): boolean {
  const words = wordsOf(said);
  if (words === "") return /^[\s\p{P}<>|`^~$+=]*$/u.test(said);
  if (words === wordsOf(wish)) return false;
  const [kind = ""] = hint.split(/[,;]/);
  return fillers.has(words) || words === wordsOf(hint) || words === wordsOf(kind);
}

/** The text, or nothing where it is the form's. */
export function unlessEcho(said: string, hint = ""): string {
  return isEcho(said, hint) ? "" : said;
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}
