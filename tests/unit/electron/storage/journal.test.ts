import { appendFile, open, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { JOURNAL_FILE, openJournal, readJournal, stampPassing } from "../../../../electron/storage/journal";
import { readLine } from "../../../../electron/storage/migrate";
import { finishesStep, type JournalEvent } from "../../../../shared/run/events";
import { reduceAll } from "../../../../shared/run/reduce";
import { anyJournal, durableBody } from "../../shared/run/arbitrary";
import { header } from "./sample-runs";
import { temporaryFolder } from "./support";

const created = { type: "run-created", run: header("abc1234567", "a cow") } as const;
const renamed = (title: string) => ({ type: "run-renamed", title }) as const;
const linesOf = (events: readonly JournalEvent[]) =>
  events.map((event) => `${JSON.stringify(event)}\n`).join("");

describe("the run journal", () => {
  it("stamps events with place and time and gives them back as they were", async () => {
    const folder = await temporaryFolder();
    let now = 1_000.7;
    const { journal, events, damaged, cut } = await openJournal(folder, () => (now += 1));
    expect({ events, damaged, cut, last: journal.lastSeq }).toEqual({
      events: [],
      damaged: 0,
      cut: 0,
      last: -1,
    });
    const first = await journal.append(created);
    const second = await journal.append(renamed("Cow"));
    await journal.close();
    expect(first).toEqual({ ...created, v: 1, seq: 0, at: 1_001 });
    expect(second).toEqual({ ...renamed("Cow"), v: 1, seq: 1, at: 1_002 });
    expect(await readJournal(folder)).toEqual({ events: [first, second], damaged: 0 });
  });

  it("keeps the order of calls that are not waited for, and goes on where it was left", async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    const written = await Promise.all(["a", "b", "c"].map((title) => journal.append(renamed(title))));
    expect(written.map((event) => event.seq)).toEqual([0, 1, 2]);
    await journal.close();
    const again = await openJournal(folder);
    expect(again.events).toEqual(written);
    expect((await again.journal.append(renamed("d"))).seq).toBe(3);
    await again.journal.close();
  });

  it("reads a missing journal as empty, and does not make one", async () => {
    const folder = await temporaryFolder();
    expect(await readJournal(folder)).toEqual({ events: [], damaged: 0 });
    await expect(readFile(path.join(folder, JOURNAL_FILE))).rejects.toThrow("ENOENT");
  });

  it("refuses what it could not read back, and refuses everything once closed", async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    await expect(journal.append({ type: "run-renamed", title: "" })).rejects.toMatchObject({
      code: "bad-input",
    });
    await journal.append(renamed("fine"));
    await journal.close();
    await journal.close();
    await expect(journal.append(renamed("late"))).rejects.toMatchObject({ code: "storage" });
    expect((await readJournal(folder)).events).toHaveLength(1);
  });

  it("is as before after a write that failed, and takes further events", async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    await journal.append(renamed("before"));
    const handle = await open(path.join(folder, JOURNAL_FILE), "r");
    const files: typeof handle = Object.getPrototypeOf(handle);
    await handle.close();
    // The disk fills up half way through a line.
    vi.spyOn(files, "write").mockImplementationOnce(async () => {
      await appendFile(path.join(folder, JOURNAL_FILE), '{"v":1,"seq":1,"ty');
      throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    });
    await expect(journal.append(renamed("lost"))).rejects.toMatchObject({
      code: "storage",
      remedy: expect.stringContaining("space"),
    });
    const after = await journal.append(renamed("after"));
    await journal.close();
    expect(after.seq).toBe(1);
    const { events, damaged } = await readJournal(folder);
    expect(events.map((event) => event.type === "run-renamed" && event.title)).toEqual(["before", "after"]);
    expect(damaged).toBe(0);
  });

  it("forces to disk exactly the events that finish a step", async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    const handle = await open(path.join(folder, JOURNAL_FILE), "r");
    const files: typeof handle = Object.getPrototypeOf(handle);
    await handle.close();
    const sync = vi.spyOn(files, "sync");
    const bodies = fc.sample(durableBody, { numRuns: 60, seed: 4 });
    for (const body of bodies) {
      sync.mockClear();
      await journal.append(body);
      expect(sync).toHaveBeenCalledTimes(finishesStep(body) ? 1 : 0);
    }
    await journal.close();
  });

  it("loses a torn last line and nothing else, wherever it was torn", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, JOURNAL_FILE);
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.nat(), async (events, at) => {
        const whole = Buffer.from(linesOf(events), "utf8");
        const kept = at % (whole.length + 1);
        await writeFile(file, whole.subarray(0, kept));
        const lines = whole.subarray(0, kept).toString("latin1").split("\n").length - 1;
        const read = await readJournal(folder);
        expect(read).toEqual({ events: events.slice(0, lines), damaged: 0 });
        const opened = await openJournal(folder, () => 5);
        expect(opened.events).toEqual(read.events);
        const next = await opened.journal.append(renamed("after the tear"));
        await opened.journal.close();
        expect(next.seq).toBe(lines);
        expect(await readJournal(folder)).toEqual({ events: [...read.events, next], damaged: 0 });
        reduceAll(read.events);
      }),
      { numRuns: 60 },
    );
  });

  it("counts damaged lines, leaves them where they are, and never gives their places away again", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, JOURNAL_FILE);
    const good: JournalEvent = { ...renamed("good"), v: 1, seq: 0, at: 1 };
    const newer = JSON.stringify({ v: 99, seq: 7, at: 1, type: "telepathy" });
    await writeFile(file, `${JSON.stringify(good)}\n{"v":1,"seq":\n\n${newer}\n\u0000\u0000\n`);
    const { journal, events, damaged, cut } = await openJournal(folder);
    expect({ events, damaged, cut }).toEqual({ events: [good], damaged: 3, cut: 0 });
    expect((await journal.append(renamed("next"))).seq).toBe(8);
    await journal.close();
    expect(await readFile(file, "utf8")).toContain(newer);
  });

  it("reads on through any bytes at all, and can always be written to", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, JOURNAL_FILE);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), anyJournal, async (noise, events) => {
        await writeFile(file, Buffer.concat([noise, Buffer.from(`\n${linesOf(events)}`)]));
        const opened = await openJournal(folder);
        expect(opened.events).toEqual(events);
        const next = await opened.journal.append(renamed("after the noise"));
        await opened.journal.close();
        expect((await readJournal(folder)).events.at(-1)).toEqual(next);
      }),
      { numRuns: 60 },
    );
  });

  it("reads lines that fall across the chunks a file is read in", async () => {
    const folder = await temporaryFolder();
    const { journal } = await openJournal(folder);
    const thought = "Ü€𝄞".repeat(20_000);
    for (let n = 0; n < 4; n += 1)
      await journal.append({ type: "prompt-enhanced", prompt: `p${n}`, thought });
    await journal.close();
    const { events, damaged } = await readJournal(folder);
    expect(damaged).toBe(0);
    expect(events.map((event) => event.type === "prompt-enhanced" && event.thought === thought)).toEqual(
      Array.from({ length: 4 }, () => true),
    );
    await truncate(path.join(folder, JOURNAL_FILE), 200_001);
    const opened = await openJournal(folder);
    expect(opened.cut).toBeGreaterThan(0);
    expect(opened.events).toEqual(events.slice(0, opened.events.length));
    await opened.journal.close();
  });

  it("says which file cannot be read", async () => {
    const folder = path.join(await temporaryFolder(), "gone");
    await expect(openJournal(folder)).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("gone"),
    });
  });
});

describe("older journals", () => {
  const line = (v: unknown) => JSON.stringify({ v, seq: 3, at: 9, type: "run-renamed", name: "Cow" });
  const steps = {
    [-1]: (old: Record<string, unknown>) => ({ ...old, at: 10 }),
    0: ({ name, ...rest }: Record<string, unknown>) => ({ ...rest, title: name }),
  };

  it("are lifted step by step", () => {
    const event = { v: 1, seq: 3, at: 9, type: "run-renamed", title: "Cow" };
    expect(readLine(line(0), steps)).toEqual({ event, seq: 3 });
    expect(readLine(line(-1), steps)).toEqual({ event: { ...event, at: 10 }, seq: 3 });
  });

  it("of a version nobody knows count as damaged, and keep their places", () => {
    for (const v of [0, -2, 2, "1", null]) expect(readLine(line(v))).toEqual({ event: null, seq: 3 });
    expect(readLine("[1,2]")).toEqual({ event: null, seq: null });
    expect(readLine('{"v":1,"seq":9007199254740991}')).toEqual({ event: null, seq: null });
  });
});

it("stamps news without a place", () => {
  const news = stampPassing({ type: "stage-entered", stage: "draw" }, 12.9);
  expect(news).toEqual({ type: "stage-entered", stage: "draw", v: 1, seq: null, at: 12 });
});
