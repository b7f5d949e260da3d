import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actualZoom,
  covered,
  fits,
  kept,
  type Lens,
  panned,
  percentOf,
  placeAt,
  placed,
  type Setting,
  seenAt,
  snapped,
  unitScale,
  wholePicture,
  zoomedTo,
} from "../../../../../renderer/features/compare/stage/lens";

const pane = { width: 640, height: 480 };
const square = { width: 1024, height: 1024 };

function setting(change: Partial<Setting> = {}): Setting {
  return { fit: "fit", pane, image: square, largest: square, pixelRatio: 1, ...change };
}

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 4096 }),
  height: fc.integer({ min: 1, max: 4096 }),
});
const anySetting = fc
  .record({
    fit: fc.constantFrom(...fits),
    pane: fc.record({
      width: fc.integer({ min: 80, max: 3840 }),
      height: fc.integer({ min: 80, max: 2160 }),
    }),
    image: sizes,
    other: sizes,
    pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2),
  })
  .map(({ other, ...rest }) => ({
    ...rest,
    largest: {
      width: Math.max(rest.image.width, other.width),
      height: Math.max(rest.image.height, other.height),
    },
  }));
const anyLens = fc.record({
  zoom: fc.double({ min: 0.05, max: 40, noNaN: true }),
  cx: fc.double({ min: 0, max: 1, noNaN: true }),
  cy: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe("the lens", () => {
  it("shows the whole picture under fit, and leaves nothing of the pane under fill", () => {
    const fitted = covered(placed(wholePicture, setting()), setting());
    expect(fitted.width).toBeCloseTo(1024 * unitScale(setting()));
    expect(fitted.height).toBeLessThan(pane.height);
    const filled = setting({ fit: "fill" });
    expect(covered(placed(wholePicture, filled), filled)).toEqual({ left: 0, top: 0, ...pane });
  });

  it("takes 100 % as one image pixel a device pixel, whatever the screen", () => {
    for (const pixelRatio of [1, 1.25, 1.5, 2]) {
      const actual = setting({ fit: "actual", pixelRatio });
      expect(placed(wholePicture, actual).scale * pixelRatio).toBe(1);
      const zoom = actualZoom(setting({ pixelRatio }));
      const { scale } = placed({ ...wholePicture, zoom }, setting({ pixelRatio }));
      expect(scale * pixelRatio).toBeCloseTo(1, 12);
      expect(percentOf(scale, pixelRatio)).toBe("100 %");
    }
  });

  it("keeps the place under the pointer where it is while zooming", () => {
    const at = { x: 200, y: 300 };
    const before = placeAt(at, wholePicture, setting());
    const zoomed = zoomedTo(wholePicture, 5, at, setting());
    const after = placeAt(at, zoomed, setting());
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  it("shows the same place in the middle of panes with pictures of unequal sizes", () => {
    fc.assert(
      fc.property(anySetting, sizes, anyLens, (one, image, lens) => {
        const largest = {
          width: Math.max(one.largest.width, image.width),
          height: Math.max(one.largest.height, image.height),
        };
        const first = { ...one, largest };
        const second = { ...one, image, largest };
        const middle = { x: one.pane.width / 2, y: one.pane.height / 2 };
        const a = placeAt(middle, lens, first);
        const b = placeAt(middle, lens, second);
        expect(a.x).toBeCloseTo(b.x, 6);
        expect(a.y).toBeCloseTo(b.y, 6);
      }),
    );
  });

  it("counts in pixels under 1:1, so that pixel 100, 60 lies in one place in every pane", () => {
    const largest = { width: 1024, height: 1024 };
    const lens: Lens = { zoom: 2, cx: 0.1, cy: 0.08 };
    const spots = [square, { width: 512, height: 300 }].map((image) => {
      const { scale, x, y } = placed(lens, setting({ fit: "actual", image, largest }));
      return [x + 100 * scale, y + 60 * scale];
    });
    expect(spots[0]).toEqual(spots[1]);
  });

  it("finds back what it placed", () => {
    fc.assert(
      fc.property(anySetting, anyLens, fc.double({ min: 0, max: 1, noNaN: true }), (one, lens, share) => {
        const place = { x: share, y: 1 - share };
        const back = placeAt(seenAt(place, lens, one), lens, one);
        expect(back.x).toBeCloseTo(place.x, 5);
        expect(back.y).toBeCloseTo(place.y, 5);
      }),
    );
  });

  it("never loses the picture, however it is dragged and zoomed", () => {
    fc.assert(
      fc.property(
        anySetting,
        fc.array(
          fc.record({ x: fc.integer({ min: -9e3, max: 9e3 }), y: fc.integer({ min: -9e3, max: 9e3 }) }),
        ),
        fc.double({ min: 0.001, max: 500, noNaN: true }),
        (one, drags, zoom) => {
          const same = { ...one, largest: one.image };
          const dragged = drags.reduce<Lens>((lens, by) => panned(lens, by, same), wholePicture);
          const lens = zoomedTo(dragged, zoom, { x: 3, y: 3 }, same);
          const seen = covered(placed(lens, same), same);
          expect(seen.width).toBeGreaterThan(0);
          expect(seen.height).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("snaps the corner to device pixels of the page, by less than one of them", () => {
    const origin = { x: 54.4, y: 91.2 };
    const raw = { scale: 0.4, x: 12.34, y: -7.77 };
    const { x, y } = snapped(raw, origin, 1.5);
    expect(((x + origin.x) * 1.5) % 1).toBeCloseTo(0, 9);
    expect(Math.abs(x - raw.x)).toBeLessThanOrEqual(0.5 / 1.5 + 1e-9);
    expect(Math.abs(y - raw.y)).toBeLessThanOrEqual(0.5 / 1.5 + 1e-9);
  });

  it("leaves a lens that is within bounds alone", () => {
    expect(kept(wholePicture, setting())).toEqual(wholePicture);
  });
});
