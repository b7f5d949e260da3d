/**
 * What makes a reader of a pack look twice: phrases that speak to a language model over the designer's head, and
 * places where text can hide. Warnings only: whoever agrees to a pack should have seen them.
 */
import type { SkillProblem } from "../../shared/skills";

const LONG_LINE = 1_000;
/** Warnings told of one file; more would bury the others. */
const MOST_PER_FILE = 12;

interface Suspicion {
  readonly pattern: RegExp;
  readonly message: string;
}

const suspicions: readonly Suspicion[] = [
  {
    pattern:
      /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|all|other|system)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|messages?|directions?|context)\b/iu,
    message: "It tells a language model to ignore its instructions.",
  },
  {
    pattern:
      /\b(?:you are now|from now on,? you|act as (?:the |an? )?(?:system|admin\w*|root|developer)|new system prompt|developer mode|jailbreak)\b/iu,
    message: "It tries to give a language model another part to play.",
  },
  {
    pattern:
      /\b(?:do not|don['’]t|never)\b[^.\n]{0,30}\b(?:tell|mention|reveal|inform|show|disclose)\b[^.\n]{0,40}\b(?:user|designer|human|anyone|them)\b/iu,
    message: "It asks to keep something from the designer.",
  },
  {
    pattern:
      /\b(?:api[ _-]?keys?|passwords?|credentials?|secret keys?|access tokens?|\.ssh\b|\.env\b|id_rsa)\b/iu,
    message: "It speaks of keys or passwords.",
  },
  {
    pattern: /\b(?:curl|wget|Invoke-WebRequest|powershell|base64 -d|rm -rf|sudo|chmod \+x|eval\()/iu,
    message: "It holds a command for a shell.",
  },
  {
    pattern:
      /<\/?(?:system|assistant|user|instructions?|im_start|im_end)\b|<\|(?:im_start|im_end|system)\|>|\[\/?INST\]/iu,
    message: "It holds marks that language models take for the ends of messages.",
  },
  {
    pattern: /[\u202A-\u202E\u2066-\u2069]/u,
    message: "It holds characters that turn the direction of text around.",
  },
  {
    // A joiner between two emoji makes one of them and hides nothing.
    pattern:
      /[\u00AD\u180E\u200B\u200C\u200E\u200F\u2060-\u2064\uFEFF]|[\u{E0000}-\u{E007F}]|(?<!\p{Extended_Pictographic}\p{M}?)\u200D/u,
    message: "It holds characters that cannot be seen.",
  },
  { pattern: /<!--/u, message: "It holds a comment that a reader of the finished page would not see." },
  { pattern: /\bhttps?:\/\/\S/iu, message: "It names an address on the web. The studio never opens it." },
];

/** Every suspicion in a text, each with its line; at most a dozen, one of a kind and line. */
export function suspicionsIn(text: string, file: string): readonly SkillProblem[] {
  const found: SkillProblem[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const at = { severity: "warning", line: index + 1, file } as const;
    const looked = line.slice(0, 20 * LONG_LINE);
    for (const { pattern, message } of suspicions) {
      if (pattern.test(looked)) found.push({ ...at, message });
    }
    if (line.length > LONG_LINE) {
      found.push({ ...at, message: `The line has ${line.length} characters: its end is easily overlooked.` });
    }
    if (found.length > MOST_PER_FILE) break;
  }
  return found.length <= MOST_PER_FILE ? found : [...found.slice(0, MOST_PER_FILE), more(file)];
}

function more(file: string): SkillProblem {
  return { severity: "warning", file, message: "There is more of this kind in the file." };
}
