import { describe, expect, it } from "vitest";
import { linesOf } from "../../../../electron/headless/progress";
import type { JournalEvent } from "../../../../shared/run/events";
import { reduce } from "../../../../shared/run/reduce";
import { DRAWN_ANEW } from "../../../../shared/run/repair";
import type { RunSettings } from "../../../../shared/run/settings";
import { emptyRunState } from "../../../../shared/run/state";
import { criterion, drain, world } from "../agent/support";
import { broken, type Picture, workshop } from "../agent/workshop";

const two = [criterion("cats"), criterion("dogs")];
const unlessMended = (picture: Picture, id: string) =>
  id === "cats" || picture.mended.includes(id) ? ("pass" as const) : ("fail" as const);

function told(events: readonly JournalEvent[]): string {
  let state = emptyRunState;
  return events
    .flatMap((event) => {
      state = reduce(state, event);
      return linesOf(event, state);
    })
    .join("\n");
}

async function ran(shop: Partial<Parameters<typeof workshop>[0]>, settings: Partial<RunSettings>) {
  const w = await world(workshop({ criteria: two, answer: unlessMended, ...shop }), settings);
  await drain(w.input({ retry: { tries: 1, backoffMs: 0 } }));
  return told(w.journal.events);
}

describe("progress in the terminal", () => {
  it("names round and candidate, and what an image mends", async () => {
    const text = await ran({ editing: "scene", repairs: true }, { rounds: 2, candidates: 2 });
    expect(text).toContain("draw 1     round 1, candidate 1 of 2, seed 1, first draft");
    expect(text).toContain("draw 2     round 1, candidate 2 of 2");
    expect(text).toContain("draw 3     round 2, candidate 1 of 2, seed 3000, mends #1, again");
    expect(text).toContain("verify     attempt 3: 2 of 2");
  });

  it("is as short as ever where a round has one image", async () => {
    const text = await ran({}, { rounds: 1 });
    expect(text).toContain("draw 1     seed 1, first draft");
    expect(text).not.toContain("round 1");
    expect(text).toContain("done       the rounds are used up, best is attempt 1");
  });

  it("tells of images that could not be drawn, or not be mended", async () => {
    const obstacle = ({ seed, of }: Picture) => {
      if (seed > 1_000 || (of === null && seed > 1)) throw broken("Out of ink.");
    };
    expect(await ran({ obstacle, parallel: 2 }, { rounds: 1, candidates: 2 })).toContain(
      "! attempt 2 is given up: Out of ink.",
    );
    const note = `${DRAWN_ANEW}: what draws now cannot change an image.`;
    expect(
      linesOf(
        {
          v: 1,
          seq: 3,
          at: 0,
          type: "image-generated",
          iteration: 1,
          image: { hash: "0".repeat(64), file: `${"0".repeat(64)}.png`, bytes: 1 },
          width: 1,
          height: 1,
          ms: 1,
          backend: "b",
          notes: ["words skipped", note],
        },
        emptyRunState,
      ),
    ).toEqual(["           1 ms by b", `           ${note}`]);
  });

  it("tells what was compared, and which limit ended the run", async () => {
    const judge = {
      compare: async () => ({ winner: "first" as const, reason: "warmer light", by: "eye" }),
    };
    const text = await ran({ judge }, { rounds: 9, budget: { images: 2, tokens: null, money: null } });
    expect(text).toContain("compare    #1 and #2: as good as each other");
    expect(text).toContain("done       the images are used up");
  });
});
