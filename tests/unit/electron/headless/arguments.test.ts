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

  it("takes a limit of time and any number of banned skills", () => {
    expect(readArguments(["two cats", "--ban", "a", "--ban", "b", "--seconds", "90"])).toMatchObject({
      ban: ["a", "b"],
      seconds: 90,
    });
    expect(readArguments(["two cats"])).toMatchObject({ ban: [] });
    expect(readArguments(["two cats"])?.seconds).toBeUndefined();
  });

  it("takes candidates, budgets and what is not to be done", () => {
    const words = [
      "x",
      "--candidates",
      "3",
      "--max-images",
      "9",
      "--max-tokens",
      "5000",
      "--max-money",
      "0.5",
    ];
    expect(readArguments([...words, "--min-gain", "0.05", "--no-repair", "--ask"])).toMatchObject({
      candidates: 3,
      "max-images": 9,
      "max-tokens": 5_000,
      "max-money": 0.5,
      "min-gain": 0.05,
      "no-repair": true,
      ask: true,
    });
    expect(readArguments(["x"])).toMatchObject({ "no-repair": false, ask: false });
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
    [["x", "--seconds", "0"], "seconds"],
    [["x", "--seconds", "soon"], "seconds"],
    [["x", "--candidates", "9"], "candidates"],
    [["x", "--max-images", "0"], "max-images"],
    [["x", "--max-tokens", "1.5"], "max-tokens"],
    [["x", "--max-money", "-1"], "max-money"],
    [["x", "--min-gain", "2"], "min-gain"],
    [["x", "--frobnicate"], "frobnicate"],
  ])("names what is wrong in %j", (words, named) => {
    expect(() => readArguments(words)).toThrow(new RegExp(named));
  });
});

describe("a model of one's own", () => {
  it("is named with its numbers, which have bounds and are nothing without it", () => {
    const words = ["a cat", "--model", "models/sd", "--steps", "4", "--guidance", "0.5"];
    expect(readArguments(words)).toMatchObject({ model: "models/sd", steps: 4, guidance: 0.5 });
    expect(() => readArguments(["a cat", "--model", "m", "--steps", "0"])).toThrow(/--steps/);
    expect(() => readArguments(["a cat", "--model", "m", "--guidance", "31"])).toThrow(/--guidance/);
    expect(() => readArguments(["a cat", "--steps", "4"])).toThrow("--steps needs --model");
  });
});
