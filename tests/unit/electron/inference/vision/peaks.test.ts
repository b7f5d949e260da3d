import { describe, expect, it } from "vitest";
import type { DetectorConfig } from "../../../../../electron/inference/vision/detector-config";
import { detectionsOf, type Peaks } from "../../../../../electron/inference/vision/peaks";
import { smallConfig } from "./support";

const config: DetectorConfig = smallConfig;

interface Peak {
  readonly score: number;
  readonly kind: number;
  readonly box: readonly [number, number, number, number];
  readonly finishes?: readonly number[];
}

const peaks = (list: readonly Peak[]): Peaks => ({
  scores: list.map(({ score }) => score),
  kinds: list.map(({ kind }) => kind),
  boxes: list.flatMap(({ box }) => [...box]),
  finishes: list.flatMap(({ finishes }) => [...(finishes ?? [0.8, 0.1, 0.06, 0.04])]),
});

const cat: Peak = { score: 0.9, kind: 0, box: [16, 32, 48, 64] };

describe("detectionsOf", () => {
  it("names kind and finish and gives the box in fractions", () => {
    const [found, ...rest] = detectionsOf(peaks([{ ...cat, finishes: [0.1, 0.7, 0.15, 0.05] }]), config);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ kind: "cat", finish: "red", box: { x: 0.25, y: 0.5, w: 0.5, h: 0.5 } });
    expect(found?.confidence).toBeCloseTo(0.9, 5);
    expect(found?.finishes?.map(({ finish }) => finish)).toEqual(["red", "glass", null]);
    expect(found?.finishConfidence).toBeCloseTo(0.7, 5);
  });

  it("reports natural colours as no finish", () => {
    expect(detectionsOf(peaks([cat]), config)[0]?.finish).toBeNull();
  });

  it("gives no finish to kinds that take none, whatever the graph says", () => {
    const arc = { ...cat, kind: 2, finishes: [0.1, 0.7, 0.15, 0.05] };
    expect(detectionsOf(peaks([arc]), config)[0]).toMatchObject({ finish: null, finishConfidence: 1 });
  });

  it("stops at the threshold", () => {
    const unsure = { ...cat, score: 0.29, box: [0, 0, 8, 8] as const };
    expect(detectionsOf(peaks([cat, unsure]), config)).toHaveLength(1);
  });

  it("keeps neighbours of one kind that overlap by a third, as objects in front of one another do", () => {
    const neighbour: Peak = { ...cat, score: 0.8, box: [32, 32, 64, 64] };
    expect(detectionsOf(peaks([cat, neighbour]), config)).toHaveLength(2);
  });

  it("takes the same object seen twice for one", () => {
    const again: Peak = { ...cat, score: 0.8, box: [18, 32, 50, 64] };
    expect(detectionsOf(peaks([cat, again]), config)).toHaveLength(1);
  });

  it("lets two kinds share most of a place, but not all of it", () => {
    const inFront: Peak = { score: 0.8, kind: 1, box: [18, 34, 44, 62] };
    expect(detectionsOf(peaks([cat, inFront]), config).map(({ kind }) => kind)).toEqual(["cat", "dog"]);
    const secondOpinion: Peak = { score: 0.5, kind: 1, box: [16, 32, 48, 63] };
    expect(detectionsOf(peaks([cat, secondOpinion]), config).map(({ kind }) => kind)).toEqual(["cat"]);
  });

  it("ignores kinds the configuration does not name", () => {
    expect(detectionsOf(peaks([{ ...cat, kind: 9 }]), config)).toEqual([]);
  });
});
