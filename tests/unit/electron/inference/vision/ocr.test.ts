import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeRgb } from "../../../../../electron/inference/imaging";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { TextReader } from "../../../../../electron/inference/vision/ocr";
import { drawn, top } from "./support";

const tools = { createSession: sessionFactory({ threads: 1 }) };

describe("TextReader", () => {
  it("reads a sign's lines in order, each within the sign", async () => {
    const reader = await TextReader.load(join(top, "models/ocr"), tools);
    const png = drawn([
      { kind: "car", finish: "checkered", x: 0.75, y: 0.8, size: 0.3 },
      { kind: "lettering", finish: "red", x: 0.35, y: 0.35, size: 0.4, text: "FRESH BREAD" },
    ]);
    const lines = await reader.read(await decodeRgb(png, 768, 768));
    expect(lines.map((line) => line.text)).toEqual(["FRESH", "BREAD"]);
    for (const { box, confidence } of lines) {
      expect(confidence).toBeGreaterThan(0.9);
      expect(box.x).toBeGreaterThan(0.14);
      expect(box.x + box.w).toBeLessThan(0.56);
      expect(box.y + box.h).toBeLessThan(0.6);
    }
  });

  it("reads nothing where nothing is written", async () => {
    const reader = await TextReader.load(join(top, "models/ocr"), tools);
    const png = drawn([
      { kind: "zebra", finish: null, x: 0.3, y: 0.5, size: 0.4 },
      { kind: "clock", finish: "striped", x: 0.7, y: 0.6, size: 0.4 },
    ]);
    expect(await reader.read(await decodeRgb(png, 768, 768))).toEqual([]);
  });

  it("says when its files are missing", async () => {
    const empty = await mkdtemp(join(tmpdir(), "ocr-"));
    await expect(TextReader.load(empty, tools)).rejects.toMatchObject({ code: "model-missing" });
    await rm(empty, { recursive: true });
  });
});
