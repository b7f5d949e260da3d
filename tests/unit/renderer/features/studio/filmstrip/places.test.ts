import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gapsOf, lengthOf, spansOf, TILE } from "../../../../../../renderer/features/studio/filmstrip/places";

const of = (...rounds: number[]) => rounds.map((round) => ({ round }));

describe("the filmstrip's places", () => {
  it("are even where every round has one image", () => {
    expect(gapsOf(of(1, 2, 3), false)).toEqual([0, 12, 12]);
  });

  it("keep the images of a round together", () => {
    const gaps = gapsOf(of(1, 1, 2, 2, 2), true);
    expect(gaps[1]).toBeLessThan(gaps[2] ?? 0);
    expect(gaps[3]).toBe(gaps[1]);
    const spans = spansOf(of(1, 1, 2, 2, 2), gaps);
    expect(spans.map(({ round, first, last }) => [round, first, last])).toEqual([
      [1, 0, 1],
      [2, 2, 4],
    ]);
  });

  it("give each round exactly the stretch its tiles take", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, (counts) => {
        const iterations = counts.flatMap((count, index) => of(...Array<number>(count).fill(index + 1)));
        const gaps = gapsOf(iterations, true);
        const spans = spansOf(iterations, gaps);
        expect(spans.length).toBe(counts.length);
        for (const [index, span] of spans.entries()) {
          const within = gaps.slice(span.first + 1, span.last + 1).reduce((sum, gap) => sum + gap, 0);
          expect(span.width).toBe((counts[index] ?? 0) * TILE + within);
        }
        const last = spans.at(-1);
        expect((last?.left ?? 0) + (last?.width ?? 0)).toBe(lengthOf(gaps));
      }),
    );
  });
});
