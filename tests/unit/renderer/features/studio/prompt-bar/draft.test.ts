import { describe, expect, it } from "vitest";
import {
  effective,
  emptyDraft,
  migrated,
  requestOf,
} from "../../../../../../renderer/features/studio/prompt-bar/draft";
import {
  generatorLabel,
  rolesLabel,
  skillLabel,
} from "../../../../../../renderer/features/studio/prompt-bar/labels";
import { startRequestSchema } from "../../../../../../shared/ipc/domains/runs";
import { defaultSettings } from "../../../../../../shared/settings";

describe("requestOf", () => {
  it("asks for nothing without words", () => {
    expect(requestOf({ ...emptyDraft, text: "  \n " })).toBeNull();
  });

  it("asks for what was chosen and leaves the rest to the settings", () => {
    const request = requestOf({ ...emptyDraft, text: " two cows ", rounds: 3 });
    expect(request).toEqual({ prompt: "two cows", seed: 7, rounds: 3 });
  });

  it("is always a request the main side takes", () => {
    const request = requestOf({
      text: "two cows",
      seed: 2_147_483_647,
      skill: { mode: "force", name: "spatial-layout" },
      rounds: 50,
      temperature: 0.8,
      keepGoing: true,
      bannedSkills: ["text-rendering"],
      pace: "step",
      seconds: 300,
      candidates: 8,
      budget: { images: 1_000, tokens: 50_000, money: 0.5 },
      minGain: 0.02,
      repair: false,
      ask: false,
      judgePairs: false,
      look: { aspect: "16:9", style: "outline" },
    });
    expect(startRequestSchema.parse(request)).toMatchObject({
      skill: { mode: "force", name: "spatial-layout" },
      bannedSkills: ["text-rendering"],
      pace: "step",
      seconds: 300,
      candidates: 8,
      budget: { images: 1_000, tokens: 50_000, money: 0.5 },
      minGain: 0.02,
      repair: false,
      ask: false,
      judgePairs: false,
      look: { aspect: "16:9", style: "outline" },
    });
  });

  it("never ends for too little gain where the designer said so, whatever the settings say", () => {
    const settings = { ...defaultSettings, minGain: 0.1 };
    const draft = { ...emptyDraft, text: "two cows", minGain: 0 };
    expect(effective(emptyDraft, settings).minGain).toBe(0.1);
    expect(effective(draft, settings).minGain).toBeNull();
    expect(requestOf(draft)).toMatchObject({ minGain: null });
    expect(requestOf({ ...draft, minGain: null })).not.toHaveProperty("minGain");
  });
});

describe("a draft of the first version", () => {
  it("keeps words and choices; the skill nobody chose becomes the settings' one", () => {
    const former = { text: "two cows", seed: 9, skill: { mode: "auto" }, rounds: 4, branch: { runId: "x" } };
    expect(migrated(former)).toEqual({ ...emptyDraft, text: "two cows", seed: 9, rounds: 4 });
    expect(migrated({ ...former, skill: { mode: "none" } }).skill).toEqual({ mode: "none" });
  });

  it("is left behind when it cannot be read", () => {
    expect(migrated({ text: 7 })).toEqual(emptyDraft);
    expect(migrated(undefined)).toEqual(emptyDraft);
  });
});

describe("what the bar shows", () => {
  it("is the draft's choice over the settings' default", () => {
    const settings = { ...defaultSettings, rounds: 9, temperature: 0.5 };
    expect(effective({ ...emptyDraft, temperature: 1.2 }, settings)).toMatchObject({
      rounds: 9,
      temperature: 1.2,
      keepGoing: false,
      skill: { mode: "auto" },
      pace: "flow",
    });
  });

  it("names engines, roles and skills as people do", () => {
    expect(generatorLabel(undefined)).toBe("Flatland");
    expect(generatorLabel({ kind: "flatland" })).toBe("Flatland");
    expect(generatorLabel({ kind: "flatland", large: true })).toBe("Flatland large");
    expect(generatorLabel({ kind: "gems-http", baseUrl: "http://gpu:8000/x" })).toBe("gpu:8000");
    const qwen = { kind: "chat", baseUrl: "http://gpu/v1", model: "qwen" } as const;
    expect(rolesLabel({ roles: qwen, rolesFor: {} })).toBe("qwen");
    expect(rolesLabel({ roles: qwen, rolesFor: { refiner: qwen, verifier: { kind: "local" } } })).toBe(
      "qwen +1",
    );
    expect(skillLabel({ mode: "none" }, [])).toBe("no skill");
    expect(skillLabel({ mode: "force", name: "gone" }, [])).toBe("gone");
  });
});
