/** The larger layout model: there or left out, loaded when asked for. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { flatlandGenerator } from "../../../../electron/backends/flatland";
import { assetsDir, modelsDir, openRealEngine, requireModel } from "../inference/real-worker";

requireModel("flatland");
const folder = mkdtempSync(path.join(tmpdir(), "gems-large-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const context = {
  signal: new AbortController().signal,
  onUsage: () => undefined,
  onProgress: () => undefined,
};
const wish = { prompt: "two red dogs", parameters: { seed: 3, size: 256, temperature: 1 } };

/** An engine over the studio's models and, as the larger one, whichever is said. */
function engineWith(name: string, large: string | null) {
  const models = path.join(folder, name);
  mkdirSync(models);
  for (const part of ["flatland", "flatland-detector", "ocr", "minilm"]) {
    symlinkSync(path.join(modelsDir, part), path.join(models, part));
  }
  if (large !== null) symlinkSync(path.join(modelsDir, large), path.join(models, "flatland-large"));
  return openRealEngine({ init: { modelsDir: models, assetsDir } }).engine;
}

const loaded = (engine: ReturnType<typeof engineWith>) =>
  engine
    .status()
    .models.filter((model) => model.loaded)
    .map(({ name }) => name);

describe("the larger layout model", () => {
  it("composes where it was chosen, and the other one stays unloaded", async () => {
    const engine = engineWith("both", "flatland");
    try {
      const { backend, svg } = await flatlandGenerator(engine, { large: true }).generate(wish, context);
      expect(backend).toBe("flatland-large");
      expect(svg).toContain("<svg");
      expect(loaded(engine)).toEqual(["flatland-large"]);
      expect((await flatlandGenerator(engine).generate(wish, context)).backend).toBe("flatland");
      expect(loaded(engine)).toEqual(["flatland", "flatland-large"]);
    } finally {
      await engine.close();
    }
  });

  it("is not spoken of where it was left out, and asked for all the same it says what to do", async () => {
    const engine = engineWith("small", null);
    try {
      const drawing = flatlandGenerator(engine, { large: true }).generate(wish, context);
      await expect(drawing).rejects.toMatchObject({
        code: "model-missing",
        remedy: "Choose the small layout model in the settings.",
      });
      expect(engine.status().models.map(({ name }) => name)).not.toContain("flatland-large");
    } finally {
      await engine.close();
    }
  });
});
