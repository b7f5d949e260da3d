/** The table of promised behaviours names tests that are really there. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const top = path.resolve(import.meta.dirname, "..", "..");
const table = readFileSync(path.join(top, "docs/behaviours.md"), "utf8");
const rows = [...table.matchAll(/^\| (?!Behaviour|---)(.+?) \| (.+?) \|$/gm)].map(([, behaviour, proof]) => ({
  behaviour: behaviour ?? "",
  proof: proof ?? "",
}));

describe("docs/behaviours.md", () => {
  test("has rows for every part of the studio", () => {
    const parts = table.split(/^## /m).slice(1);
    expect(parts.map((part) => part.split("\n")[0])).toEqual([
      "Compare",
      "Loop",
      "Library",
      "In and out",
      "Skills",
      "Servers, keys and privacy",
      "Models on this computer",
      "Everywhere",
    ]);
    for (const part of parts) expect(part.match(/^\| .+`: "/gm)?.length ?? 0).toBeGreaterThan(5);
  });

  test.each(rows)("$behaviour", ({ proof }) => {
    const [, file, title] = /^`([^`]+)`: "(.+)"$/.exec(proof) ?? [];
    expect(file, "names a file").toBeDefined();
    const source = readFileSync(path.join(top, file ?? ""), "utf8");
    // `library` is that file's own `test`, with a seeded library.
    expect(source).toMatch(new RegExp(`(?:test|it|library)\\(\\s*[\`"]${escaped(title ?? "")}[\`"]`));
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
