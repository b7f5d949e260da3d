/** kill -9 at random points: no finished step is lost, and what is left can be gone on with. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openImages,
  openJournal,
  openLibraryIndex,
  openRunsFolder,
  readJournal,
} from "../../../../electron/storage";
import type { JournalEvent } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { buildVictim, moment, type Victim } from "../victim";
import { findRuns } from "./find";
import { temporaryFolder } from "./support";

let victim: Victim;

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("kill-child.ts", import.meta.url)));
}, 60_000);

afterAll(() => victim.remove());

async function checkImages(folder: string, events: readonly JournalEvent[]): Promise<number> {
  const images = await openImages(folder);
  const refs = events.flatMap((event) =>
    event.type === "image-generated"
      ? [event.image, ...(event.vector === undefined ? [] : [event.vector])]
      : [],
  );
  for (const ref of refs) await images.get(ref, { verify: true });
  return refs.length;
}

describe("killed without warning", () => {
  it("loses no finished step, tears nothing, and can be gone on with", { timeout: 120_000 }, async () => {
    const lives = fc.sample(fc.array(moment, { minLength: 4, maxLength: 4 }), {
      numRuns: 8,
      seed: 20_260_301,
    });
    let kills = 0;
    let images = 0;
    const lengths = new Set<number>();
    for (const [number, moments] of lives.entries()) {
      const data = await temporaryFolder();
      const id = `victim000${number}`;
      let before: readonly JournalEvent[] = [];
      for (const when of moments) {
        const finished = (await victim.killAt(when, data, id)).map(Number);
        kills += 1;
        const runs = await openRunsFolder(data);
        const folder = await runs.find(id);
        if (folder === null) {
          expect(finished).toEqual([]);
          continue;
        }
        const { events, damaged } = await readJournal(folder);
        expect(damaged).toBe(0);
        expect(events.map((event) => event.seq)).toEqual(events.map((_, place) => place));
        expect(events.slice(0, before.length)).toEqual(before);
        for (const seq of finished) expect(seq).toBeLessThan(events.length);
        expect(finished.length === 0 || events.length > before.length).toBe(true);
        images += await checkImages(folder, events);
        lengths.add(events.length);

        const opened = await openJournal(folder);
        expect(opened.events).toEqual(events);
        const next = await opened.journal.append({ type: "run-renamed", title: `after kill ${kills}` });
        await opened.journal.close();
        before = (await readJournal(folder)).events;
        expect(before).toEqual([...events, next]);
        if (reduceAll(before).header === null) continue;
        const index = await openLibraryIndex({
          file: path.join(data, "library.db"),
          runs,
          isLive: () => false,
        });
        expect(await index.refresh()).toEqual({ runs: 1, unreadable: [] });
        const [summary] = (await findRuns(index, { query: `after kill ${kills}` })).runs;
        expect(summary).toMatchObject({ id, status: "interrupted" });
        await index.close();
      }
    }
    expect(kills).toBe(32);
    // The kills did hit different points, and some of them behind images.
    expect(lengths.size).toBeGreaterThan(15);
    expect(images).toBeGreaterThan(20);
  });
});
