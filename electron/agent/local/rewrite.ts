/** Applies a pack's local rules to a prompt, and tells what they did. */
import type { LocalRules } from "../../../shared/skills";
import { concludedPrompt, conclusionsOf } from "./conclusion";
import { readPrompt } from "./grammar";
import { explicitPrompt, type Wording, withExactCounts } from "./wording";

export interface Rewritten {
  readonly prompt: string;
  /** What was done, as the ends of "I have ..."; empty when the prompt stands as it was. */
  readonly changes: readonly string[];
}

/** How layouts are said unless somebody asks for more words. */
export const plainWording: Wording = { restate: false, arrange: true, relate: true };

/**
 * Rewrites only what the grammar understood: unknown words stay, quoted text is never touched, and where a
 * layout would not be faithful the prompt keeps its own words.
 */
export function rewrite(prompt: string, rules: LocalRules["rewrite"], wording = plainWording): Rewritten {
  const changes: string[] = [];
  const note = (text: string, before: string, change: string) => {
    if (text !== before) changes.push(change);
    return text;
  };
  const written = readPrompt(prompt);
  const outright = concludedPrompt(written);
  if (outright !== null) changes.push(...conclusionsOf(written));
  let text = outright ?? prompt;
  const reading = outright === null ? written : readPrompt(text);
  const explicit = rules.explicitLayout ? explicitPrompt(reading, wording) : null;
  if (explicit !== null) text = note(explicit, text, "given every group its own place and exact number");
  else if (rules.exactCounts) text = note(withExactCounts(reading), text, "said every number exactly");
  text = note(joined(rules.prepend.trim(), text), text, `put ${JSON.stringify(rules.prepend.trim())} first`);
  text = note(appended(text, rules.append.trim()), text, `added ${JSON.stringify(rules.append.trim())}`);
  return { prompt: text, changes };
}

/** The prompt with the rules' own words before and behind it. */
export function dressed(text: string, { prepend, append }: LocalRules["rewrite"]): string {
  return appended(joined(prepend.trim(), text), append.trim());
}

function joined(head: string, tail: string): string {
  return head === "" ? tail : `${head} ${tail}`;
}

function appended(text: string, tail: string): string {
  if (tail === "") return text;
  if (/^[,.;:!?]/.test(tail)) return `${text}${tail}`;
  return /[,.;:!?]\s*$/.test(text) ? `${text.trimEnd()} ${tail}` : `${text}, ${tail}`;
}
