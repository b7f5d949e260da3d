import { describe, expect, it } from "vitest";
import { ratingOfKey } from "../../../../../renderer/features/studio/rating-actions";

describe("keys of the rating panel", () => {
  it("are digits for stars, 0 for none, X for rejected, and nothing else", () => {
    expect(["1", "5", "0", "x", "X", "6", "Enter"].map(ratingOfKey)).toEqual([
      1,
      5,
      null,
      "rejected",
      "rejected",
      undefined,
      undefined,
    ]);
  });
});
