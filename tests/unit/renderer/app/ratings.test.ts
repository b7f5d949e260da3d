import { afterEach, describe, expect, it, vi } from "vitest";
import { formerRatings, rate } from "../../../../renderer/app/ratings";
import { undoNewest, useToasts } from "../../../../renderer/app/toasts";
import { StudioError } from "../../../../shared/errors";
import type { Rating } from "../../../../shared/run/events";

type Asked = { items: { runId: string; iteration: number }[]; rating: Rating | null };

function bridge(answer: (input: Asked) => unknown) {
  const asked: Asked[] = [];
  vi.stubGlobal("window", {
    studio: {
      ask: {
        "runs:rate": async (input: Asked) => {
          asked.push(input);
          return answer(input);
        },
      },
    },
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  useToasts.setState({ toasts: [] });
});

const runId = "abcdef";

describe("formerRatings", () => {
  it("gathers the iterations by the rating they had, reading only what nobody told", () => {
    const groups = formerRatings(
      [
        { runId, iteration: 1, rating: 4 },
        { runId, iteration: 2 },
        { runId, iteration: 3, rating: null },
      ],
      ({ iteration }) => (iteration === 2 ? 4 : 1),
    );
    expect(groups).toEqual([
      {
        rating: 4,
        items: [
          { runId, iteration: 1 },
          { runId, iteration: 2 },
        ],
      },
      { rating: null, items: [{ runId, iteration: 3 }] },
    ]);
  });
});

describe("rate", () => {
  it("rates, and undo brings each former rating back", async () => {
    const asked = bridge(() => ({ ok: true, value: undefined }));
    const done = await rate(
      [
        { runId, iteration: 1, rating: 2 },
        { runId, iteration: 2, rating: null },
      ],
      "rejected",
    );
    expect(done).toBe(true);
    expect(asked).toEqual([
      {
        items: [
          { runId, iteration: 1 },
          { runId, iteration: 2 },
        ],
        rating: "rejected",
      },
    ]);
    undoNewest();
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(asked.slice(1)).toEqual([
      { items: [{ runId, iteration: 1 }], rating: 2 },
      { items: [{ runId, iteration: 2 }], rating: null },
    ]);
  });

  it("asks for no more than a thousand at a time", async () => {
    const asked = bridge(() => ({ ok: true, value: undefined }));
    const places = Array.from({ length: 2300 }, (_, index) => ({
      runId,
      iteration: index + 1,
      rating: null,
    }));
    await rate(places, 5);
    expect(asked.map((one) => one.items.length)).toEqual([1000, 1000, 300]);
  });

  it("says what went wrong and offers nothing to undo", async () => {
    const error = new StudioError("storage", "The disk is full.", { remedy: "Make room." });
    bridge(() => ({ ok: false, error: error.toPayload() }));
    expect(await rate([{ runId, iteration: 1, rating: null }], 3)).toBe(false);
    expect(useToasts.getState().toasts.map((one) => [one.error?.message, one.undo])).toEqual([
      ["The disk is full.", false],
    ]);
  });
});
