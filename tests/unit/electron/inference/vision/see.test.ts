import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { imaging } from "../../../../../electron/inference/imaging";
import { sessionFactory } from "../../../../../electron/inference/sessions";
import { overlapOf } from "../../../../../electron/inference/vision/boxes";
import { openObjectEyes } from "../../../../../electron/inference/vision/open";
import { Vision } from "../../../../../electron/inference/vision/see";
import { drawn, top } from "./support";

const detectorDir = join(top, "models/flatland-detector");
const ocrDir = join(top, "models/ocr");
const createSession = sessionFactory({ threads: 1 });

describe("Vision", () => {
  let vision: Vision;
  beforeAll(async () => {
    vision = await Vision.load({ detectorDir, ocrDir, createSession, imaging: imaging() });
  });

  it("counts objects, names their finishes and finds their places", async () => {
    const xs = [0.2, 0.5, 0.8];
    const png = drawn([
      ...xs.map((x) => ({ kind: "elephant", finish: "blue", x, y: 0.35, size: 0.22 })),
      { kind: "car", finish: null, x: 0.5, y: 0.75, size: 0.35 },
    ]);
    const { detections, lines, width, height } = await vision.see(png, { text: false });
    expect({ width, height, lines }).toEqual({ width: 768, height: 768, lines: [] });
    const elephants = detections.filter(({ kind }) => kind === "elephant");
    expect(elephants.map(({ finish }) => finish)).toEqual(["blue", "blue", "blue"]);
    for (const x of xs) {
      const place = { x: x - 0.11, y: 0.24, w: 0.22, h: 0.22 };
      expect(elephants.filter(({ box }) => overlapOf(box, place) > 0.5)).toHaveLength(1);
    }
    expect(detections.filter(({ kind }) => kind === "car").map(({ finish }) => finish)).toEqual([null]);
    expect(detections).toHaveLength(4);
    for (const { confidence, finishConfidence } of detections) {
      expect(Math.min(confidence, finishConfidence)).toBeGreaterThan(0.5);
      expect(Math.max(confidence, finishConfidence)).toBeLessThanOrEqual(1);
    }
  });

  it("sees nothing on an empty ground", async () => {
    expect((await vision.see(drawn([]), { text: false })).detections).toEqual([]);
  });

  it("reads lettering only when asked", async () => {
    const png = drawn([{ kind: "lettering", finish: null, x: 0.5, y: 0.4, size: 0.5, text: "GEMS" }]);
    expect((await vision.see(png, { text: false })).lines).toEqual([]);
    const { lines, detections } = await vision.see(png, { text: true });
    expect(lines.map(({ text }) => text)).toEqual(["GEMS"]);
    expect(detections.map(({ kind }) => kind)).toEqual(["lettering"]);
  });

  it("stops when asked to", async () => {
    const signal = AbortSignal.abort();
    await expect(vision.see(drawn([]), { text: true, signal })).rejects.toMatchObject({ code: "cancelled" });
  });

  it("says so when the bytes are no picture", async () => {
    const bytes = new TextEncoder().encode("not a picture");
    await expect(vision.see(bytes, { text: false })).rejects.toMatchObject({ code: "image-invalid" });
  });
});

describe("the detector", () => {
  it("refuses pictures whose bytes do not fit their size", async () => {
    const eyes = await openObjectEyes(detectorDir, { createSession });
    const image = { data: new Uint8Array(32 * 32), width: 32, height: 32 };
    await expect(eyes.look(image)).rejects.toMatchObject({ code: "bad-input" });
  });
});
