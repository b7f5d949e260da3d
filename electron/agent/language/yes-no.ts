/** Reads a yes or a no as a word, never as a part of one: "know" is not "no". */

export type Answer = "yes" | "no" | "unclear";

const UNSURE =
  /\b(?:unclear|unsure|uncertain|unknown|undetermined|partly|partially|maybe|perhaps|n\/a|not sure|not certain|not clear|(?:can ?not|can't|could not|couldn't|unable to|hard to|impossible to|difficult to) (?:be )?(?:tell|say|determined?|judged?|seen?|assess(?:ed)?|verify|verified|decided?))\b/i;

/**
 * Reads an answer given as text or as a boolean. A leading yes or no counts; else the only one of the two in
 * the text; words of doubt in front, both words, or neither mean "unclear".
 */
export function readAnswer(raw: unknown): Answer {
  if (typeof raw === "boolean") return raw ? "yes" : "no";
  if (typeof raw !== "string") return "unclear";
  const text = raw.replace(/[’‘]/g, "'").trim();
  const lead = /^[^\p{L}]*(yes|no|true|false|unclear)(?![\p{L}\p{N}'-])/iu.exec(text)?.[1]?.toLowerCase();
  if (lead !== undefined) return hedged(text) ? "unclear" : meaning(lead);
  if (UNSURE.test(text)) return "unclear";
  const words: readonly string[] = text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  const yes = words.includes("yes");
  const no = words.includes("no");
  if (yes === no) return "unclear";
  return yes ? "yes" : "no";
}

/** "No way to tell", "yes and no": a yes or no that takes itself back. */
function hedged(text: string): boolean {
  return /^[^\p{L}]*(?:no way (?:to|of)|no idea|yes and no|no,? (?:i )?(?:can ?not|can't) (?:tell|say))/iu.test(
    text,
  );
}

function meaning(word: string): Answer {
  if (word === "yes" || word === "true") return "yes";
  return word === "no" || word === "false" ? "no" : "unclear";
}
