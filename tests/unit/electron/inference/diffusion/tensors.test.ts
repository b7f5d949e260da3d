import fc from "fast-check";
import { Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { floatsOf, fromHalf, tensorFor, toHalf } from "../../../../../electron/inference/diffusion/tensors";

describe("half precision", () => {
  it("gives every finite half back", () => {
    for (let half = 0; half < 0x10000; half += 1) {
      const value = fromHalf(half);
      if (!Number.isNaN(value)) expect(toHalf(value), half.toString(16)).toBe(half);
    }
  });

  it("rounds to the nearest, and overflows to infinity", () => {
    fc.assert(
      fc.property(fc.double({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
        const single = Math.fround(value);
        const near = fromHalf(toHalf(single));
        const spacing = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(single) || 1)) - 10));
        expect(Math.abs(near - single)).toBeLessThanOrEqual(spacing / 2);
      }),
    );
    expect(fromHalf(toHalf(70_000))).toBe(Number.POSITIVE_INFINITY);
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
  });
});

describe("tensors", () => {
  it.each(["float32", "float16", "float64", "int64", "int32"])("are made as %s", (type) => {
    const tensor = tensorFor({ type }, [1, 2, -3], [3]);
    expect(tensor.type).toBe(type);
    if (type.startsWith("float")) expect(Array.from(floatsOf(tensor, "it"))).toEqual([1, 2, -3]);
    else expect(Array.from(tensor.data as BigInt64Array | Int32Array, Number)).toEqual([1, 2, -3]);
  });

  it("of other types are refused", () => {
    expect(() => tensorFor({ type: "string" }, [1], [1])).toThrow(/type string/);
    expect(() => floatsOf(new Tensor("int32", Int32Array.of(1), [1]), "text states")).toThrow(/text states/);
    expect(() => floatsOf(undefined, "text states")).toThrow(/text states/);
  });
});
