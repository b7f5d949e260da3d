/** Memory over real runs' folders with the real sentence model. */
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Memory, type MemoryOptions } from "../../../../electron/memory";
import { openRunsFolder, type RunsFolder } from "../../../../electron/storage";
import { StudioError } from "../../../../shared/errors";
import { lessonSchema } from "../../../../shared/ipc/domains/memory";
import { temporaryFolder } from "../storage/support";
import { eventsOf, type SampleRun, write } from "./runs";
import { embed } from "./support";

const bicycles: SampleRun = {
  id: "bicycles",
  prompt: "four white bicycles in front of three plastic cows",
  attempts: [
    { verdicts: "pf", strategy: "first draft", text: "Five bicycles were drawn where four were asked for." },
    { verdicts: "pp", strategy: "emphasis", lesson: false },
  ],
};
const lake: SampleRun = {
  id: "lakeside",
  prompt: "a calm lake under snowy mountains",
  attempts: [{ verdicts: "ff", text: "No mountains were seen." }],
};

const never = new AbortController().signal;
let data = "";
let runs: RunsFolder;
let faults: StudioError[] = [];
let changes = 0;
let open: Memory[] = [];

beforeEach(async () => {
  data = await temporaryFolder();
  runs = await openRunsFolder(data);
  faults = [];
  changes = 0;
});

afterEach(async () => {
  for (const memory of open) await memory.close();
  open = [];
});

const file = (name: string) => path.join(data, "memory", name);

async function opened(options: Partial<MemoryOptions> = {}): Promise<Memory> {
  const memory = await Memory.open({
    folder: path.join(data, "memory"),
    runs,
    embed,
    isLive: () => false,
    onChanged: () => {
      changes += 1;
    },
    onFault: (error) => faults.push(error),
    ...options,
  });
  open.push(memory);
  await memory.settled();
  return memory;
}

async function reopened(options: Partial<MemoryOptions> = {}): Promise<Memory> {
  await open.pop()?.close();
  return opened(options);
}

const page = { query: "", limit: 100, offset: 0 };
const ids = async (memory: Memory, more: object = {}) =>
  (await memory.list({ ...page, ...more })).lessons.map(({ id }) => id);

function question(prompt: string, more: object = {}) {
  return { runId: "newcomer", prompt, generator: "flatland", failedKinds: [], except: [], ...more };
}

describe("keeping", () => {
  test("lessons are derived from journals, with what was tried next and what it gained", async () => {
    await write(runs, bicycles.id, eventsOf(bicycles));
    const memory = await opened();
    const { lessons, total, by, trouble } = await memory.list(page);
    expect({ total, by, trouble }).toEqual({ total: 1, by: "meaning", trouble: null });
    expect(lessons[0]).toMatchObject({
      id: "bicycles-1",
      runTitle: "The run bicycles",
      strategy: "first draft",
      tried: "emphasis",
      gain: 0.5,
      pinned: false,
      recalls: 0,
      ids: ["bicycles-1"],
      similarity: null,
    });
    expect(lessons[0]?.image).toMatch(/^studio:\/\/run\/bicycles\/[0-9a-f]{64}\.png$/);
    for (const lesson of lessons) lessonSchema.parse(lesson);
  });

  test("a run at work teaches as it goes, and again when its verdicts change", async () => {
    const memory = await opened({ isLive: () => true });
    const bodies = eventsOf(bicycles);
    const state = await write(runs, bicycles.id, bodies);
    memory.observe(state, { type: "experience-distilled", seq: 9 });
    await memory.settled();
    expect(await ids(memory)).toEqual(["bicycles-1"]);
    expect(changes).toBe(1);
    const overridden = await write(runs, bicycles.id, [
      { type: "verdict-overridden", iteration: 2, criterionId: "c0", state: "fail" },
    ]);
    memory.observe(overridden, { type: "verdict-overridden", seq: 10 });
    await memory.settled();
    expect((await memory.list(page)).lessons[0]?.gain).toBe(0);
  });

  test("what it keeps is only a cache: without it, or with it damaged, everything is derived anew", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    const memory = await opened();
    await memory.pin("lakeside-1", true);
    await memory.forget(["bicycles-1"]);
    const before = await memory.list(page);
    for (const damage of [
      () => rm(file("lessons.jsonl")),
      () => rm(file("vectors.bin")),
      () => writeFile(file("lessons.jsonl"), "{}\nnonsense\n"),
      () => appendFile(file("lessons.jsonl"), '{"op":"learn","lesson":{"id":"torn'),
      () => appendFile(file("vectors.bin"), "torn"),
      () => writeFile(file("vectors.bin"), "another model's vectors"),
    ]) {
      await open.pop()?.close();
      await damage();
      const again = await opened();
      expect(await again.list(page)).toEqual(before);
      await again.rebuild();
      expect(await again.list(page)).toEqual(before);
      expect(await ids(again, { forgotten: true })).toEqual(["bicycles-1"]);
    }
    expect(faults).toEqual([]);
  });

  test("journals that grew while nobody looked are read again, others are not", async () => {
    await write(runs, lake.id, eventsOf(lake));
    await opened();
    await write(runs, lake.id, [{ type: "run-renamed", title: "Another title" }]);
    const memory = await reopened();
    expect((await memory.list(page)).lessons[0]?.runTitle).toBe("Another title");
    const kept = await readFile(file("lessons.jsonl"), "utf8");
    await reopened();
    expect(await readFile(file("lessons.jsonl"), "utf8")).toBe(kept);
  });
});

describe("forgetting and the trash", () => {
  test("forgotten lessons stay forgotten, and come back on demand", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    const memory = await opened();
    await memory.forget(["bicycles-1"]);
    expect(await ids(memory)).toEqual(["lakeside-1"]);
    expect(await memory.recall(question(bicycles.prompt), never)).toEqual([]);
    const again = await reopened();
    await again.rebuild();
    expect(await ids(again)).toEqual(["lakeside-1"]);
    await again.recover(["bicycles-1"]);
    expect((await ids(again)).sort()).toEqual(["bicycles-1", "lakeside-1"]);
  });

  test("a run in the trash takes its lessons along, and brings them back", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    const memory = await opened();
    await memory.pin("bicycles-1", true);
    await runs.trash(bicycles.id);
    memory.look();
    await memory.settled();
    expect(await ids(memory)).toEqual(["lakeside-1"]);
    expect(await memory.recall(question(bicycles.prompt), never)).toEqual([]);
    const told = changes;
    await runs.restore(bicycles.id);
    memory.look();
    await memory.settled();
    expect(changes).toBe(told + 1);
    expect((await memory.list(page)).lessons.map(({ id, pinned }) => [id, pinned])).toEqual([
      ["bicycles-1", true],
      ["lakeside-1", false],
    ]);
    memory.look();
    await memory.settled();
    expect(changes).toBe(told + 1);
  });

  test("nothing is left of a run that is gone for good", async () => {
    await write(runs, bicycles.id, eventsOf(bicycles));
    await opened();
    const folder = await runs.trash(bicycles.id);
    await rm(folder, { recursive: true });
    const memory = await reopened();
    expect(await ids(memory)).toEqual([]);
    expect(await readFile(file("lessons.jsonl"), "utf8")).toContain('"op":"leave"');
    await memory.rebuild();
    expect(await readFile(file("lessons.jsonl"), "utf8")).not.toContain("bicycles");
  });

  test("a choice that cannot be written is not made", async () => {
    await write(runs, lake.id, eventsOf(lake));
    const memory = await opened();
    await memory.close();
    open = [];
    await expect(memory.forget(["lakeside-1"])).rejects.toMatchObject({ code: "storage" });
  });
});

describe("recalling", () => {
  test("lessons of similar prompts, with the likeness and the reason in words", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    const memory = await opened();
    const [found, ...rest] = await memory.recall(
      question("five red bicycles in front of two wooden cows"),
      never,
    );
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      id: "bicycles-1",
      prompt: bicycles.prompt,
      why: "Both ask for counts and say “bicycle” and “cow”.",
      common: { kinds: ["count"], words: ["bicycle", "cow"] },
      tried: {
        strategy: "emphasis",
        planned: `${bicycles.prompt}, planned`,
        cooling: 1,
        ratio: 1,
        gain: 0.5,
      },
    });
    expect(found?.similarity).toBeGreaterThan(0.7);
    expect(found?.similarity).toBeLessThan(1);
    expect(await memory.recall(question("quarterly tax returns"), never)).toEqual([]);
  });

  test("not of the run itself, of excepted runs, or of another engine", async () => {
    await write(runs, bicycles.id, eventsOf(bicycles));
    const memory = await opened();
    const { prompt } = bicycles;
    expect(await memory.recall(question(prompt), never)).toHaveLength(1);
    expect(await memory.recall(question(prompt, { runId: bicycles.id }), never)).toEqual([]);
    expect(await memory.recall(question(prompt, { except: [bicycles.id] }), never)).toEqual([]);
    expect(await memory.recall(question(prompt, { generator: "another" }), never)).toEqual([]);
  });

  test("counts how often a lesson was brought up, from the journals of those it helped", async () => {
    await write(runs, bicycles.id, eventsOf(bicycles));
    const memory = await opened();
    const recalled = [...(await memory.recall(question(bicycles.prompt), never))];
    const [created, ...others] = eventsOf({ ...bicycles, id: "newcomer" });
    const state = await write(runs, "newcomer", [
      created!,
      { type: "experiences-recalled", recalled },
      ...others,
    ]);
    memory.observe(state, { type: "experiences-recalled", seq: 1 });
    await memory.settled();
    const recalls = async (from: Memory) =>
      Object.fromEntries((await from.list(page)).lessons.map((lesson) => [lesson.id, lesson.recalls]));
    expect(await recalls(memory)).toEqual({ "bicycles-1": 1, "newcomer-1": 0 });
    await memory.rebuild();
    expect(await recalls(memory)).toEqual({ "bicycles-1": 1, "newcomer-1": 0 });
  });

  test("is given up when the run is", async () => {
    await write(runs, bicycles.id, eventsOf(bicycles));
    const memory = await opened({
      embed: (texts, signal) => (signal.aborted ? Promise.reject(signal.reason) : embed(texts)),
    });
    const work = memory.recall(question("something new entirely"), AbortSignal.abort());
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("searching", () => {
  test("finds by meaning, pinned first, and pages", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    const memory = await opened();
    expect(await ids(memory, { query: "bikes" })).toEqual(["bicycles-1"]);
    expect(await ids(memory, { query: "alpine water" })).toEqual(["lakeside-1"]);
    const { lessons } = await memory.list({ ...page, query: "bikes" });
    expect(lessons[0]?.similarity).toBeGreaterThan(0.25);
    await memory.pin("lakeside-1", true);
    expect(await ids(memory)).toEqual(["lakeside-1", "bicycles-1"]);
    expect(await ids(memory, { limit: 1, offset: 1 })).toEqual(["bicycles-1"]);
    await memory.pin("lakeside-1", false);
    expect((await memory.list(page)).lessons.some(({ pinned }) => pinned)).toBe(false);
  });
});

describe("without the sentence model", () => {
  const missing = new StudioError("model-missing", "The model is not there.", { remedy: "Reinstall." });

  test("words are compared, and it says so; with the model back, meaning again", async () => {
    for (const run of [bicycles, lake]) await write(runs, run.id, eventsOf(run));
    let broken = true;
    const memory = await opened({ embed: (texts) => (broken ? Promise.reject(missing) : embed(texts)) });
    const listed = await memory.list({ ...page, query: "bicycles" });
    expect(listed.lessons.map(({ id }) => id)).toEqual(["bicycles-1"]);
    expect(listed).toMatchObject({ by: "words", trouble: { code: "model-missing" } });
    const [found] = await memory.recall(question("four red bicycles in front of plastic cows"), never);
    expect(found?.id).toBe("bicycles-1");
    // Told once, however often it is met.
    expect(faults).toEqual([missing]);
    broken = false;
    expect(await memory.list({ ...page, query: "bikes" })).toMatchObject({ by: "meaning", trouble: null });
  });
});

describe("near duplicates", () => {
  test("stand behind the best of them; pinned ones never do; forgetting takes all", async () => {
    const text = "“first draft” at temperature 0.6 got 3 of 4 right. Wrong: two dogs seen.";
    for (let index = 0; index < 8; index += 1) {
      const attempts = [
        { verdicts: "pf", strategy: "first draft", text },
        { verdicts: index === 5 ? "pp" : "pf", strategy: "emphasis", lesson: false },
      ];
      const run = { id: `dogs00${index}`, prompt: "three dogs and a cat", attempts };
      await write(runs, run.id, eventsOf(run));
    }
    await write(runs, lake.id, eventsOf(lake));
    const memory = await opened({ consolidateFrom: 5 });
    expect((await memory.list(page)).lessons.map(({ id, ids: all, gain }) => [id, all.length, gain])).toEqual(
      [
        ["lakeside-1", 1, null],
        ["dogs005-1", 8, 0.5],
      ],
    );
    // One lesson, one place among those brought up.
    const recalled = await memory.recall(question("three dogs and a cat"), never);
    expect(recalled.map(({ id, why }) => [id, why])).toEqual([["dogs005-1", "The very same prompt."]]);

    await memory.pin("dogs003-1", true);
    const counts = async (from: Memory) =>
      Object.fromEntries((await from.list(page)).lessons.map(({ id, ids: all }) => [id, all.length]));
    expect(await counts(memory)).toEqual({ "lakeside-1": 1, "dogs003-1": 1, "dogs005-1": 7 });
    // Asked for by name, a lesson answers by the one that speaks for it.
    expect(await ids(memory, { ids: ["dogs001-1", "dogs003-1"] })).toEqual(["dogs003-1", "dogs005-1"]);
    await memory.rebuild();
    expect(await counts(memory)).toEqual({ "lakeside-1": 1, "dogs003-1": 8 });
    await memory.forget(["dogs003-1"]);
    expect(await counts(memory)).toEqual({ "lakeside-1": 1 });
    await memory.recover(["dogs003-1"]);
    const again = await reopened();
    expect(await counts(again)).toEqual({ "lakeside-1": 1, "dogs003-1": 8 });
  });
});
