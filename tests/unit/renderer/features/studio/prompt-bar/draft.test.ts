import { describe, expect, it } from "vitest";
import {
  effective,
  emptyDraft,
  requestOf,
} from "../../../../../../renderer/features/studio/prompt-bar/draft";
import {
  generatorLabel,
  rolesLabel,
  skillLabel,
} from "../../../../../../renderer/features/studio/prompt-bar/labels";
import { startRequestSchema } from "../../../../../../shared/ipc/contract";
import { defaultSettings } from "../../../../../../shared/settings";

describe("requestOf", () => {
  it("asks for nothing without words", () => {
    expect(requestOf({ ...emptyDraft, text: "  \n " })).toBeNull();
  });

  it("asks for what was chosen and leaves the rest to the settings", () => {
    const request = requestOf({ ...emptyDraft, text: " two cows ", rounds: 3 });
    expect(request).toEqual({ prompt: "two cows", seed: 7, skill: { mode: "auto" }, rounds: 3 });
  });

  it("is always a request the main side takes", () => {
    const request = requestOf({
      text: "two cows",
      seed: 2_147_483_647,
      skill: { mode: "force", name: "spatial-layout" },
      rounds: 50,
      temperature: 0.8,
      keepGoing: true,
      branch: { runId: "abcdef12", iteration: 2, title: "Milk run" },
    });
    expect(startRequestSchema.parse(request)).toMatchObject({
      branchOf: { runId: "abcdef12", iteration: 2 },
    });
  });
});

describe("what the bar shows", () => {
  it("is the draft's choice over the settings' default", () => {
    const settings = { ...defaultSettings, rounds: 9, temperature: 0.5 };
    expect(effective({ ...emptyDraft, temperature: 1.2 }, settings)).toEqual({
      rounds: 9,
      temperature: 1.2,
      keepGoing: false,
    });
  });

  it("names engines, roles and skills as people do", () => {
    expect(generatorLabel(undefined)).toBe("Flatland");
    expect(generatorLabel({ kind: "gems-http", baseUrl: "http://gpu:8000/x" })).toBe("gpu:8000");
    expect(rolesLabel({ kind: "chat", baseUrl: "http://gpu/v1", model: "qwen" })).toBe("qwen");
    expect(skillLabel({ mode: "none" }, [])).toBe("no skill");
    expect(skillLabel({ mode: "force", name: "gone" }, [])).toBe("gone");
  });
});
