/** kill -9 while runs are thrown away, brought back and deleted for good: each is wholly there or wholly gone. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openBoards,
  openImages,
  openRunsFolder,
  openTrash,
  type RunPlace,
  readJournal,
} from "../../../../electron/storage";
import { reduceAll } from "../../../../shared/run/reduce";
import { buildVictim, type Change, moment, type Victim } from "../victim";
import { temporaryFolder } from "./support";

let victim: Victim;

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("trash-kill-child.ts", import.meta.url)));
}, 60_000);

afterAll(() => victim.remove());

/** From throwing the first run away until the last is back, in the victim's first turn and in its second. */
const whileDeleting = [...changes(40, 60), ...changes(98, 108)];

function changes(from: number, to: number): Change[] {
  return Array.from({ length: to - from + 1 }, (_, at) => ({ change: from + at }));
}

/** The run is there with everything that was ever written into it. */
async function expectWhole({ folder }: RunPlace): Promise<void> {
  const { events, damaged } = await readJournal(folder);
  expect(damaged).toBe(0);
  const state = reduceAll(events);
  expect(state.status).toBe("finished");
  const ref = state.iterations[0]?.image?.ref;
  expect(ref).toBeDefined();
  if (ref !== undefined) await (await openImages(folder)).get(ref, { verify: true });
}

describe("killed while deleting", () => {
  it("finds every run before or after, never between, and boards to match", {
    timeout: 120_000,
  }, async () => {
    const moments = [...fc.sample(moment, { numRuns: 12, seed: 20_260_302 }), ...whileDeleting];
    const data = await temporaryFolder();
    let purges = 0;
    let cutOff = 0;
    const made = new Set<string>();
    const purged = new Set<string>();
    for (const [life, when] of moments.entries()) {
      const lines = await victim.killAt(when, data, `v${String(life).padStart(2, "0")}`);
      const said = (word: string) =>
        lines.filter((line) => line.startsWith(`${word} `)).flatMap((line) => line.split(" ").slice(1));
      for (const id of said("made")) made.add(id);
      for (const id of said("purged")) purged.add(id);
      purges += said("purged").length;

      const runs = await openRunsFolder(data);
      cutOff += (await readdir(runs.trashRoot)).filter((name) => name.startsWith(".purging-")).length;
      const { boards, warning } = await openBoards(path.join(data, "boards.json"));
      expect(warning).toBeNull();
      await openTrash(runs, (ids) => boards.drop(ids)).sweep();
      expect((await readdir(runs.trashRoot)).filter((name) => name.startsWith("."))).toEqual([]);

      const places = [...(await runs.list()), ...(await runs.listTrash())];
      const there = new Set(places.map((place) => place.id));
      expect(there.size).toBe(places.length);
      for (const id of purged) expect(there.has(id), `${id} was deleted`).toBe(false);
      for (const id of [...said("trashed"), ...said("restored")])
        if (!there.has(id)) expect(id.endsWith("a") || id.endsWith("b"), `${id} may be deleted`).toBe(true);
      for (const place of places) if (made.has(place.id)) await expectWhole(place);
      for (const item of boards.list()[0]?.items ?? [])
        expect(there.has(item.runId), `${item.runId} is on the board`).toBe(true);
      const boarded = new Set(boards.list()[0]?.items.map((item) => item.runId));
      for (const id of said("boarded")) expect(boarded.has(id), `${id} on the board`).toBe(there.has(id));
    }
    // The kills did hit deletions, finished and not.
    expect(purges).toBeGreaterThan(20);
    expect(cutOff).toBeGreaterThan(0);
  });
});
