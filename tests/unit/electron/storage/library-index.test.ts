import { execFile } from "node:child_process";
import { appendFile, mkdir, open, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openImages } from "../../../../electron/storage/images";
import type { LoadDriver } from "../../../../electron/storage/index-table";
import { JOURNAL_FILE, openJournal, readJournal } from "../../../../electron/storage/journal";
import { type LibraryIndex, openLibraryIndex } from "../../../../electron/storage/library-index";
import { openRunsFolder, type RunsFolder } from "../../../../electron/storage/runs-folder";
import type { DurableBody } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { findRuns } from "./find";
import { header, oneRound } from "./sample-runs";
import { temporaryFolder } from "./support";

const noDriver: LoadDriver = () => Promise.reject(new Error("cannot find module for this system"));

interface Studio {
  readonly data: string;
  readonly file: string;
  readonly runs: RunsFolder;
  readonly live: Set<string>;
  open(load?: LoadDriver): Promise<LibraryIndex>;
}

async function studio(): Promise<Studio> {
  const data = await temporaryFolder();
  const runs = await openRunsFolder(data);
  const file = path.join(data, "library.db");
  const live = new Set<string>();
  return {
    data,
    file,
    runs,
    live,
    open: (load) =>
      openLibraryIndex({
        file,
        runs,
        isLive: (id) => live.has(id),
        ...(load === undefined ? {} : { loadDriver: load }),
      }),
  };
}

/** Writes a run's folder; `upTo` leaves it cut off after so many events. */
async function writeRun(
  runs: RunsFolder,
  id: string,
  prompt: string,
  at: number,
  upTo = 99,
): Promise<string> {
  const title = prompt.slice(0, 100);
  const folder = await runs.create({ id, title, at });
  const images = await openImages(folder);
  const image = await images.put(Buffer.from(`picture of ${id}`), "png");
  const { journal } = await openJournal(folder, () => at);
  for (const body of oneRound(header(id, prompt, title), image).slice(0, upTo)) await journal.append(body);
  await journal.close();
  return folder;
}

async function append(folder: string, ...bodies: DurableBody[]): Promise<void> {
  const { journal } = await openJournal(folder);
  for (const body of bodies) await journal.append(body);
  await journal.close();
}

async function idsFor(index: LibraryIndex, query: string): Promise<string[]> {
  const { runs, total } = await findRuns(index, { query });
  expect(total).toBe(runs.length);
  return runs.map((run) => run.id);
}

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1, 12);

/** Both kinds of index keep the same promises. */
describe.each([
  ["sqlite", undefined],
  ["scan", noDriver],
] as const)("the library's index (%s)", (mode, load) => {
  it("is filled from the run folders and tells each run's summary", async () => {
    const { runs, open } = await studio();
    await writeRun(runs, "aaa1111111", "four white bicycles", start);
    await writeRun(runs, "bbb2222222", "a plastic cow", start + day);
    const index = await open(load);
    expect(index.mode).toBe(mode);
    expect((await findRuns(index, { query: "", limit: 10, offset: 0 })).total).toBe(0);
    const steps: [number, number][] = [];
    const report = await index.refresh((done, total) => steps.push([done, total]));
    expect(report).toEqual({ runs: 2, unreadable: [] });
    expect(steps.at(-1)).toEqual([2, 2]);
    const { runs: found } = await findRuns(index, { query: "", limit: 10, offset: 0 });
    expect(found.map((run) => run.id)).toEqual(["bbb2222222", "aaa1111111"]);
    expect(found[1]).toEqual({
      rating: null,
      branchOf: null,
      reference: false,
      id: "aaa1111111",
      title: "four white bicycles",
      prompt: "four white bicycles",
      createdAt: start,
      updatedAt: start,
      status: "finished",
      images: 1,
      best: 1,
      passed: 1,
      total: 2,
      skill: "spatial-layout",
      cover: expect.stringMatching(/^studio:\/\/run\/aaa1111111\/[0-9a-f]{64}\.png$/),
    });
    await index.close();
  });

  it("finds words of titles, prompts, criteria and experiences, the last one as a beginning", async () => {
    const { runs, open } = await studio();
    await writeRun(runs, "aaa1111111", "four white bicycles", start);
    await writeRun(runs, "bbb2222222", "Ein schöner Zürcher Käse", start + day);
    await writeRun(runs, "ccc3333333", "四只白色自行车 in front of a snow-white cow", start + 2 * day);
    const index = await open(load);
    await index.refresh();
    expect(await idsFor(index, "white bicycles")).toEqual(["aaa1111111"]);
    expect(await idsFor(index, "bicy")).toEqual(["aaa1111111"]);
    expect(await idsFor(index, "icycles")).toEqual([]);
    expect(await idsFor(index, "BICYCLES four")).toEqual(["aaa1111111"]);
    expect(await idsFor(index, "bicy white")).toEqual([]);
    expect(await idsFor(index, "zurcher kase")).toEqual(["bbb2222222"]);
    expect(await idsFor(index, "Zürcher")).toEqual(["bbb2222222"]);
    expect(await idsFor(index, "白色")).toEqual(["ccc3333333"]);
    expect(await idsFor(index, "色白")).toEqual([]);
    expect(await idsFor(index, "snow-white")).toEqual(["ccc3333333"]);
    expect(await idsFor(index, "white-snow")).toEqual([]);
    expect(await idsFor(index, "arranged row")).toHaveLength(3);
    expect(await idsFor(index, "zeppelin")).toHaveLength(3);
    expect(await idsFor(index, "marmalade")).toHaveLength(3);
    expect(await idsFor(index, "white white white")).toEqual(
      expect.arrayContaining(["aaa1111111", "ccc3333333"]),
    );
    await index.close();
  });

  it("puts what the title says before what a criterion says", async () => {
    const { runs, open } = await studio();
    await writeRun(runs, "aaa1111111", "a walrus", start);
    await writeRun(runs, "bbb2222222", "a cow", start + day);
    const index = await open(load);
    await index.refresh();
    expect(await idsFor(index, "walrus")).toEqual(["aaa1111111", "bbb2222222"]);
    await index.close();
  });

  it("takes any text for a query", async () => {
    const { runs, open } = await studio();
    await writeRun(runs, "aaa1111111", "four white bicycles don't AND OR NOT near", start);
    const index = await open(load);
    await index.refresh();
    for (const query of [
      '"',
      "'",
      "don't",
      "a*b",
      "title:cow",
      "NOT",
      "AND",
      "(",
      "^a",
      "-x",
      "NEAR(a b)",
      "{a} : b",
    ]) {
      await idsFor(index, query);
    }
    expect(await idsFor(index, "don't")).toEqual(["aaa1111111"]);
    expect(await idsFor(index, '"white" *')).toEqual(["aaa1111111"]);
    expect(await idsFor(index, "!!!")).toEqual(["aaa1111111"]);
    expect(await idsFor(index, "  ")).toEqual(["aaa1111111"]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), async (query) => {
        await idsFor(index, query);
        expect(index.reason?.code).toBe(mode === "sqlite" ? undefined : "storage");
      }),
      { numRuns: 300 },
    );
    await index.close();
  });

  it("pages without repeating or leaving out", async () => {
    const { runs, open } = await studio();
    const ids = Array.from({ length: 7 }, (_, n) => `run000000${n}`);
    for (const id of ids) await writeRun(runs, id, "white cow", start);
    const index = await open(load);
    await index.refresh();
    for (const query of ["", "cow"]) {
      const pages = [];
      for (let offset = 0; offset < 9; offset += 3) {
        const page = await findRuns(index, { query, limit: 3, offset });
        expect(page.total).toBe(7);
        pages.push(...page.runs.map((run) => run.id));
      }
      expect([...pages].sort()).toEqual(ids);
    }
    await index.close();
  });

  it("follows a run's events, and calls running what is live and interrupted what is not", async () => {
    const { runs, live, open } = await studio();
    const folder = await writeRun(runs, "aaa1111111", "four white bicycles", start, 6);
    const index = await open(load);
    await index.refresh();
    const status = async () => (await findRuns(index, { query: "", limit: 1, offset: 0 })).runs[0]?.status;
    expect(await status()).toBe("interrupted");
    live.add("aaa1111111");
    expect(await status()).toBe("running");
    await append(folder, { type: "run-renamed", title: "Velocipedes" }, { type: "run-stopped", mode: "now" });
    index.upsert(reduceAll((await readJournal(folder)).events), folder);
    expect(await status()).toBe("stopped");
    expect(await idsFor(index, "velocip")).toEqual(["aaa1111111"]);
    await index.remove("aaa1111111");
    expect(await idsFor(index, "")).toEqual([]);
    await index.close();
  });

  it("comes back into step with folders that changed behind its back", async () => {
    const { runs, open } = await studio();
    const changed = await writeRun(runs, "aaa1111111", "four white bicycles", start);
    const gone = await writeRun(runs, "bbb2222222", "a cow", start);
    const first = await open(load);
    await first.refresh();
    await append(changed, { type: "run-renamed", title: "Velocipedes" });
    await rm(gone, { recursive: true });
    await writeRun(runs, "ccc3333333", "a dog", start);
    await rename(changed, path.join(runs.root, "2026-01-01-moved-aaa1111111"));
    expect(await first.refresh()).toEqual({ runs: 2, unreadable: [] });
    expect((await idsFor(first, "")).sort()).toEqual(["aaa1111111", "ccc3333333"]);
    expect(await idsFor(first, "velocipedes")).toEqual(["aaa1111111"]);
    expect(await first.rebuild()).toEqual({ runs: 2, unreadable: [] });
    expect((await idsFor(first, "")).sort()).toEqual(["aaa1111111", "ccc3333333"]);
    await first.close();
  });

  it("names folders it cannot read and goes on with the rest", async () => {
    const { runs, open } = await studio();
    await writeRun(runs, "aaa1111111", "a cow", start);
    await mkdir(path.join(runs.root, "2026-01-01-empty-eee5555555"));
    const noise = path.join(runs.root, "2026-01-01-noise-nnn6666666");
    await mkdir(noise);
    await writeFile(path.join(noise, JOURNAL_FILE), "not a journal\n");
    const copy = path.join(runs.root, "2026-01-01-copy-ccc7777777");
    await mkdir(copy);
    await writeFile(
      path.join(copy, JOURNAL_FILE),
      await readFile(path.join(await runs.locate("aaa1111111"), JOURNAL_FILE)),
    );
    const index = await open(load);
    const report = await index.refresh();
    expect(report.runs).toBe(1);
    expect(report.unreadable.map((one) => one.reason).sort()).toEqual([
      "it has no journal",
      "its journal does not say what it is (1 damaged lines)",
      "its journal is of another run (aaa1111111)",
    ]);
    const folder = await runs.locate("aaa1111111");
    await writeFile(path.join(folder, JOURNAL_FILE), "overwritten by something else\n");
    expect((await index.refresh()).runs).toBe(0);
    await index.close();
  });

  it("does not let a reading of the folders overwrite what came meanwhile", async () => {
    const { runs, open } = await studio();
    const folder = await writeRun(runs, "aaa1111111", "four white bicycles", start);
    const index = await open(load);
    const reading = index.refresh();
    const { events } = await readJournal(folder);
    await index.upsert(
      reduceAll([...events, { type: "run-renamed", title: "Newer", v: 1, seq: 99, at: start }]),
      folder,
    );
    await reading;
    expect(await idsFor(index, "newer")).toEqual(["aaa1111111"]);
    await index.close();
  });
});

describe("the index's file", () => {
  it("is read again only where journals changed", async () => {
    const { runs, open } = await studio();
    const folder = await writeRun(runs, "aaa1111111", "a cow", start);
    const journal = path.join(folder, JOURNAL_FILE);
    const then = new Date(start);
    await utimes(journal, then, then);
    const first = await open();
    await first.refresh();
    await first.close();
    // Same size, same time: nothing tells that it was changed, so it must not have been read.
    await writeFile(journal, "x".repeat((await stat(journal)).size));
    await utimes(journal, then, then);
    const second = await open();
    expect(await second.refresh()).toEqual({ runs: 1, unreadable: [] });
    await second.close();
    await appendFile(journal, "\n");
    const third = await open();
    expect((await third.refresh()).runs).toBe(0);
    await third.close();
  });

  it("can be deleted at any time", async () => {
    const { runs, file, open } = await studio();
    await writeRun(runs, "aaa1111111", "a cow", start);
    const first = await open();
    await first.refresh();
    await first.close();
    await rm(file);
    const second = await open();
    expect(second.reason).toBeNull();
    expect((await second.refresh()).runs).toBe(1);
    expect(await idsFor(second, "cow")).toEqual(["aaa1111111"]);
    await second.close();
  });

  it.each([
    ["is no database", async (file: string) => writeFile(file, "this is no database. ".repeat(400))],
    ["is a database of something else", async (file: string) => writeFile(file, "SQLite format 3\u0000")],
    [
      "is cut in half",
      async (file: string) => {
        const handle = await open(file, "r+");
        await handle.truncate(Math.floor((await handle.stat()).size / 2 / 512) * 512);
        await handle.close();
      },
    ],
    [
      "has a hole in its middle",
      async (file: string) => {
        const handle = await open(file, "r+");
        const { size } = await handle.stat();
        await handle.write(Buffer.alloc(size - 8192, 0xa5), 0, size - 8192, 4096);
        await handle.close();
      },
    ],
  ])("is begun anew when it %s", async (_what, damage) => {
    const { runs, file, open: openIndex } = await studio();
    for (const n of [1, 2, 3, 4, 5, 6]) await writeRun(runs, `run000000${n}`, "a cow ".repeat(200), start);
    const first = await openIndex();
    await first.refresh();
    await first.close();
    await damage(file);
    const second = await openIndex();
    await second.refresh();
    expect(await idsFor(second, "cow")).toHaveLength(6);
    expect(second.mode).toBe("sqlite");
    expect(second.reason?.message).toContain("built anew");
    await second.close();
    const third = await openIndex();
    expect(third.reason).toBeNull();
    expect(await idsFor(third, "")).toHaveLength(6);
    await third.close();
  });

  it("is begun anew, and filled by itself, when it breaks while it is in use", async () => {
    const { runs, file, open: openIndex } = await studio();
    await writeRun(runs, "aaa1111111", "a cow", start);
    const index = await openIndex();
    await index.refresh();
    // Another program drops what the index needs.
    const { default: Database } = await import("libsql");
    const other = new Database(file);
    other.exec("DROP TABLE run_texts");
    other.close();
    expect(await idsFor(index, "cow")).toEqual(["aaa1111111"]);
    expect(index.reason?.message).toContain("built anew");
    await index.close();
  });

  it("is begun anew when another process holds it locked", { timeout: 60_000 }, async () => {
    const { runs, file, open: openIndex } = await studio();
    await writeRun(runs, "aaa1111111", "a cow", start);
    await (await openIndex()).close();
    const driver = createRequire(import.meta.url).resolve("libsql");
    const holder = `
      const db = new (require(${JSON.stringify(driver)}))(${JSON.stringify(file)});
      db.exec("BEGIN IMMEDIATE");
      process.stdout.write("held");
      process.stdin.on("end", () => process.exit(0)).resume();`;
    const child = execFile(process.execPath, ["-e", holder]);
    await new Promise((held) => child.stdout?.once("data", held));
    const index = await openIndex();
    await index.refresh();
    expect(await idsFor(index, "cow")).toEqual(["aaa1111111"]);
    expect(index.reason).not.toBeNull();
    await index.close();
    child.stdin?.end();
    await new Promise((ended) => child.once("exit", ended));
  });

  it("gives way to memory when no file can be kept, and says why", async () => {
    const { runs, file, open: openIndex } = await studio();
    await writeRun(runs, "aaa1111111", "a cow", start);
    await mkdir(path.join(file, "in-the-way"), { recursive: true });
    const index = await openIndex();
    expect(index.mode).toBe("scan");
    expect(index.reason?.message).toContain("kept in memory");
    expect(index.reason?.cause).toBeInstanceOf(Error);
    await index.refresh();
    expect(await idsFor(index, "cow")).toEqual(["aaa1111111"]);
    await index.close();
  });

  it("says why when the database's module cannot be loaded", async () => {
    const { open: openIndex } = await studio();
    const index = await openIndex(noDriver);
    expect(index.mode).toBe("scan");
    expect(index.reason?.message).toContain("cannot find module for this system");
    await index.close();
  });

  it("finds its way in ten thousand runs", { timeout: 120_000 }, async () => {
    const { runs, open: openIndex } = await studio();
    const folder = await writeRun(runs, "aaa1111111", "four white bicycles in front of three cows", start);
    const state = reduceAll((await readJournal(folder)).events);
    const index = await openIndex();
    const all: Promise<void>[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      const id = `z${String(n).padStart(9, "0")}`;
      const prompt = `prompt number ${n} of a ${n % 7 === 0 ? "walrus" : "cow"}`;
      const run = { ...header(id, prompt), title: `run ${n}` };
      all.push(
        index.upsert({ ...state, header: run, createdAt: start + n }, path.join(runs.root, `x-${id}`)),
      );
    }
    await Promise.all(all);
    const page = await findRuns(index, { query: "wal", limit: 50, offset: 100 });
    expect(page.runs).toHaveLength(50);
    expect((await findRuns(index, { query: "number 777", limit: 50, offset: 0 })).total).toBe(11);
    expect((await findRuns(index, { query: "", limit: 50, offset: 9_990 })).total).toBe(10_000);
    await index.close();
  });
});
