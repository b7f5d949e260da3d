/** File names from templates such as "{title} {iteration}": what every file system takes, and never twice the same. */

export interface NameFields {
  readonly title: string;
  readonly iteration: number;
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seed: number;
  readonly skill: string | null;
  readonly score: string | null;
  readonly prompt: string;
  readonly backend: string;
  readonly rating: string | null;
  /** Place in the export, from 1. */
  readonly index: number;
}

export const fieldNames = [
  "title",
  "iteration",
  "run",
  "date",
  "time",
  "seed",
  "skill",
  "score",
  "prompt",
  "backend",
  "rating",
  "index",
] as const;
type FieldName = (typeof fieldNames)[number];

/** Fields that tell one iteration from the next; without any of them, names differ by an added number only. */
const telling: ReadonlySet<string> = new Set(["iteration", "index"]);

/** File systems take 255 bytes a name; this leaves room for " (2)", an extension and a temporary name's ending. */
const MAX_NAME_BYTES = 180;
/** Of a field without a length of its own, in characters. */
const DEFAULT_LENGTH = 80;

const placeholder = /\{([^{}]*)\}/g;
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** What is wrong with a template, in sentences; empty when nothing is. */
export function templateProblems(template: string): readonly string[] {
  const problems: string[] = [];
  const names: string[] = [];
  for (const [whole, inner = ""] of template.matchAll(placeholder)) {
    const [name = "", length, ...more] = inner.split(":");
    if (!isField(name)) problems.push(`There is no field ${whole}.`);
    else if (more.length > 0 || (length !== undefined && !isLength(length))) {
      problems.push(`${whole} asks for no length: write {${name}:40}, for example.`);
    } else names.push(name);
  }
  if (/[{}]/.test(template.replace(placeholder, ""))) problems.push("A brace stands alone.");
  if (problems.length === 0 && !names.some((name) => telling.has(name))) {
    problems.push("Without {iteration} or {index}, names differ only by a number in brackets.");
  }
  if (/[\\/:*?"<>|]/.test(template.replace(placeholder, ""))) {
    problems.push('Characters that file systems do not take (\\ / : * ? " < > |) become spaces.');
  }
  return problems;
}

/**
 * A file name without its extension. Unknown fields stay as they are written, so that nothing is lost silently.
 * The name is safe on Windows, macOS and Linux, is never empty, and has at most 180 bytes.
 */
export function nameFrom(template: string, fields: NameFields): string {
  const filled = template.replace(placeholder, (whole, inner: string) => {
    const [name = "", length] = inner.split(":");
    if (!isField(name)) return whole;
    const most = length !== undefined && isLength(length) ? Number(length) : DEFAULT_LENGTH;
    return cutAtWord(plain(fieldValue(name, fields)), most);
  });
  return safeName(filled);
}

/** Makes any text the name of a file: no separators, no control characters, no names that systems keep. */
export function safeName(text: string): string {
  const bare = cutBytes(plain(text).normalize("NFC"), MAX_NAME_BYTES)
    .replace(/^[. ]+/, "")
    .replace(/[. ]+$/, "");
  if (bare === "") return "Untitled";
  return device.test(bare) ? `_${bare}` : bare;
}

/** Gives every name a place of its own, " (2)" behind the second of a kind; case alone makes no difference. */
export function withoutCollisions(names: readonly string[], taken: Iterable<string> = []): readonly string[] {
  const used = new Set([...taken].map(caseless));
  return names.map((name) => {
    let free = name;
    for (let n = 2; used.has(caseless(free)); n += 1) free = numbered(name, n);
    used.add(caseless(free));
    return free;
  });
}

/** "name (2).png" */
export function numbered(name: string, n: number): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? `${name} (${n})` : `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
}

function caseless(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function fieldValue(name: FieldName, fields: NameFields): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const at = new Date(fields.at);
  switch (name) {
    case "date":
      return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    case "time":
      return `${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}`;
    case "rating":
      return fields.rating ?? "unrated";
    case "score":
      return fields.score ?? "unscored";
    case "skill":
      return fields.skill ?? "no skill";
    default:
      return String(fields[name]);
  }
}

/** One line of characters that file systems take. */
function plain(text: string): string {
  return text
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Cuts to so many characters, at a word where that leaves more than half. */
function cutAtWord(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most).join("");
  const end = characters[most] === " " ? cut.length : cut.lastIndexOf(" ");
  return (end > cut.length / 2 ? cut.slice(0, end) : cut).trim();
}

function cutBytes(text: string, most: number): string {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}

function isField(name: string): name is FieldName {
  return (fieldNames as readonly string[]).includes(name);
}

function isLength(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text);
}
