/** kill -9 at random points: no finished step is lost, and what is left can be gone on with. */
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { build } from "vite";
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
import { temporaryFolder } from "./support";

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, "../../../..");
/** Below node_modules, so that the built script finds the native database as the studio does. */
const built = path.join(repository, "node_modules", ".cache", `gems-kill-test-${process.pid}`);
const script = path.join(built, "kill-child.js");

/** When to kill: once so many finished steps were announced, then after so many turns of the event loop. */
interface Moment {
  readonly steps: number;
  readonly turns: number;
}

const moment: fc.Arbitrary<Moment> = fc.record({
  steps: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(60)),
  turns: fc.oneof(fc.constant(0), fc.nat(400)),
});

/** Starts the victim, kills it at the moment, and returns the places it had announced as finished. */
function killAt(
  { steps, turns }: Moment,
  data: string,
  id: string,
): Promise<{ finished: number[]; signal: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, data, id], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let faults = "";
    let doomed = false;
    const doom = (left: number) => {
      if (left === 0) child.kill("SIGKILL");
      else setImmediate(doom, left - 1);
    };
    const watch = () => {
      if (doomed || output.split("\n").length - 1 < steps) return;
      doomed = true;
      doom(turns);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      watch();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      faults += text;
    });
    child.once("error", reject);
    child.once("spawn", watch);
    child.once("close", (_code, signal) => {
      if (signal === null) reject(new Error(`the victim ended by itself: ${faults}`));
      // A number without its line break is an announcement that was never made.
      else resolve({ finished: output.split("\n").slice(0, -1).map(Number), signal });
    });
  });
}

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

beforeAll(async () => {
  await build({
    root: repository,
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["libsql"] },
    build: { ssr: path.join(here, "kill-child.ts"), outDir: built, target: "node18", minify: false },
  });
}, 60_000);

afterAll(async () => {
  await rm(built, { recursive: true, force: true });
});

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
        const { finished, signal } = await killAt(when, data, id);
        expect(signal).toBe("SIGKILL");
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
        const [summary] = (await index.search({ query: `after kill ${kills}`, limit: 1, offset: 0 })).runs;
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
