import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { Embedder } from "../../../../../electron/inference/text/embedder";
import { cosine, EMBEDDING_SIZE } from "../../../../../shared/inference/embedding";
import golden from "./golden.json";

const folder = path.join(import.meta.dirname, "../../../../../models/minilm");
let embedder: Embedder;

beforeAll(async () => {
  embedder = await Embedder.load(folder, sessionFactory({ threads: 1 }));
});

function decoded(base64: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return new Float32Array(bytes.buffer);
}

describe("vectors", () => {
  test("are those of the reference in 32 bits, within what 8-bit storage costs", async () => {
    const vectors = await embedder.embed(golden.vectors.map(({ text }) => text));
    const cosines = golden.vectors.map(({ vector }, index) => cosine(decoded(vector), vectors[index]!));
    for (const [index, value] of cosines.entries()) {
      expect(value, golden.vectors[index]?.text).toBeGreaterThanOrEqual(0.99);
    }
  });

  test("have length 1 whatever the text, none and a very long one included", async () => {
    for (const vector of await embedder.embed(["", "word ".repeat(4000), "🐈‍⬛ 猫"])) {
      expect(vector).toHaveLength(EMBEDDING_SIZE);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }
  });

  test("do not depend on what else was asked", async () => {
    const alone = await embedder.embed(["two cats"]);
    const amid = await embedder.embed(["a very different sentence about taxes", "two cats", ""]);
    expect(amid[1]).toEqual(alone[0]);
  });

  test("put likeness of meaning before likeness of words", async () => {
    const [bike, bicycle, bank] = await embedder.embed([
      "a bike leaning against a wall",
      "a bicycle resting on a brick wall",
      "a bank leaning towards a loan",
    ]);
    expect(cosine(bike!, bicycle!)).toBeGreaterThan(cosine(bike!, bank!) + 0.2);
  });

  test("stop when nobody wants them any more", async () => {
    await expect(embedder.embed(["a"], AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("a broken model", () => {
  let broken: string;
  beforeAll(async () => {
    broken = await mkdtemp(path.join(tmpdir(), "gems-minilm-"));
  });
  afterAll(() => rm(broken, { recursive: true, force: true }));

  test("is named", async () => {
    const load = () => Embedder.load(broken, sessionFactory());
    await expect(load()).rejects.toMatchObject({ code: "model-invalid" });
    await copyFile(path.join(folder, "vocab.txt"), path.join(broken, "vocab.txt"));
    await writeFile(path.join(broken, "model.onnx"), "not a network");
    await expect(load()).rejects.toMatchObject({ code: "model-invalid" });
  });
});
