import { describe, expect, it } from "vitest";
import { frameQueue } from "../../../../renderer/app/frames";

describe("frameQueue", () => {
  it("delivers a burst once a frame and key, in order", () => {
    const frames: (() => void)[] = [];
    const got: [string, number[]][] = [];
    const queue = frameQueue<number>(
      (key, items) => got.push([key, [...items]]),
      (flush) => frames.push(flush),
    );
    queue.push("a", [1, 2]);
    queue.push("b", [9]);
    queue.push("a", [3]);
    expect(got).toEqual([]);
    expect(frames).toHaveLength(1);
    frames.shift()?.();
    expect(got).toEqual([
      ["a", [1, 2, 3]],
      ["b", [9]],
    ]);
  });

  it("keeps what arrives while a batch is delivered for the next frame", () => {
    const frames: (() => void)[] = [];
    const got: number[][] = [];
    const queue = frameQueue<number>(
      (_key, items) => {
        got.push([...items]);
        if (got.length === 1) queue.push("a", [2]);
      },
      (flush) => frames.push(flush),
    );
    queue.push("a", [1]);
    frames.shift()?.();
    frames.shift()?.();
    expect(got).toEqual([[1], [2]]);
  });
});
