/** The bundled engine with another layout model in its place. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readArguments } from "../../../../bench/product/arguments";
import { openLanes } from "../../../../bench/product/rooms";
import { forkInNode } from "../../../../electron/inference/fork";
import { forkOptions, requireModel, worker } from "../../electron/inference/real-worker";

requireModel("flatland");
const data = mkdtempSync(path.join(tmpdir(), "gems-layout-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

function lanesWith(layout: string, name: string) {
  const asked = readArguments(["--suite", "studio-300", "--policy", "single", "--layout", layout]);
  if (asked === null) throw new Error("no arguments");
  return openLanes(asked, path.join(data, name), null, forkInNode(worker, forkOptions));
}

test("draws with the model it was given, and leaves the studio's own alone", async () => {
  const models = path.resolve(import.meta.dirname, "../../../../models");
  const other = path.join(data, "other");
  cpSync(path.join(models, "flatland"), other, { recursive: true });
  const lanes = await lanesWith(other, "lane");
  try {
    const [lane] = lanes;
    const status = lane?.room.engine.status().models.find(({ name }) => name === "flatland");
    expect(status).toMatchObject({ loaded: true });
  } finally {
    for (const lane of lanes) await lane.close();
  }
  rmSync(path.join(data, "lane"), { recursive: true });
  expect(readdirSync(other)).toContain("model.onnx");
  expect(readdirSync(path.join(models, "flatland"))).toContain("model.onnx");
});

test("says where there is no model", async () => {
  await expect(lanesWith(path.join(data, "nowhere"), "empty")).rejects.toThrow(
    /no layout model in .*nowhere/,
  );
});
