import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDetectorConfig } from "../../../../../electron/inference/vision/detector-config";
import world from "../../../../../shared/flatland/world.json";
import { top, twoStageConfig } from "./support";

describe("readDetectorConfig", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "detector-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it("reads a configuration and drops what it does not know", async () => {
    await writeFile(join(dir, "config.json"), JSON.stringify({ ...twoStageConfig, more: true }));
    expect(await readDetectorConfig(dir)).toEqual(twoStageConfig);
  });

  it("says when the file is missing", async () => {
    await expect(readDetectorConfig(dir)).rejects.toMatchObject({ code: "model-missing" });
  });

  it.each([
    ["torn JSON", '{"version": 1,'],
    ["an earlier version", JSON.stringify({ ...twoStageConfig, version: 1 })],
    ["a later version", JSON.stringify({ ...twoStageConfig, version: 3 })],
    ["a backdrop nobody knows", JSON.stringify({ ...twoStageConfig, backdrops: ["moon"] })],
    ["a threshold above 1", JSON.stringify({ ...twoStageConfig, threshold: 1.5 })],
    [
      "a temperature of 0",
      JSON.stringify({
        ...twoStageConfig,
        calibration: { ...twoStageConfig.calibration, finishTemperature: 0 },
      }),
    ],
  ])("refuses %s", async (_, text) => {
    await writeFile(join(dir, "config.json"), text);
    await expect(readDetectorConfig(dir)).rejects.toMatchObject({ code: "model-invalid" });
  });

  it("finds the world's vocabulary in the bundled model", async () => {
    const config = await readDetectorConfig(join(top, "models/flatland-detector"));
    expect(config.kinds).toEqual([...world.nouns.map((noun) => noun.name), ...world.props]);
    expect(config.finishes).toEqual(["natural", ...world.finishes.map((finish) => finish.name)]);
  });
});
