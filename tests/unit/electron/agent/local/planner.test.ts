import { describe, expect, it } from "vitest";
import { localPlanner } from "../../../../../electron/agent/local/planner";
import type { SkillShelf } from "../../../../../electron/agent/roles";
import { StudioError } from "../../../../../shared/errors";
import { defaultRunSettings, type RunSettings } from "../../../../../shared/run/settings";
import { type LoadedSkill, localRulesSchema } from "../../../../../shared/skills";

const context = { signal: new AbortController().signal, onUsage: () => undefined };

function pack(name: string, description: string, rules: object | null): LoadedSkill {
  return {
    manifest: { name, title: name, description },
    hash: `hash of ${name}`,
    instructions: "read me",
    localRules: rules === null ? null : localRulesSchema.parse({ version: 1, ...rules }),
  };
}

const layout = pack("layout", "Places things", {
  route: [
    { pattern: "\\bbehind\\b", weight: 0.6, reason: "It says where." },
    { pattern: "\\btwo\\b", weight: 0.5, reason: "It says how many." },
  ],
  rewrite: { explicitLayout: true, exactCounts: true },
});
const mood = pack("mood", "Dreamlike moods", {
  route: [{ pattern: "dreamy", weight: 0.4, reason: "It dreams." }],
  rewrite: { append: "soft light", temperature: 1.2 },
});
const plain = pack("plain", "For watercolour paintings of castles", null);

function shelf(packs: readonly LoadedSkill[], opened: string[] = []): SkillShelf {
  const find = (name: string) => {
    const found = packs.find((one) => one.manifest.name === name);
    if (found === undefined) throw new StudioError("not-found", "No such skill.", { remedy: "-" });
    return found;
  };
  return {
    manifests: async () => packs.map(({ manifest }) => manifest),
    rules: async (name) => find(name).localRules,
    load: async (name) => {
      opened.push(name);
      return find(name);
    },
  };
}

function plan(prompt: string, skills: SkillShelf, skill: RunSettings["skill"] = { mode: "auto" }) {
  return localPlanner.plan({ prompt, skills, settings: { ...defaultRunSettings, skill } }, context);
}

describe("the local planner", () => {
  it("chooses by the packs' own rules and opens only what it chose", async () => {
    const opened: string[] = [];
    const made = await plan("two cats behind a dog", shelf([mood, plain, layout], opened));
    expect(made).toMatchObject({
      chosen: "layout",
      packHash: "hash of layout",
      reason: "It says where. It says how many.",
    });
    expect(made.candidates.map(({ name, score }) => [name, score])).toEqual([
      ["layout", 0.8],
      ["mood", 0],
      ["plain", 0],
    ]);
    expect(opened).toEqual(["layout"]);
    expect(made.prompt).toContain("in the background, upper half, exactly two cats");
    expect(made.thought).toBe("With layout I have given every group its own place and exact number.");
  });

  it("leaves the prompt alone when nothing fits", async () => {
    const made = await plan("a dreamy dog", shelf([layout, mood]));
    expect(made).toMatchObject({ chosen: null, packHash: null, prompt: "a dreamy dog" });
    expect(made.candidates[0]).toMatchObject({ name: "mood", score: 0.4 });
  });

  it("does not choose a pack that can do nothing here, but says so", async () => {
    const made = await plan("castles in watercolour, many paintings", shelf([plain]));
    expect(made.chosen).toBeNull();
    expect(made.candidates[0]?.score).toBeGreaterThan(0.2);
    expect(made.candidates[0]?.reason).toContain("no rules");
  });

  it("obeys the designer's choice", async () => {
    expect(await plan("two cats behind a dog", shelf([layout]), { mode: "none" })).toMatchObject({
      chosen: null,
      prompt: "two cats behind a dog",
      candidates: [],
    });
    expect(await plan("a dog", shelf([layout, mood]), { mode: "force", name: "mood" })).toMatchObject({
      chosen: "mood",
      prompt: "a dog, soft light",
      temperature: 1.2,
      reason: "You chose it.",
    });
    expect(await plan("a dog", shelf([plain]), { mode: "force", name: "plain" })).toMatchObject({
      chosen: "plain",
      prompt: "a dog",
    });
    await expect(plan("a dog", shelf([]), { mode: "force", name: "gone" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("reads rules out of the pack where the shelf cannot tell them apart", async () => {
    const { manifests, load } = shelf([layout]);
    expect((await plan("two cats behind a dog", { manifests, load })).chosen).toBe("layout");
  });
});

describe("banned skills", () => {
  const banned = { ...defaultRunSettings, bannedSkills: ["layout"] };

  it("are not chosen however well they fit, not even opened, and reported as banned", async () => {
    const opened: string[] = [];
    const skills = shelf([mood, layout], opened);
    const made = await localPlanner.plan(
      { prompt: "two cats behind a dog", skills, settings: banned },
      context,
    );
    expect(made.chosen).toBeNull();
    expect(opened).toEqual([]);
    expect(made.candidates.find(({ name }) => name === "layout")).toEqual({
      name: "layout",
      score: 0,
      reason: "You banned it from this run.",
    });
  });

  it("are chosen all the same when the designer forces them", async () => {
    const settings = { ...banned, skill: { mode: "force" as const, name: "layout" } };
    const made = await localPlanner.plan({ prompt: "two cats", skills: shelf([layout]), settings }, context);
    expect(made.chosen).toBe("layout");
  });
});
