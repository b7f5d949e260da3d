import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  bodyOf,
  readInline,
  readMarkdown,
} from "../../../../../renderer/features/skills/text/markdown";
import { readPatch } from "../../../../../renderer/features/skills/text/patch";

const text = (words: string) => ({ kind: "text", text: words });

/** Every text in blocks, in order. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(" ");
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([key, part]) => (["text", "to", "info"].includes(key) ? String(part) : wordsOf(part)))
    .join(" ");
}

describe("a skill's text", () => {
  it("is read without its frontmatter", () => {
    expect(bodyOf("---\nname: x\n---\n\n# Title\n---\nmore")).toBe("# Title\n---\nmore");
    expect(bodyOf("\uFEFF---\r\nname: x\r\n---\r\nBody")).toBe("Body");
    expect(bodyOf("# Skill: x\n\n## Description")).toBe("# Skill: x\n\n## Description");
  });

  it("becomes headings, paragraphs, lists, quotes, tables, code and rules", () => {
    const blocks = readMarkdown(
      [
        "# One #",
        "a paragraph",
        "over two lines",
        "",
        "1. first",
        "   goes on",
        "",
        "   - inner",
        "2. second",
        "",
        "> quoted",
        "> - item",
        "",
        "| a | b |",
        "|---|---|",
        "| 1 | `2` |",
        "",
        "```yaml",
        "# not a heading",
        "```",
        "***",
      ].join("\n"),
    );
    expect(blocks.map((block) => block.kind)).toEqual([
      "heading",
      "paragraph",
      "list",
      "quote",
      "table",
      "code",
      "rule",
    ]);
    const [, paragraph, list, quote, table, code] = blocks;
    expect(paragraph).toEqual({ kind: "paragraph", parts: [text("a paragraph\nover two lines")] });
    expect(list).toMatchObject({ ordered: true, items: [[{}, { kind: "list", ordered: false }], [{}]] });
    expect(quote).toMatchObject({ blocks: [{ kind: "paragraph" }, { kind: "list" }] });
    expect(table).toMatchObject({
      head: [[text("a")], [text("b")]],
      rows: [[[text("1")], [{ kind: "code" }]]],
    });
    expect(code).toEqual({ kind: "code", info: "yaml", text: "# not a heading" });
  });

  it("keeps what stands behind a fence, and closes one only with a fence", () => {
    expect(readMarkdown("~~~ a `b`\none\n~~~~ two\n~~~~\nafter")).toEqual([
      { kind: "code", info: "a `b`", text: "one\n~~~~ two" },
      { kind: "paragraph", parts: [text("after")] },
    ]);
    expect(readMarkdown("```word```")).toMatchObject([{ kind: "paragraph" }]);
    expect(readMarkdown("```word")).toEqual([{ kind: "code", info: "word", text: "" }]);
  });

  it("reads marks within a line, and leaves what is not closed", () => {
    expect(readInline("a **b _c_** `d*` [e](f.md) snake_case_name 2 * 3 **open")).toEqual([
      text("a "),
      { kind: "strong", parts: [text("b "), { kind: "em", parts: [text("c")] }] },
      text(" "),
      { kind: "code", text: "d*" },
      text(" "),
      { kind: "link", parts: [text("e")], to: "f.md" },
      text(" snake_case_name 2 * 3 **open"),
    ]);
  });

  it("never takes anything for HTML, and shows comments", () => {
    const blocks = readMarkdown("<script>alert(1)</script>\n\n<!-- psst -->");
    expect(wordsOf(blocks)).toContain("<script>alert(1)</script>");
    expect(wordsOf(blocks)).toContain("<!-- psst -->");
  });

  it("loses no word of any text, and never takes long", () => {
    const piece = fc.constantFrom(
      "word",
      "# ",
      "- ",
      "1. ",
      "> ",
      "|",
      "---",
      "*",
      "**",
      "_",
      "`",
      "```",
      "~~~",
      "[a](b)",
      "\n",
      "\n\n",
      "    ",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const source = pieces.join("");
        const said = (from: string) => from.match(/word/g)?.length ?? 0;
        expect(said(wordsOf(readMarkdown(source)))).toBe(said(source));
      }),
      { numRuns: 500 },
    );
    const deep: readonly Block[] = readMarkdown(`${"> ".repeat(2_000)}end`);
    expect(wordsOf(deep)).toContain("end");
    expect(readMarkdown("*a ".repeat(5_000))).toHaveLength(1);
  });
});

describe("a difference", () => {
  it("is read line by line, with numbers of the side they are on", () => {
    const patch = [
      "===================================================================",
      "--- SKILL.md",
      "+++ SKILL.md",
      "@@ -1,3 +1,3 @@",
      " same",
      "-- old dash",
      "+++ new plus",
      " end",
      "@@ -10,1 +10,2 @@",
      " ten",
      "+eleven",
      "\\ No newline at end of file",
    ].join("\n");
    expect(readPatch(patch)).toEqual([
      { kind: "same", text: "same", line: 1 },
      { kind: "removed", text: "- old dash", line: 2 },
      { kind: "added", text: "++ new plus", line: 2 },
      { kind: "same", text: "end", line: 3 },
      { kind: "gap", text: "", line: null },
      { kind: "same", text: "ten", line: 10 },
      { kind: "added", text: "eleven", line: 11 },
    ]);
  });
});
