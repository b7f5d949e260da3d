/** The YAML between the two `---` lines at the top of a SKILL.md (Agent Skills specification). */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { SkillProblem } from "../../shared/skills";

export interface Field {
  readonly value: unknown;
  /** 1-based line of the file. */
  readonly line: number;
}

export interface Frontmatter {
  readonly fields: ReadonlyMap<string, Field>;
  /** What follows the closing line. */
  readonly body: string;
  readonly problems: readonly SkillProblem[];
}

/** More aliases than any honest file has are a trap ("billion laughs"). */
const MOST_ALIASES = 50;

/**
 * Reads the frontmatter of a text that begins with `---`. Line breaks must be `\n`.
 * A value with an unquoted colon is common in the wild and read as meant, with a warning.
 */
export function readFrontmatter(text: string): Frontmatter {
  const lines = text.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line));
  if (end === -1) {
    const problem = fault(
      "error",
      'The block that "---" opens is never closed: put "---" on a line behind it.',
      1,
    );
    return { fields: new Map(), body: "", problems: [problem] };
  }
  const source = lines.slice(1, end).join("\n");
  const body = lines.slice(end + 1).join("\n");
  const first = readYaml(source);
  if (!first.problems.some((one) => one.severity === "error")) return { ...first, body };
  const mended = quoteLooseValues(source);
  const second = mended.lines.length > 0 ? readYaml(mended.text) : first;
  if (second.problems.some((one) => one.severity === "error")) return { ...first, body };
  const warnings = mended.lines.map((line) =>
    fault("warning", "The value holds a colon and should be in quotes.", line + 2),
  );
  return { fields: second.fields, body, problems: [...second.problems, ...warnings] };
}

function readYaml(source: string): Omit<Frontmatter, "body"> {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const faults = document.errors.map((error) =>
    fault("error", sentence(error.message), lineAt(error.pos[0])),
  );
  if (faults.length > 0) return { fields: new Map(), problems: faults };
  if (!isMap(document.contents)) {
    return { fields: new Map(), problems: [fault("error", 'Expected lines such as "name: my-skill".', 2)] };
  }
  const fields = new Map<string, Field>();
  try {
    const values: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const byName = new Map(Object.entries(typeof values === "object" && values !== null ? values : {}));
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      fields.set(name, { value: byName.get(name), line: lineAt(key.range?.[0] ?? 0) });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fields: new Map(), problems: [fault("error", `The block cannot be read: ${reason}`, 2)] };
  }
  return { fields, problems: [] };
}

/** Puts top-level values that hold ": " into quotes. `lines` are 0-based within the block. */
function quoteLooseValues(source: string): { text: string; lines: number[] } {
  const changed: number[] = [];
  const text = source
    .split("\n")
    .map((line, index) => {
      const found = /^([A-Za-z][\w-]*):[ \t]+([^"'|>[{&*!#\s].*:[ \t].*)$/.exec(line);
      if (found === null) return line;
      changed.push(index);
      return `${found[1]}: ${JSON.stringify((found[2] ?? "").trimEnd())}`;
    })
    .join("\n");
  return { text, lines: changed };
}

function fault(severity: SkillProblem["severity"], message: string, line: number): SkillProblem {
  return { severity, message, line };
}

function sentence(message: string): string {
  return message.endsWith(".") ? message : `${message}.`;
}
