import { describe, expect, it } from "vitest";
import { titleOf } from "../../../../electron/runs/title";

describe("titles of runs", () => {
  it("takes a short prompt as it is, on one line", () => {
    expect(titleOf("  four white\nbicycles ")).toBe("Four white bicycles");
  });

  it("cuts a long prompt at a word", () => {
    const title = titleOf(
      "a very long prompt about many things that stand beside each other in a row of rows",
    );
    expect(title).toBe("A very long prompt about many things that stand beside each…");
  });

  it("cuts a prompt without spaces somewhere", () => {
    expect(titleOf("x".repeat(500)).length).toBeLessThanOrEqual(61);
  });
});
