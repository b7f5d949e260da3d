import { describe, expect, it } from "vitest";
import { readArguments } from "../../../../electron/headless/arguments";

describe("the command line", () => {
  it("reads prompt and options in any order", () => {
    expect(readArguments(["--seed", "3", "two cats", "--rounds", "2", "--json"])).toMatchObject({
      prompt: "two cats",
      seed: 3,
      rounds: 2,
      json: true,
      quiet: false,
    });
  });

  it("joins a prompt whose quotes were forgotten", () => {
    expect(readArguments(["two", "cats"])?.prompt).toBe("two cats");
  });

  it("answers null when help is asked for", () => {
    expect(readArguments(["--help"])).toBeNull();
  });

  it.each([
    [[], "prompt"],
    [["x", "--rounds", "0"], "rounds"],
    [["x", "--rounds", "many"], "rounds"],
    [["x", "--seed", "-1"], "seed"],
    [["x", "--temperature", "9"], "temperature"],
    [["x", "--frobnicate"], "frobnicate"],
  ])("names what is wrong in %j", (words, named) => {
    expect(() => readArguments(words)).toThrow(new RegExp(named));
  });
});
