import { describe, expect, it } from "vitest";
import {
  actionsFor,
  type Choice,
  finalName,
  firstChoice,
  freeName,
  nameFaults,
  takenNames,
} from "../../../../../renderer/features/skills/preflight/choices";
import { matching } from "../../../../../renderer/features/skills/shelf/search";
import { liftOf, usageLine } from "../../../../../renderer/features/skills/usage-words";
import type { PackPreview, SkillEntry, SkillUsage } from "../../../../../shared/skills";

function preview(name: string, standing: PackPreview["standing"], valid = true): PackPreview {
  return {
    manifest: { name, title: name, description: "" },
    format: "agent-skills",
    origin: "x.zip",
    valid,
    problems: [],
    files: [],
    bytes: 0,
    hash: "a",
    body: "",
    standing,
    installedHash: null,
    changes: [],
  };
}

function entry(name: string, source: SkillEntry["source"] = "user", description = ""): SkillEntry {
  return {
    manifest: { name, title: `Title of ${name}`, description },
    source,
    format: "agent-skills",
    enabled: true,
    valid: true,
    problems: [],
    folder: "/x",
    hash: "a",
    hasLocalRules: false,
    consent: "given",
  };
}

const taken = takenNames([entry("mine"), entry("mine-2"), entry("bundled", "bundled")]);

describe("what is proposed for a pack", () => {
  it("is to take it, unless it is here already or cannot be used", () => {
    expect(firstChoice(preview("new-one", "new"), taken)).toEqual({
      taken: true,
      action: "install",
      name: "new-one-2",
    });
    expect(firstChoice(preview("mine", "update"), taken)).toMatchObject({
      taken: true,
      action: "replace",
      name: "mine-3",
    });
    expect(firstChoice(preview("mine", "same"), taken).taken).toBe(false);
    expect(firstChoice(preview("new-one", "new", false), taken).taken).toBe(false);
    expect(firstChoice(preview("bundled", "shadows-bundled"), taken)).toMatchObject({
      action: "rename",
      name: "bundled-2",
    });
  });

  it("never hides a bundled skill by itself", () => {
    expect(actionsFor(preview("bundled", "shadows-bundled"))[0]).toBe("rename");
  });

  it("finds a name that is free and not too long", () => {
    expect(freeName("mine-7", taken)).toBe("mine-3");
    expect(freeName("x".repeat(64), taken).length).toBeLessThanOrEqual(64);
  });
});

describe("names", () => {
  const packs = [preview("a", "new"), preview("a", "new"), preview("mine", "update")];
  const choice = (action: Choice["action"], name = "", take = true): Choice => ({
    taken: take,
    action,
    name,
  });

  it("are faulty when they cannot be names, are taken, or chosen twice", () => {
    expect(nameFaults(packs, [choice("install"), choice("install"), choice("replace")], taken)).toEqual([
      null,
      "twice",
      null,
    ]);
    const renamed = [choice("install"), choice("rename", "Not A Name"), choice("rename", "mine-2")];
    expect(nameFaults(packs, renamed, taken)).toEqual([null, "form", "taken"]);
    expect(
      nameFaults(packs, [choice("rename", "b"), choice("install"), choice("rename", "bundled")], taken),
    ).toEqual([null, null, "taken"]);
  });

  it("of packs that stay out do not matter", () => {
    const out = choice("install", "", false);
    expect(nameFaults(packs, [choice("install"), out, out], taken)).toEqual([null, null, null]);
    expect(finalName(packs[2]!, choice("rename", "other"))).toBe("other");
  });
});

describe("finding skills", () => {
  it("goes by all words, without regard to case and accents", () => {
    const shelf = [entry("paper-cut", "user", "Für Bilder aus Papier"), entry("woodcut")];
    expect(matching(shelf, "PAPIER fur").map((one) => one.manifest.name)).toEqual(["paper-cut"]);
    expect(matching(shelf, "title").length).toBe(2);
    expect(matching(shelf, "papier wood")).toEqual([]);
    expect(matching(shelf, "  ")).toHaveLength(2);
  });
});

describe("whether a skill helps", () => {
  const usage = (change: Partial<SkillUsage>): SkillUsage => ({
    name: "x",
    runs: 0,
    lastUsed: null,
    passRate: null,
    pairs: 0,
    pairPassWith: null,
    pairPassWithout: null,
    firstScore: null,
    baselineFirstScore: null,
    baselineRuns: 0,
    baselinePassRate: null,
    ...change,
  });

  it("is not said from a handful of runs", () => {
    expect(liftOf(usage({}))).toEqual({ kind: "unused" });
    expect(usageLine(usage({}))).toBeNull();
    const few = usage({ runs: 7, passRate: 1, baselineRuns: 100, baselinePassRate: 0.1, pairs: 2 });
    expect(liftOf(few)).toEqual({ kind: "few" });
    expect(usageLine(few)).toBe("7 runs, too few to say");
  });

  it("is said from pairs first, then from all runs, and small differences are none", () => {
    const all = { runs: 34, passRate: 0.91, baselineRuns: 20, baselinePassRate: 0.62 };
    expect(liftOf(usage(all))).toEqual({
      kind: "overall",
      verdict: "helped",
      without: 0.62,
      with: 0.91,
      count: 34,
    });
    expect(usageLine(usage(all))).toBe("Helped: 62% → 91%");
    const paired = usage({ ...all, pairs: 5, pairPassWith: 0.4, pairPassWithout: 0.6 });
    expect(liftOf(paired)).toMatchObject({ kind: "pairs", verdict: "hurt", count: 5 });
    expect(liftOf(usage({ ...all, passRate: 0.64 }))).toMatchObject({ verdict: "same" });
  });
});
