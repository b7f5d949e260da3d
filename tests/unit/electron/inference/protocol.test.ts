import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { Sheet } from "../../../../electron/inference/contact-sheet";
import {
  type ContactSheetRequest,
  fromWorkerSchema,
  methodNames,
  methods,
  sightingSchema,
  toWorkerSchema,
} from "../../../../electron/inference/protocol";
import type { BackdropGuess, Detection, Sighting, TextLine } from "../../../../shared/inference/detections";

describe("messages", () => {
  test("nonsense is refused without throwing", () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(toWorkerSchema.safeParse(raw).success).toBe(false);
        expect(fromWorkerSchema.safeParse(raw).success).toBe(false);
      }),
    );
  });

  test.each([
    { type: "call", id: 0, method: "draw", input: {} },
    { type: "call", id: 1.5, method: "draw", input: {} },
    { type: "call", id: 1, method: "format-disk", input: {} },
    { type: "init", init: { modelsDir: "", assetsDir: "/a" } },
    { type: "cancel" },
  ])("refuses %j", (message) => {
    expect(toWorkerSchema.safeParse(message).success).toBe(false);
  });

  test("progress outside 0..1 is refused", () => {
    const progress = (fraction: number) => ({ type: "progress", id: 1, fraction, label: "" });
    expect(fromWorkerSchema.safeParse(progress(1)).success).toBe(true);
    expect(fromWorkerSchema.safeParse(progress(1.01)).success).toBe(false);
    expect(fromWorkerSchema.safeParse(progress(Number.NaN)).success).toBe(false);
  });

  test("bytes survive the structured clone as bytes", () => {
    const input = { bytes: new Uint8Array([1, 2, 3]) };
    const parsed = methods.toPng.input.parse(structuredClone(input));
    expect([...parsed.bytes]).toEqual([1, 2, 3]);
    expect(methods.toPng.input.safeParse({ bytes: [1, 2, 3] }).success).toBe(false);
  });
});

describe("the protocol fits its neighbours", () => {
  test("every method is named", () => {
    expect([...methodNames].sort()).toEqual(Object.keys(methods).sort());
  });

  test("what crosses the border is what both sides speak of", () => {
    expectTypeOf<z.infer<typeof sightingSchema>>().toExtend<Sighting>();
    expectTypeOf<ContactSheetRequest>().toExtend<Sheet>();
    // All fields: what the border does not know it would take away.
    const detection: Required<Detection> = {
      kind: "dog",
      finish: null,
      box: { x: 0, y: 0, w: 0.5, h: 0.5 },
      confidence: 0.9,
      finishConfidence: 0.4,
      finishes: [{ finish: null, confidence: 0.4 }],
      facing: "left",
      facingConfidence: 0.8,
    };
    const line: Required<TextLine> = { text: "HI", box: detection.box, confidence: 0.9 };
    const backdrop: Required<BackdropGuess> = { name: "night", confidence: 0.9 };
    const sighting: Required<Sighting> = {
      detections: [detection],
      lines: [line],
      backdrop,
      width: 10,
      height: 10,
      ms: 3,
    };
    expect(sightingSchema.parse(sighting)).toEqual(sighting);
    expect(
      sightingSchema.safeParse({ ...sighting, detections: [{ ...detection, confidence: 2 }] }).success,
    ).toBe(false);
  });
});
