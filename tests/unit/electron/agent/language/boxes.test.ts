import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBatch } from "../../../../../electron/agent/language/batch";
import { placed, readRawBox, unitsOf } from "../../../../../electron/agent/language/boxes";
import { pictureSize } from "../../../../../electron/agent/language/picture-size";
import { pngHeader } from "./speaker";

const size = { width: 512, height: 256 };

function place(boxes: readonly unknown[], within: typeof size | null = size) {
  const raw = boxes.map(readRawBox).filter((box) => box !== null);
  const units = unitsOf(raw, within);
  return raw.map((box) => placed(box, units)?.box ?? null);
}
const near = (x: number, y: number, w: number, h: number) => ({
  x: expect.closeTo(x, 2),
  y: expect.closeTo(y, 2),
  w: expect.closeTo(w, 2),
  h: expect.closeTo(h, 2),
});

describe("units", () => {
  test("fractions, also when rounded a little beyond the edge", () => {
    expect(place([[0, 0.5, 1.01, 1]])).toEqual([near(0, 0.5, 1, 0.5)]);
  });

  test("thousandths, where a box does not fit the picture's pixels", () => {
    expect(
      place([
        [0, 0, 500, 1000],
        [100, 100, 200, 200],
      ]),
    ).toEqual([near(0, 0, 0.5, 1), near(0.1, 0.1, 0.1, 0.1)]);
  });

  test("pixels, where several boxes agree on lying within a small picture", () => {
    expect(
      place([
        [256, 0, 512, 128],
        [0, 128, 128, 256],
      ]),
    ).toEqual([near(0.5, 0, 0.5, 0.5), near(0, 0.5, 0.25, 0.5)]);
  });

  test("pixels, where they exceed a thousand and lie within a large picture", () => {
    expect(place([[0, 0, 2000, 1000]], { width: 4000, height: 2000 })).toEqual([near(0, 0, 0.5, 0.5)]);
  });

  test("Gemini's own form has the top first and is in thousandths", () => {
    expect(place([{ label: "cow", box_2d: [0, 100, 500, 300] }])).toEqual([near(0.1, 0, 0.2, 0.5)]);
  });

  test("one answer speaks in one unit, over all its verdicts", () => {
    const verdict = (id: string, box: number[]) => ({ id, answer: "no", boxes: [{ label: "", box }] });
    const batch = readBatch(
      [verdict("c1", [256, 0, 512, 128]), verdict("c2", [0, 128, 128, 256])],
      ["c1", "c2"],
      size,
    );
    expect(batch?.flatMap(({ boxes }) => boxes.map(({ box }) => box))).toEqual([
      near(0.5, 0, 0.5, 0.5),
      near(0, 0.5, 0.25, 0.5),
    ]);
  });
});

describe("forms", () => {
  test.each([
    [{ label: "a", box: [0, 0, 0.5, 0.5] }],
    [{ label: "a", bbox: [0, 0, 0.5, 0.5] }],
    [{ label: "a", x1: 0, y1: 0, x2: 0.5, y2: 0.5 }],
    [{ label: "a", left: 0, top: 0, right: 0.5, bottom: 0.5 }],
    [{ label: "a", x: 0, y: 0, w: 0.5, h: 0.5 }],
    [{ label: "a", box: { x1: 0, y1: 0, x2: 0.5, y2: 0.5 } }],
    [[0, 0, 0.5, 0.5]],
  ])("%j is the upper left quarter", (value) => {
    expect(place([value])).toEqual([near(0, 0, 0.5, 0.5)]);
  });

  test("whatever is told, what is read lies in the picture", () => {
    const told = fc.oneof(fc.array(fc.double()), fc.record({ box: fc.array(fc.double()) }), fc.anything());
    fc.assert(
      fc.property(fc.array(told), fc.constantFrom(size, null), (boxes, within) => {
        for (const box of place(boxes, within)) {
          if (box === null) continue;
          expect(Math.min(box.x, box.y, box.w, box.h)).toBeGreaterThanOrEqual(0);
          expect(Math.max(box.x + box.w, box.y + box.h)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe("a picture's size", () => {
  test("is read from the headers of PNG and JPEG", () => {
    expect(pictureSize(pngHeader(640, 480))).toEqual({ width: 640, height: 480 });
    const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0x01, 0xe0, 0x02, 0x80, 3, 1];
    expect(pictureSize(Uint8Array.from(jpeg))).toEqual({ width: 640, height: 480 });
  });

  test("any bytes are survived", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        for (const start of [[], [0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47]]) {
          const found = pictureSize(Uint8Array.from([...start, ...bytes]));
          if (found !== null) expect(found.width * found.height).toBeGreaterThan(0);
        }
      }),
    );
  });
});
