import { expect, test } from "vitest";
import { chatSeconds, latencies, wireSeconds } from "../../../../bench/agent/latency";

test("what is read, seen, written and thought takes its time", () => {
  const { direct, thinking } = latencies;
  const sizes = { inputTokens: 5_000, outputTokens: 60, pictures: 2, decisions: 3 };
  expect(chatSeconds(direct, sizes)).toBeCloseTo(0.4 + 1 + 0.2 + 1, 9);
  expect(chatSeconds(thinking, sizes) - chatSeconds(direct, sizes)).toBeCloseTo((3 * 120) / 60, 9);
  expect(wireSeconds(direct, 2_500_000)).toBeCloseTo(1.03, 9);
});
