import { readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type ParsedSkill, parseSkill, skillSlug } from "../../../../electron/skills/parse";
import { skillManifestSchema, skillProblemSchema } from "../../../../shared/skills";
import { fixtures, skillText } from "./support";

const fixture = async (name: string) =>
  parseSkill(await readFile(path.join(fixtures, name, "SKILL.md"), "utf8"), name);
const errors = (parsed: ParsedSkill) => parsed.problems.filter((one) => one.severity === "error");
const warnings = (parsed: ParsedSkill) => parsed.problems.filter((one) => one.severity === "warning");
const front = (lines: string, folder = "my-skill") => parseSkill(`---\n${lines}\n---\nBody.\n`, folder);

describe("an Agent Skills file", () => {
  it("gives manifest and instructions", async () => {
    expect(await fixture("paper-cut")).toEqual({
      format: "agent-skills",
      manifest: {
        name: "paper-cut",
        title: "Paper cut",
        description: "Use for pictures that look cut from layered paper.",
        license: "CC0-1.0",
      },
      instructions: expect.stringMatching(/^# Paper cut\n/),
      problems: [],
    });
  });

  it("is read the same with a byte order mark and with Windows line breaks", () => {
    const text = skillText("my-skill");
    const plain = parseSkill(text, "my-skill");
    expect(plain.problems).toEqual([]);
    expect(parseSkill(`\uFEFF${text.replaceAll("\n", "\r\n")}`, "my-skill")).toEqual(plain);
    expect(plain.manifest.title).toBe("My skill");
  });

  it.each([
    ["Bad_Name", "bad-name", "may only hold"],
    ["double--hyphen", "double-hyphen", "may only hold"],
    ["-edge-", "edge", "may only hold"],
    ["Ünïcode", "unicode", "may only hold"],
    ["x".repeat(65), "x".repeat(64), "65 characters"],
  ])("warns of the name %s and files it as %s", (name, slug, complaint) => {
    const parsed = front(`name: ${name}\ndescription: Fine.`, slug);
    expect(parsed.manifest.name).toBe(slug);
    expect(errors(parsed)).toEqual([]);
    expect(warnings(parsed)[0]).toMatchObject({ line: 2, message: expect.stringContaining(complaint) });
  });

  it("warns when the folder has another name, and of texts that are too long or no texts", () => {
    expect(warnings(front("name: other\ndescription: Fine."))).toEqual([
      { severity: "warning", line: 2, message: expect.stringContaining('"my-skill"') },
    ]);
    const long = front(`name: my-skill\ndescription: ${"x".repeat(1025)}\ncompatibility: ${"y".repeat(501)}`);
    expect(long.problems.map((one) => [one.severity, one.line])).toEqual([
      ["warning", 3],
      ["warning", 4],
    ]);
    const odd = front(
      "name: my-skill\ndescription: Fine.\nlicense: 3\nmetadata:\n  version: 1.0\n  title: Mine",
    );
    expect(odd.problems.map((one) => one.message)).toEqual([
      expect.stringContaining('"license"'),
      expect.stringContaining('"metadata.version"'),
    ]);
    expect(odd.manifest).toEqual({ name: "my-skill", title: "Mine", description: "Fine." });
  });

  it.each([
    ["description is missing", "name: my-skill", 1],
    ["description is empty", 'name: my-skill\ndescription: ""', 3],
    ["description is no text", "name: my-skill\ndescription: [a]", 3],
    ["name is missing", "description: Fine.", 1],
    ["name is no text", "name: 12\ndescription: Fine.", 2],
    ["block is no map", "just words", 2],
    ["same key stands twice", "name: my-skill\nname: my-skill\ndescription: Fine.", 3],
    ["YAML is broken", 'name: my-skill\ndescription: "open', 3],
  ])("is invalid when its %s, and says in which line", (_what, lines, line) => {
    const parsed = front(lines);
    expect(errors(parsed)[0]?.line).toBe(line);
    expect(parsed.manifest.name).toBe("my-skill");
  });

  it("is invalid without the closing line, or without anything that says what it is", () => {
    expect(errors(parseSkill("---\nname: x\n", "x"))).toEqual([
      { severity: "error", line: 1, message: expect.stringContaining("never closed") },
    ]);
    expect(errors(parseSkill("Just some text.", "x"))).toHaveLength(1);
    expect(errors(parseSkill("", "x"))).toHaveLength(1);
  });

  it("reads a value with a colon as it is meant, with a warning", async () => {
    const parsed = await fixture("loose-colon");
    expect(parsed.manifest.description).toBe("Use this when: the prompt has a colon");
    expect(parsed.problems).toEqual([
      { severity: "warning", line: 3, message: expect.stringContaining("quotes") },
    ]);
  });

  it("is not led into endless work by aliases", () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let n = 1; n < 9; n += 1) {
      const [from, to] = [String.fromCharCode(96 + n), String.fromCharCode(97 + n)];
      bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(",")}]`);
    }
    expect(errors(front(bomb.join("\n")))).toHaveLength(1);
  });

  it("warns of instructions that are missing or too long", () => {
    expect(warnings(parseSkill(skillText("x-y", "Fine.", ""), "x-y"))).toHaveLength(1);
    expect(
      warnings(parseSkill(skillText("x-y", "Fine.", "line\n".repeat(501)), "x-y"))[0]?.message,
    ).toContain("501");
  });

  it("comes back as it was written, whatever the texts", () => {
    const line = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text);
    const name = fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}$/);
    fc.assert(
      fc.property(name, line, fc.option(line), line, (slug, description, license, body) => {
        fc.pre(!body.startsWith("---"));
        const fields = { name: slug, description, ...(license === null ? {} : { license }) };
        const text = `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${body}\n`;
        expect(parseSkill(text, slug)).toEqual({
          format: "agent-skills",
          manifest: { ...fields, title: expect.any(String) },
          instructions: body,
          problems: [],
        });
      }),
    );
  });
});

describe("a GEMS file", () => {
  it("gives name, description and all that follows its instructions", async () => {
    const parsed = await fixture("gems-heading");
    expect(parsed).toEqual({
      format: "gems",
      manifest: {
        name: "woodcut-print",
        title: "Woodcut Print",
        description: "For prints that look carved,\nwith few tones.",
      },
      instructions: "Keep to two tones.\n\n## Tones\nBlack and one earth colour.",
      problems: [{ severity: "warning", line: 1, message: expect.stringContaining("differs") }],
    });
  });

  it.each([
    ["# Skill:\n## Description\nFine.\n## Instructions\nDo.", 1],
    ["# Skill: X\n## Instructions\nDo.", 1],
    ["# Skill: X\n## Description\n\n## Instructions\nDo.", 2],
    ["# Skill: X\n## Description\nFine.", 3],
  ])("is invalid when a part is missing (%j)", (text, line) => {
    const parsed = parseSkill(text, "x");
    expect(errors(parsed).map((one) => one.line)).toEqual([line]);
  });

  it("comes back as it was written", () => {
    const text = fc
      .array(fc.stringMatching(/^[A-Za-z,.' ]{1,30}$/), { minLength: 1, maxLength: 4 })
      .map((lines) => lines.join("\n").trim())
      .filter((one) => one !== "");
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8}){0,2}$/),
        text,
        text,
        (name, about, how) => {
          const parsed = parseSkill(
            `# Skill: ${name}\n\n## Description\n${about}\n\n## Instructions\n${how}\n`,
            "x",
          );
          expect(parsed.manifest).toEqual({ name: skillSlug(name), title: name, description: about });
          expect(parsed.instructions).toBe(how);
        },
      ),
    );
  });
});

describe("any text at all", () => {
  const pieces = fc.constantFrom(
    "---",
    "name: x",
    "description: y",
    ":",
    "# Skill: A",
    "## Description",
    "&a",
    "*a",
  );
  const lines = fc.array(fc.oneof(pieces, fc.string(), fc.string({ unit: "binary" })), { maxLength: 12 });

  it("is parsed without throwing, into a manifest that can be shown and problems that can be found", () => {
    fc.assert(
      fc.property(lines, fc.string({ unit: "binary", maxLength: 20 }), (list, folder) => {
        const text = list.join("\n");
        const parsed = parseSkill(text, folder);
        expect(skillManifestSchema.safeParse(parsed.manifest).success).toBe(true);
        expect(parsed.manifest.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(parsed.manifest.name.length).toBeLessThanOrEqual(64);
        const length = text.replace(/\r\n?/g, "\n").split("\n").length;
        for (const problem of parsed.problems) {
          expect(skillProblemSchema.safeParse(problem).success).toBe(true);
          expect(problem.line ?? 1).toBeLessThanOrEqual(length);
        }
        if (errors(parsed).length === 0) expect(parsed.manifest.description).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
});
