import { describe, expect, it } from "vitest";
import { readArguments } from "../../../../electron/headless/arguments";
import { requestOf } from "../../../../electron/headless/request";
import { startRequestSchema } from "../../../../shared/ipc/domains/runs";

function asked(...words: readonly string[]) {
  const read = readArguments(["two cats", ...words]);
  if (read === null) throw new Error("help was asked for");
  return requestOf(read);
}

describe("what the terminal asks of a run", () => {
  it("never waits for anybody unless told so", () => {
    expect(asked()).toMatchObject({ prompt: "two cats", pace: "flow", ask: false });
    expect(asked("--ask")).toMatchObject({ ask: true });
  });

  it("leaves to the settings what is not named", () => {
    const named = Object.keys(asked());
    for (const open of ["candidates", "budget", "minGain", "repair", "seconds"])
      expect(named).not.toContain(open);
  });

  it("names candidates, budgets, gain and repair", () => {
    const request = asked("--candidates", "4", "--max-images", "7", "--min-gain", "0.1", "--no-repair");
    expect(startRequestSchema.parse(request)).toMatchObject({
      candidates: 4,
      budget: { images: 7, tokens: null, money: null },
      minGain: 0.1,
      repair: false,
    });
  });

  it("chooses the skill", () => {
    expect(asked().skill).toEqual({ mode: "auto" });
    expect(asked("--skill", "none").skill).toEqual({ mode: "none" });
    expect(asked("--skill", "spatial-layout").skill).toEqual({ mode: "force", name: "spatial-layout" });
  });
});
