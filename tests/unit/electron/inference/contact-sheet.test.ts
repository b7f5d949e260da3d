import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { contactSheet, type MarkState, type SheetCell } from "../../../../electron/inference/contact-sheet";
import { loadAssets } from "../../../../electron/inference/flatland/render/rasterise";
import { createImaging } from "../../../../electron/inference/imaging";
import { StudioError } from "../../../../shared/errors";

const assets = loadAssets(join(process.cwd(), "electron/inference/flatland/assets"));
const pictures = createImaging("native");

const redPicture = () =>
  pictures.encodePng({
    data: new Uint8Array(64 * 64 * 3).map((_, at) => (at % 3 === 0 ? 255 : 0)),
    width: 64,
    height: 64,
    channels: 3,
  });

const states: readonly MarkState[] = ["pass", "fail", "unclear", "error", "not judged"];

const cell = (image: Uint8Array | null, heading: string, marks = 5): SheetCell => ({
  image,
  heading,
  score: "1 of 5",
  captions: ['Four bicycles & "three" cows <in front>'],
  marks: Array.from({ length: marks }, (_, index) => ({
    state: states[index % 5] ?? "pass",
    label: `Criterion ${index} with a fairly long question that has to be cut?`,
  })),
});

/** How many pixels of a sheet lie within 24 of a colour. */
async function near(png: Uint8Array, colour: readonly number[]): Promise<number> {
  const { width, height } = await pictures.sizeOf(png);
  const { data } = await pictures.decodeRgb(png, width, height);
  let count = 0;
  for (let at = 0; at < data.length; at += 3) {
    if (colour.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 24)) count++;
  }
  return count;
}

describe("contactSheet", () => {
  it("shows each picture, the best one framed, and every verdict state", async () => {
    const image = await redPicture();
    const sheet = {
      title: "Bicycles & cows",
      subtitle: "seed 7",
      cells: [cell(image, "Iteration 1"), { ...cell(image, "Iteration 2"), best: true }],
    };
    const png = await contactSheet(sheet, assets, pictures);
    // Two wells of 320 units, drawn at scale 2; thumbnails are never enlarged but the sheet draws them to fit.
    expect(await near(png, [255, 0, 0])).toBeGreaterThan(2 * 600 ** 2);
    expect(await near(png, [143, 155, 255])).toBeGreaterThan(2000);
    for (const colour of [
      [88, 196, 143],
      [240, 120, 106],
      [227, 180, 85],
    ])
      expect(await near(png, colour)).toBeGreaterThan(100);
  });

  it("keeps a place for an iteration without a picture", async () => {
    const one = await pictures.sizeOf(
      await contactSheet({ title: "t", cells: [cell(null, "1")] }, assets, pictures),
    );
    const other = await pictures.sizeOf(
      await contactSheet({ title: "t", cells: [cell(await redPicture(), "1")] }, assets, pictures),
    );
    expect(one).toEqual(other);
  });

  it("grows by rows and stays drawable with many iterations and criteria", async () => {
    const image = await redPicture();
    for (const [cells, criteria] of [
      [0, 0],
      [1, 60],
      [13, 7],
      [200, 60],
    ] as const) {
      const all = Array.from({ length: cells }, (_, index) =>
        cell(index % 9 === 4 ? null : image, String(index + 1), criteria),
      );
      const { width, height } = await pictures.sizeOf(
        await contactSheet({ title: "A very long prompt ".repeat(30), cells: all }, assets, pictures),
      );
      expect(width).toBeGreaterThan(50);
      expect(height).toBeLessThanOrEqual(12_002);
    }
  });

  it("fails with a typed error when a picture is torn", async () => {
    const torn = (await redPicture()).slice(0, 40);
    await expect(
      contactSheet({ title: "t", cells: [cell(torn, "1")] }, assets, pictures),
    ).rejects.toBeInstanceOf(StudioError);
  });
});

describe("loadAssets", () => {
  it("says where fonts are missing", () => {
    expect(() => loadAssets("/nowhere")).toThrow(/fonts are not in/);
  });
});
