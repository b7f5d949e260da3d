/**
 * The little of Markdown that skills are written in, as data: nothing in it is ever taken for HTML, and what is not
 * understood stays as it was written.
 */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly parts: readonly Inline[] }
  | { readonly kind: "em"; readonly parts: readonly Inline[] }
  /** Shown with its address, never followed. */
  | { readonly kind: "link"; readonly parts: readonly Inline[]; readonly to: string };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  /** `info` is what stands behind the opening fence: a language as a rule, "" where nothing does. */
  | { readonly kind: "code"; readonly info: string; readonly text: string }
  | { readonly kind: "rule" }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Nested deeper than this, text is only text. */
const MOST_DEEP = 6;

const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])( +|$)/;
/** Behind opening backticks there are none: "```a```" is code within a line (CommonMark 4.5). */
const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const rule = /^ {0,3}(?:-(?: *-){2,}|\*(?: *\*){2,}|_(?: *_){2,}) *$/;
const divider = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** The body of a SKILL.md without its frontmatter. */
export function bodyOf(text: string): string {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const front = /^---\s*\n[\s\S]*?\n---\s*(?:\n|$)/.exec(plain);
  return front === null ? plain : plain.slice(front[0].length);
}

export function readMarkdown(text: string, depth = 0): readonly Block[] {
  return new BlockReader(text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), depth).read();
}

class BlockReader {
  private at = 0;

  constructor(
    private readonly lines: readonly string[],
    private readonly depth: number,
  ) {}

  read(): readonly Block[] {
    const blocks: Block[] = [];
    while (this.at < this.lines.length) {
      if (this.line().trim() === "") this.at += 1;
      else blocks.push(this.block());
    }
    return blocks;
  }

  private line(offset = 0): string {
    return this.lines[this.at + offset] ?? "";
  }

  private block(): Block {
    const line = this.line();
    const title = heading.exec(line);
    if (title !== null) {
      this.at += 1;
      return { kind: "heading", level: (title[1] ?? "#").length, parts: readInline(title[2] ?? "") };
    }
    if (fence.test(line)) return this.code();
    if (rule.test(line)) {
      this.at += 1;
      return { kind: "rule" };
    }
    if (this.depth < MOST_DEEP && /^ {0,3}>/.test(line)) return this.quote();
    if (this.depth < MOST_DEEP && bullet.test(line)) return this.list();
    if (line.includes("|") && divider.test(this.line(1))) return this.table();
    return this.paragraph();
  }

  private code(): Block {
    const [, mark = "```", info = ""] = fence.exec(this.line()) ?? [];
    const taken: string[] = [];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      if (closes(this.line(), mark)) {
        this.at += 1;
        break;
      }
      taken.push(this.line());
    }
    return { kind: "code", info: info.trim(), text: taken.join("\n") };
  }

  private quote(): Block {
    const taken: string[] = [];
    while (this.at < this.lines.length && /^ {0,3}>/.test(this.line())) {
      taken.push(this.line().replace(/^ {0,3}> ?/, ""));
      this.at += 1;
    }
    return { kind: "quote", blocks: readMarkdown(taken.join("\n"), this.depth + 1) };
  }

  private list(): Block {
    const ordered = /\d/.test(bullet.exec(this.line())?.[2] ?? "");
    const items: (readonly Block[])[] = [];
    while (this.at < this.lines.length) {
      const found = bullet.exec(this.line());
      if (found === null || /\d/.test(found[2] ?? "") !== ordered || rule.test(this.line())) break;
      items.push(this.item(found[0].length));
    }
    return { kind: "list", ordered, items };
  }

  /** One item with all that is indented below it. */
  private item(indent: number): readonly Block[] {
    const taken = [this.line().slice(indent)];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      const line = this.line();
      const inside = /^\s+/.exec(line)?.[0].length ?? 0;
      if (line.trim() === "") {
        const next = this.line(1);
        if (next.trim() === "" || (/^\s+/.exec(next)?.[0].length ?? 0) < 2) break;
        taken.push("");
      } else if (inside >= 2 || !startsBlock(line)) taken.push(line.slice(Math.min(inside, indent)));
      else break;
    }
    return readMarkdown(taken.join("\n"), this.depth + 1);
  }

  private table(): Block {
    const head = cellsOf(this.line());
    const rows: (readonly (readonly Inline[])[])[] = [];
    for (this.at += 2; this.line().includes("|"); this.at += 1) rows.push(cellsOf(this.line()));
    return { kind: "table", head, rows };
  }

  private paragraph(): Block {
    const taken = [this.line().trim()];
    for (this.at += 1; this.at < this.lines.length; this.at += 1) {
      if (this.line().trim() === "" || startsBlock(this.line())) break;
      taken.push(this.line().trim());
    }
    return { kind: "paragraph", parts: readInline(taken.join("\n")) };
  }
}

/** True for a fence at least as long as the opening one, of the same sign, with nothing behind it. */
function closes(line: string, mark: string): boolean {
  const found = line.trim();
  return found.startsWith(mark) && found === mark.charAt(0).repeat(found.length);
}

function startsBlock(line: string): boolean {
  return (
    heading.test(line) || fence.test(line) || rule.test(line) || bullet.test(line) || /^ {0,3}>/.test(line)
  );
}

function cellsOf(line: string): readonly (readonly Inline[])[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").map((cell) => readInline(cell.trim()));
}

const marks = [
  { pattern: /^`([^`\n]+)`/, make: (text: string): Inline => ({ kind: "code", text }) },
  { pattern: /^\*\*(?=\S)([^\n]*?\S)\*\*/, make: (text: string): Inline => nested("strong", text) },
  { pattern: /^\*(?=\S)([^*\n]*?\S)\*/, make: (text: string): Inline => nested("em", text) },
  { pattern: /^_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}])/u, make: (text: string): Inline => nested("em", text) },
] as const;

function nested(kind: "strong" | "em", text: string): Inline {
  return { kind, parts: readInline(text) };
}

/** Reads marks within a line; what is not closed stays as it is. */
export function readInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") parts.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = markAt(text, at, plain);
    if (found === null) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    flush();
    parts.push(found.part);
    at += found.length;
  }
  flush();
  return parts;
}

function markAt(text: string, at: number, before: string): { part: Inline; length: number } | null {
  const first = text.charAt(at);
  if (first === "[") {
    const link = /^\[([^\]\n]{1,300})\]\(([^)\s]{1,500})\)/.exec(text.slice(at, at + 820));
    if (link === null) return null;
    const part: Inline = { kind: "link", parts: readInline(link[1] ?? ""), to: link[2] ?? "" };
    return { part, length: link[0].length };
  }
  if (!"`*_".includes(first) || (first === "_" && /[\p{L}\p{N}]$/u.test(before))) return null;
  const rest = text.slice(at, at + 2_000);
  for (const { pattern, make } of marks) {
    const found = pattern.exec(rest);
    if (found !== null) return { part: make(found[1] ?? ""), length: found[0].length };
  }
  return null;
}
