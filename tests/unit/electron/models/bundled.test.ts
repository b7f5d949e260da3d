/** Models that come with the studio are there to choose, and nothing of the library. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundledModels } from "../../../../electron/models/bundled";
import { open } from "./support";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "gems-bundled-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function bundle(): Promise<string> {
  const model = path.join(folder, "models", "flatland-diffusion");
  await mkdir(model, { recursive: true });
  await writeFile(path.join(model, "model_index.json"), "{}");
  return model;
}

test("there are none where a checkout leaves them out", async () => {
  expect(await bundledModels(null)).toEqual([]);
  expect(await bundledModels(path.join(folder, "models"))).toEqual([]);
});

test("they stand on the shelf beside the designer's own, with a name for people", async () => {
  const model = await bundle();
  const { shelf } = await open(path.join(folder, "data"), { modelsDir: path.join(folder, "models") });
  expect(await shelf()).toMatchObject({
    models: [],
    bundled: [{ name: "Flatland diffusion", folder: model }],
  });
});
