import { describe, expect, it } from "vitest";
import {
  labelSpots,
  overlapOf,
  type Place,
  placesOf,
  shortConfidence,
} from "../../../../renderer/components/evidence";
import { reduceAll } from "../../../../shared/run/reduce";
import { criteria, journal } from "../support/journal";

const { iterations } = reduceAll(journal({ id: "bicycl3s", startedAt: 0 }));
const iteration = (n: number) => iterations.find((it) => it.n === n)!;

describe("placesOf", () => {
  it("draws one box a thing, however many questions speak of it", () => {
    expect(placesOf(iteration(4), criteria, null)).toHaveLength(7);
    expect(
      placesOf(iteration(4), criteria, null).every((place) => place.strong && place.tone === "for"),
    ).toBe(true);
  });

  it("makes the places of the selected criterion strong and leaves the others as outlines", () => {
    const places = placesOf(iteration(4), criteria, "c2");
    expect(places.filter((place) => place.strong)).toHaveLength(3);
    expect(places.filter((place) => place.strong).every((place) => place.criterionIds.includes("c2"))).toBe(
      true,
    );
    expect(places.slice(-3).every((place) => place.strong)).toBe(true);
  });

  it("marks only the thing that is wrong", () => {
    const against = placesOf(iteration(3), criteria, "a2").filter((place) => place.tone === "against");
    expect(against).toHaveLength(1);
    expect(against[0]?.label).toBe("cow");
  });

  it("does not turn every thing red for one relation that does not hold", () => {
    const it4 = iteration(4);
    const relation = it4.verdicts.p1!;
    const verdicts = {
      ...it4.verdicts,
      p1: {
        ...relation,
        state: "fail" as const,
        evidence: relation.evidence.map((one) => ({ ...one, supports: false })),
      },
    };
    const failing = { ...it4, verdicts };
    expect(placesOf(failing, criteria, null).every((place) => place.tone === "for")).toBe(true);
    expect(placesOf(failing, criteria, "p1").every((place) => place.tone === "against")).toBe(true);
  });

  it("leaves out criteria that are turned off", () => {
    const off = criteria.map((one) => ({ ...one, enabled: one.id === "c1" }));
    expect(placesOf(iteration(4), off, null)).toHaveLength(4);
  });
});

describe("labelSpots", () => {
  const place = (x: number, y: number, label = "bicycle · white"): Place => ({
    key: `${x} ${y}`,
    box: { x, y, w: 0.2, h: 0.2 },
    label,
    confidence: 0.9,
    tone: "for",
    strong: true,
    criterionIds: ["c1"],
  });
  const size = { width: 500, height: 500 };
  const widthOf = (text: string) => text.length * 6.1 + 10;

  it("puts a label above its box", () => {
    expect(labelSpots([place(0.2, 0.4)], size)).toEqual([
      { key: "0.2 0.4", left: 100, top: 183, text: "bicycle · white .90" },
    ]);
  });

  it("lets no two labels cross, however crowded", () => {
    const crowd = Array.from({ length: 40 }, (_, index) =>
      place(0.1 + (index % 8) * 0.05, 0.2 + Math.floor(index / 8) * 0.03),
    );
    const spots = labelSpots(crowd, size);
    for (const [index, a] of spots.entries()) {
      for (const b of spots.slice(index + 1)) {
        const apart =
          a.left + widthOf(a.text) <= b.left ||
          b.left + widthOf(b.text) <= a.left ||
          a.top + 16 <= b.top ||
          b.top + 16 <= a.top;
        expect(apart, `${a.key} and ${b.key}`).toBe(true);
      }
    }
    expect(spots.some((spot) => spot.text === ".90")).toBe(true);
  });

  it("leaves out the words on a small image", () => {
    const spots = labelSpots([place(0.2, 0.4)], { width: 200, height: 200 });
    expect(spots.map((spot) => spot.text)).toEqual([".90"]);
  });

  it("says nothing over faint outlines", () => {
    expect(labelSpots([{ ...place(0.2, 0.4), strong: false }], size)).toEqual([]);
  });
});

describe("small helpers", () => {
  it("measures overlap", () => {
    const box = { x: 0, y: 0, w: 1, h: 1 };
    expect(overlapOf(box, box)).toBe(1);
    expect(overlapOf(box, { x: 0.5, y: 0, w: 1, h: 1 })).toBeCloseTo(1 / 3, 6);
    expect(overlapOf(box, { x: 2, y: 2, w: 1, h: 1 })).toBe(0);
  });

  it("shortens confidence", () => {
    expect(shortConfidence(0.914)).toBe(".91");
    expect(shortConfidence(0.05)).toBe(".05");
    expect(shortConfidence(0.999)).toBe("1.0");
  });
});
