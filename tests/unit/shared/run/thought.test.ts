import { describe, expect, test } from "vitest";
import { gistOf, thoughtOf } from "../../../../shared/run/thought";

describe("thoughts", () => {
  test("a role's own comes first, the server's reasoning behind it", () => {
    expect(thoughtOf("Count aloud.", "First I looked.")).toBe("Count aloud.\n\nFirst I looked.");
    expect(thoughtOf("", "First I looked.")).toBe("First I looked.");
    expect(thoughtOf(" Count aloud. ", "")).toBe("Count aloud.");
    expect(thoughtOf("Same.", "Same.")).toBe("Same.");
  });

  test("pages of reasoning are cut at the end of a sentence", () => {
    const kept = thoughtOf("", "I looked at the picture. ".repeat(200));
    expect(kept.length).toBeLessThanOrEqual(1_202);
    expect(kept).toMatch(/picture\. …$/);
  });

  test("later prompts are written from the gist alone", () => {
    expect(gistOf(thoughtOf("One.\n\nTwo.", "Long reasoning."))).toBe("One.\nTwo.");
    expect(gistOf("")).toBe("");
  });
});
