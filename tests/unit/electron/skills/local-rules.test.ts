import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { LOCAL_RULES_FILE, parseLocalRules } from "../../../../electron/skills/local-rules";
import { patternProblem } from "../../../../electron/skills/patterns";
import { localRulesSchema, routePattern } from "../../../../shared/skills";
import { bundledPacks, fixtures } from "./support";

describe("local rules", () => {
  it("are read with their defaults", async () => {
    const text = await readFile(path.join(fixtures, "paper-cut", LOCAL_RULES_FILE), "utf8");
    expect(parseLocalRules(text)).toEqual({
      rules: {
        version: 1,
        route: [{ pattern: "\\bpaper[- ]?cuts?\\b", weight: 0.9, reason: "It asks for cut paper." }],
        rewrite: {
          explicitLayout: false,
          exactCounts: false,
          prepend: "",
          append: "flat layers of coloured paper",
          temperature: 0.8,
        },
      },
      problems: [],
    });
  });

  it("name the line of every pattern that is refused", async () => {
    const text = await readFile(path.join(fixtures, "bad-rules", LOCAL_RULES_FILE), "utf8");
    const { rules, problems } = parseLocalRules(text);
    expect(rules).toBeNull();
    expect(problems).toEqual([
      {
        severity: "error",
        file: LOCAL_RULES_FILE,
        line: 6,
        message: expect.stringContaining("repeats a group"),
      },
      {
        severity: "error",
        file: LOCAL_RULES_FILE,
        line: 9,
        message: expect.stringContaining("no regular expression"),
      },
    ]);
  });

  it.each([
    ["", 1],
    ["version: 2\nroute: []\nrewrite: {}", 1],
    ["version: 1\nroute:\n  - pattern: a\n    weight: 7\n    reason: b\nrewrite: {}", 4],
    ["version: 1\nroute:\n  - pattern: a\n    weight: 1\nrewrite: {}", 3],
    ["version: 1\nroute: []\nrewrite:\n  temperature: hot", 4],
    ["version: 1\nroute: [", 2],
  ])("name the line of what is wrong (%j)", (text, line) => {
    const { rules, problems } = parseLocalRules(text);
    expect(rules).toBeNull();
    expect(problems[0]?.line).toBe(line);
  });

  it("are read from any text without throwing", () => {
    const valid = fc.record({
      version: fc.constantFrom<unknown>(1, 2, "1"),
      route: fc.array(
        fc.record({ pattern: fc.string(), weight: fc.oneof(fc.double(), fc.string()), reason: fc.string() }),
      ),
      rewrite: fc.oneof(fc.constant({}), fc.record({ append: fc.string(), temperature: fc.double() })),
    });
    const text = fc.oneof(
      valid.map((value) => stringify(value)),
      fc.string(),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (one) => {
        const { rules, problems } = parseLocalRules(one);
        expect(rules === null).toBe(problems.length > 0);
        if (rules !== null) expect(localRulesSchema.safeParse(rules).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("patterns", () => {
  it.each([
    "\\bleft of\\b",
    "\\b(?:two|three|[2-9])\\s\\p{L}",
    "(?:colou?r|gr[ae]y)s?",
    '"[^"]{1,120}"',
    "\\w+ of \\w+",
    "a.*b",
    "(?<word>cow)s{2}",
    "[\\]\\-a]+x",
    "(?:abc)+",
    "(?=cow)c(?!a)",
    "\\u{1F404}|\\x41",
  ])("%s is taken", (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
  });

  it.each([
    "(a+)+",
    "(a*)*b",
    "(?:a|aa)+$",
    "((ab)*c)*",
    "(a?){30}a{30}",
    "(?:x(?:y|z))*",
    "([a-z]+,?)+",
    ".*.*x",
    "[^x]*.*y",
    "\\S*\\s*.*[^a]*",
    ".{0,500}.{0,500}",
    "a?".repeat(30),
    "(a)\\1",
    "(?<w>a)\\k<w>",
    "(",
    "a{2,1}",
    "[z-a]",
    "*",
    "\\",
  ])("%s is refused", (pattern) => {
    expect(patternProblem(pattern)).not.toBeNull();
  });

  it("are judged without throwing, and those taken do compile", () => {
    const piece = fc.constantFrom(
      ..."ab .*+?()[]{}|\\^$,123",
      "(?:",
      "\\w",
      "\\b",
      "{2,}",
      "[^a]",
      "\\p{L}",
      "(?=",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const pattern = pieces.join("");
        if (patternProblem(pattern) === null) routePattern(pattern);
      }),
      { numRuns: 3000 },
    );
  });

  it("that are taken come to an end on hard text", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      ".",
      "[^b]",
      "\\w",
      "a*",
      ".*",
      "\\w+",
      "a?",
      "(?:ab)+",
      "(?:a|b)",
      ".{0,9}",
    );
    const hard = [
      `${"a".repeat(8_000)}!`,
      `${"ab ".repeat(2_600)}!`,
      ", ".repeat(4_000),
      " \t".repeat(4_000),
    ];
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const pattern = `${pieces.join("")}§`;
        if (patternProblem(pattern) !== null) return;
        // A pattern that runs away here never comes back: the test would not end.
        for (const text of hard) expect(routePattern(pattern).test(text)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the bundled packs' routes", () => {
  const packs = async () => {
    const scores: Record<string, (prompt: string) => number> = {};
    for (const name of await readdir(bundledPacks)) {
      const { rules } = parseLocalRules(
        await readFile(path.join(bundledPacks, name, LOCAL_RULES_FILE), "utf8"),
      );
      const routes = (rules?.route ?? []).map((route) => ({ ...route, looks: routePattern(route.pattern) }));
      scores[name] = (prompt) =>
        routes.reduce((sum, route) => sum + (route.looks.test(prompt) ? route.weight : 0), 0);
    }
    return scores;
  };

  it.each([
    ["four white bicycles in front of three plastic cows", "spatial-layout"],
    ["a candle to the right of six blue mugs", "spatial-layout"],
    ["seven sheep", "spatial-layout"],
    ["a green backpack and a pig", "spatial-layout"],
    ["a dog chasing two cats", "spatial-layout"],
    ["a stone bear under a wooden bench, and a red car behind it", "spatial-layout"],
    ['a sign that says "HELLO" above two cats', "text-rendering"],
    ["a banner titled Grand Opening", "text-rendering"],
    ["a cake with the words “Happy Birthday”", "text-rendering"],
    ["a beautiful teapot in soft light", "aesthetic-drawing"],
    ["minimalist poster of a pear", "aesthetic-drawing"],
    ["an elegant composition, pastel colours", "aesthetic-drawing"],
    ["a surreal dreamscape with a whale", "creative-drawing"],
    ["imagine a library made of rain", "creative-drawing"],
    ["the feeling of Monday morning as an abstract picture", "creative-drawing"],
  ])("send %j to %s", async (prompt, expected) => {
    const scores = Object.entries(await packs()).map(([name, score]) => ({ name, score: score(prompt) }));
    scores.sort((a, b) => b.score - a.score);
    expect(scores[0]?.name).toBe(expected);
    expect(scores[0]?.score).toBeGreaterThanOrEqual(0.5);
  });

  it.each(["a cow", "a red car", "a cat reading a book", "portrait of a woman with a red hat"])(
    "leave %j alone",
    async (prompt) => {
      for (const score of Object.values(await packs())) expect(score(prompt)).toBeLessThan(0.3);
    },
  );
});
