import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ClipModel, cosineOf } from "../../../../../electron/inference/vision-language/clip";
import { readClipFolder } from "../../../../../electron/inference/vision-language/folder";
import { openLibrary } from "../../../../../electron/inference/vision-language/library";
import { clip, clipGoldens, picture } from "./fixtures";

const goldens = clipGoldens();

function farthest(found: Float32Array, wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length);
  return Math.max(...wanted.map((value, i) => Math.abs(value - (found[i] ?? Number.NaN))));
}

let model: ClipModel;
beforeAll(async () => {
  model = await ClipModel.load(await readClipFolder(clip), await openLibrary());
});
afterAll(() => model.release());

describe("a tiny CLIP with random weights, held against transformers", () => {
  test.each(goldens.texts)("reads $text", async ({ text, embedding }) => {
    expect(farthest(await model.ofText(text), embedding)).toBeLessThan(1e-4);
  });

  test.each(Object.entries(goldens.pictures))("sees %s", async (name, embedding) => {
    expect(farthest(await model.ofPicture(await picture(name)), embedding)).toBeLessThan(1e-4);
  });
});

describe("cosineOf", () => {
  test("does not care for lengths", () => {
    expect(cosineOf(Float32Array.of(3, 4), Float32Array.of(6, 8))).toBeCloseTo(1, 12);
    expect(cosineOf(Float32Array.of(1, 0), Float32Array.of(0, 9))).toBe(0);
    expect(cosineOf(Float32Array.of(1, 2), Float32Array.of(-1, -2))).toBeCloseTo(-1, 12);
  });

  test("is 0 for nothing at all", () => {
    expect(cosineOf(Float32Array.of(0, 0), Float32Array.of(1, 1))).toBe(0);
  });
});
