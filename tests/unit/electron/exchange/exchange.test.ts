/** Out and in again: what comes back is what went out. */
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { makeChunk, readPng, writePng } from "../../../../electron/png/chunks";
import { textChunk } from "../../../../electron/png/text";
import { openRunsFolder, readJournal } from "../../../../electron/storage";
import { reduceAll } from "../../../../shared/run/reduce";
import { temporaryFolder } from "../storage/support";
import { everything, exchangeOver, makeRun, picture } from "./support";

async function home() {
  const data = await temporaryFolder();
  return { data, out: await temporaryFolder(), ...(await exchangeOver(data)) };
}

async function eventsOf(data: string, id: string) {
  const runs = await openRunsFolder(data);
  return (await readJournal(await runs.locate(id))).events;
}

async function imagesOf(data: string, id: string): Promise<string[]> {
  const folder = await (await openRunsFolder(data)).locate(id);
  return (await readdir(path.join(folder, "images"))).sort();
}

describe("a picture with its whole run", () => {
  it("restores it elsewhere: the same events, the same files, byte for byte", async () => {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const format = { kind: "png", carry: "images" } as const;
    const file = path.join(here.out, "a.png");
    await here.exchange.exportTo(file, { items: [{ runId: run.id, iteration: 2 }], format });

    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [file], files: [] });
    expect(find).toMatchObject({ kind: "trajectory", iteration: 2, warnings: [], error: null });
    expect(find?.run).toMatchObject({ id: run.id, present: false });
    expect(
      find?.run?.iterations.map(({ n, passed, total, hasImage }) => [n, passed, total, hasImage]),
    ).toEqual([
      [1, 1, 2, true],
      [2, 1, 2, true],
      [3, 2, 2, true],
    ]);
    expect((await there.exchange.findImage(find!.token, "1"))?.bytes).toEqual(await picture(1));
    expect((await there.exchange.findImage(find!.token, "picture"))?.bytes).toEqual(await picture(2));
    expect(await there.exchange.findImage(find!.token, "9")).toBeNull();

    const came = await there.exchange.import(find!.token, { mode: "all", present: "copy" });
    expect(came).toEqual({ runId: run.id, iterations: [1, 2, 3], replaced: false });
    expect(await eventsOf(there.data, run.id)).toEqual(run.events);
    const place = await there.runs.locate(run.id);
    expect(path.basename(place)).toBe(path.basename(run.folder));
    expect(await everything(place)).toEqual(await everything(run.folder));
  });

  it("or only with its words: the other pictures are not there, and that is said", async () => {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const file = path.join(here.out, "a.png");
    await here.exchange.exportTo(file, {
      items: [{ runId: run.id, iteration: 2 }],
      format: { kind: "png", carry: "journal" },
    });
    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [file], files: [] });
    expect(find?.run?.iterations.map(({ hasImage }) => hasImage)).toEqual([false, true, false]);
    await there.exchange.import(find!.token, { mode: "all", present: "copy" });
    expect(await eventsOf(there.data, run.id)).toEqual(run.events);
    const kept = reduceAll(run.events).iterations[1]?.image?.ref.file;
    expect(await imagesOf(there.data, run.id)).toEqual([kept]);
  });

  it("that another program has saved anew is taken in as it is now, and that is said", async () => {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const file = path.join(here.out, "a.png");
    await here.exchange.exportTo(file, {
      items: [{ runId: run.id, iteration: 1 }],
      format: { kind: "png", carry: "journal" },
    });
    const { chunks } = readPng(new Uint8Array(await readFile(file)));
    const painted = readPng(
      new Uint8Array(
        await sharp(await picture(1))
          .negate()
          .png()
          .toBuffer(),
      ),
    );
    const texts = chunks.filter(({ type }) => type === "iTXt" || type === "tEXt");
    const [header, ...pixels] = painted.chunks;
    await writeFile(file, writePng({ chunks: [header!, ...texts, ...pixels], trailing: new Uint8Array() }));
    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [file], files: [] });
    expect(find?.warnings.join()).toContain("Another program has changed this picture");
    await there.exchange.import(find!.token, { mode: "all", present: "copy" });
    const state = reduceAll(await eventsOf(there.data, run.id));
    expect(await imagesOf(there.data, run.id)).toEqual([state.iterations[0]?.image?.ref.file]);
  });
});

describe("runs as a zip", () => {
  it("come back as they were, several at once, and the same runs give the same bytes", async () => {
    const here = await home();
    const runs = [
      await makeRun(here.data, "first12345"),
      await makeRun(here.data, "second1234", { rounds: 2, svg: false }),
    ];
    const ids = runs.map(({ id }) => id);
    const [one, two] = ["one.zip", "two.zip"].map((name) => path.join(here.out, name)) as [string, string];
    await here.exchange.exportRuns(one, ids, "job-1");
    await here.exchange.exportRuns(two, [...ids].reverse(), undefined);
    expect(await readFile(one)).toEqual(await readFile(two));
    expect(here.progress.at(-1)).toEqual({ job: "job-1", done: 10, total: 10 });

    const there = await home();
    const finds = await there.exchange.inspect({ paths: [one], files: [] });
    expect(finds.map((find) => find.run?.id).sort()).toEqual([...ids].sort());
    for (const find of finds) await there.exchange.import(find.token, { mode: "all", present: "copy" });
    for (const { id, folder, events } of runs) {
      expect(await eventsOf(there.data, id)).toEqual(events);
      expect(await everything(await there.runs.locate(id))).toEqual(await everything(folder));
    }
  });

  it("called off leave no half file", async () => {
    const here = await home();
    const run = await makeRun(here.data, "first12345", { rounds: 8 });
    const target = path.join(here.out, "a.zip");
    await writeFile(target, "what was there before");
    const work = here.exchange.exportRuns(target, [run.id], "job");
    here.exchange.cancel("job");
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(here.out)).toEqual(["a.zip"]);
    expect(await readFile(target, "utf8")).toBe("what was there before");
    expect(await readdir(path.join(here.data, "exports"))).toEqual([]);
  });

  it("come from a folder just as well", async () => {
    const here = await home();
    const run = await makeRun(here.data, "first12345");
    const copy = path.join(here.out, "mailed");
    await cp(run.folder, copy, { recursive: true });
    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [here.out], files: [] });
    expect(find).toMatchObject({ kind: "trajectory", name: "mailed" });
    await there.exchange.import(find!.token, { mode: "all", present: "copy" });
    expect(await everything(await there.runs.locate(run.id))).toEqual(await everything(run.folder));
  });
});

describe("a run that is in the library already", () => {
  async function zipped() {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const file = path.join(here.out, "a.zip");
    await here.exchange.exportRuns(file, [run.id], undefined);
    const [find] = await here.exchange.inspect({ paths: [file], files: [] });
    return { ...here, run, find: find! };
  }

  it("is kept beside the other, under an id of its own", async () => {
    const { data, runs, exchange, run, find } = await zipped();
    expect(find.run?.present).toBe(true);
    const before = await everything(run.folder);
    const { runId, replaced } = await exchange.import(find.token, { mode: "all", present: "copy" });
    expect(runId).not.toBe(run.id);
    expect(replaced).toBe(false);
    expect(await everything(run.folder)).toEqual(before);
    const [first, ...rest] = await eventsOf(data, runId);
    expect(rest).toEqual(run.events.slice(1));
    expect(first).toEqual({ ...run.events[0], run: { ...reduceAll(run.events).header, id: runId } });
    await exchange.undo(runId);
    expect((await runs.list()).map(({ id }) => id)).toEqual([run.id]);
    expect((await runs.listTrash()).map(({ id }) => id)).toEqual([runId]);
  });

  it("is replaced, and comes back by undo with what became of it since", async () => {
    const { data, runs, exchange, run, find } = await zipped();
    await writeFile(path.join(run.folder, "note.txt"), "mine");
    const mine = await everything(run.folder);
    const came = await exchange.import(find.token, { mode: "some", iterations: [1, 3], present: "replace" });
    expect(came).toEqual({ runId: run.id, iterations: [1, 3], replaced: true });
    expect(reduceAll(await eventsOf(data, run.id)).iterations.map((it) => it.n)).toEqual([1, 3]);
    expect((await runs.listTrash()).map(({ id }) => id)).toEqual([run.id]);

    await exchange.undo(run.id);
    expect(await everything(await runs.locate(run.id))).toEqual(mine);
    const [discarded, ...others] = await runs.listTrash();
    expect(others).toEqual([]);
    expect(discarded?.id).not.toBe(run.id);
    const left = reduceAll((await readJournal(discarded!.folder)).events);
    expect(left.header?.id).toBe(discarded?.id);
    await expect(exchange.undo(run.id)).rejects.toMatchObject({ code: "not-found" });
  });

  it("can be replaced twice: the trash keeps both, each under its own id", async () => {
    const { runs, exchange, run, find } = await zipped();
    await exchange.import(find.token, { mode: "all", present: "replace" });
    await exchange.import(find.token, { mode: "all", present: "replace" });
    const trashed = (await runs.listTrash()).map(({ id }) => id);
    expect(new Set(trashed).size).toBe(2);
    expect(trashed).toContain(run.id);
  });
});

describe("chosen iterations", () => {
  it("come without the others' events and images", async () => {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const file = path.join(here.out, "a.zip");
    await here.exchange.exportRuns(file, [run.id], undefined);
    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [file], files: [] });
    await there.exchange.import(find!.token, { mode: "some", iterations: [2], present: "copy" });
    const events = await eventsOf(there.data, run.id);
    const [before, after] = [reduceAll(run.events), reduceAll(events)];
    expect(after.iterations).toEqual(before.iterations.filter((it) => it.n === 2));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
    expect(await imagesOf(there.data, run.id)).toHaveLength(2);
  });
});

describe("a picture from elsewhere", () => {
  it("becomes a reference: one iteration, as PNG, with the prompt another tool wrote into it", async () => {
    const there = await home();
    const { chunks, trailing } = readPng(await picture(3, 40));
    const text =
      "a lighthouse, at dusk\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 40x40";
    const [header, ...rest] = chunks;
    const bytes = writePng({ chunks: [header!, textChunk("parameters", text), ...rest], trailing });
    const [find] = await there.exchange.inspect({ paths: [], files: [{ name: "sea.png", bytes }] });
    expect(find).toMatchObject({
      kind: "picture",
      path: null,
      foreign: text,
      foreignPrompt: "a lighthouse, at dusk",
    });
    const { runId, iterations } = await there.exchange.import(find!.token, {
      mode: "reference",
      iteration: null,
    });
    expect(iterations).toEqual([1]);
    const state = reduceAll(await eventsOf(there.data, runId));
    expect(state).toMatchObject({
      status: "finished",
      header: { kind: "reference", title: "Sea", prompt: "a lighthouse, at dusk" },
      iterations: [{ n: 1, image: { width: 40, height: 40, backend: "elsewhere" } }],
    });
    expect(await imagesOf(there.data, runId)).toEqual([state.iterations[0]?.image?.ref.file]);
  });

  it.each(["jpeg", "webp"] as const)("may be a %s", async (format) => {
    const there = await home();
    const bytes = new Uint8Array(
      await sharp(await picture(3, 40))
        .toFormat(format)
        .toBuffer(),
    );
    const [find] = await there.exchange.inspect({ paths: [], files: [{ name: `a.${format}`, bytes }] });
    const { runId } = await there.exchange.import(find!.token, { mode: "reference", iteration: null });
    const [file] = await imagesOf(there.data, runId);
    const folder = await there.runs.locate(runId);
    expect((await sharp(await readFile(path.join(folder, "images", file!))).metadata()).format).toBe("png");
  });

  it("may be one iteration of a run that was dropped", async () => {
    const here = await home();
    const run = await makeRun(here.data, "origin1234");
    const file = path.join(here.out, "a.zip");
    await here.exchange.exportRuns(file, [run.id], undefined);
    const there = await home();
    const [find] = await there.exchange.inspect({ paths: [file], files: [] });
    const { runId } = await there.exchange.import(find!.token, { mode: "reference", iteration: 2 });
    const state = reduceAll(await eventsOf(there.data, runId));
    expect(state.iterations[0]?.image?.ref).toEqual(reduceAll(run.events).iterations[1]?.image?.ref);
    expect(await there.runs.find(run.id)).toBeNull();
  });

  it("that cannot be decoded leaves nothing behind", async () => {
    const there = await home();
    const { chunks, trailing } = readPng(await picture(3));
    const spoilt = chunks.map((chunk) =>
      chunk.type === "IDAT" ? makeChunk("IDAT", Uint8Array.of(1, 2, 3)) : chunk,
    );
    const bytes = writePng({ chunks: spoilt, trailing });
    const [find] = await there.exchange.inspect({ paths: [], files: [{ name: "a.png", bytes }] });
    await expect(
      there.exchange.import(find!.token, { mode: "reference", iteration: null }),
    ).rejects.toMatchObject({
      code: "image-invalid",
    });
    expect(await readdir(there.runs.root)).toEqual([]);
  });
});

describe("files on their way out", () => {
  it("are named by the template and never overwrite one another or what is there", async () => {
    const { data, out, exchange, progress } = await home();
    const run = await makeRun(data, "origin1234", { prompt: "a cow: red/white?" });
    await writeFile(path.join(out, "a cow red white.png"), "mine");
    const items = [1, 2, 3].map((iteration) => ({ runId: run.id, iteration }));
    const request = {
      items,
      format: { kind: "png", carry: "nothing" },
      template: "{title}",
      job: "j",
    } as const;
    const plan = await exchange.plan(request);
    expect(plan.names).toEqual(["a cow red white.png", "a cow red white (2).png", "a cow red white (3).png"]);
    expect(plan.problems).toHaveLength(1);
    const { paths, failed } = await exchange.exportInto(out, request);
    expect(failed).toEqual([]);
    expect(paths.map((file) => path.basename(file))).toEqual([
      "a cow red white (2).png",
      "a cow red white (3).png",
      "a cow red white (4).png",
    ]);
    expect(await readFile(path.join(out, "a cow red white.png"), "utf8")).toBe("mine");
    expect(progress.at(-1)).toEqual({ job: "j", done: 3, total: 3 });
    expect(paths.every((file) => exchange.hasWritten(file))).toBe(true);
    expect(exchange.hasWritten(path.join(out, "a cow red white.png"))).toBe(false);
  });

  it("that cannot be written are named one by one, and the others are", async () => {
    const { data, out, exchange } = await home();
    const run = await makeRun(data, "origin1234", { svg: false });
    const other = await makeRun(data, "withsvg123", { rounds: 1 });
    const items = [
      { runId: run.id, iteration: 1 },
      { runId: other.id, iteration: 1 },
      { runId: other.id, iteration: 9 },
    ];
    const report = await exchange.exportInto(out, {
      items,
      format: { kind: "svg" },
      template: "{run}-{iteration}",
    });
    expect(report.paths.map((file) => path.basename(file))).toEqual(["withsvg123-1.svg"]);
    expect(report.failed.map(({ reason }) => reason)).toEqual([
      "Iteration 1 has no vector drawing: only engines that draw vectors have one.",
      "Iteration 9 is not there.",
    ]);
  });

  it("to folders that are not there say so", async () => {
    const { data, out, exchange } = await home();
    const run = await makeRun(data, "origin1234");
    const request = {
      items: [{ runId: run.id, iteration: 1 }],
      format: { kind: "png", carry: "nothing" },
    } as const;
    await expect(exchange.exportInto(path.join(out, "gone"), request)).rejects.toMatchObject({
      code: "storage",
    });
    expect(await readdir(path.join(data, "exports"))).toEqual([]);
  });
});

describe("where a model of one's own lies", () => {
  it("leaves neither with a picture nor with a zip; everything else does", async () => {
    const generatorConfig = {
      kind: "diffusion",
      folder: "/home/jane/secret/sd",
      steps: 4,
      guidance: 0,
    } as const;
    const here = await home();
    const run = await makeRun(here.data, "origin1234", { generatorConfig });
    expect(reduceAll(run.events).header?.settings.generatorConfig).toEqual(generatorConfig);
    const files = [path.join(here.out, "a.zip"), path.join(here.out, "a.png")] as const;
    await here.exchange.exportRuns(files[0], [run.id], undefined);
    await here.exchange.exportTo(files[1], {
      items: [{ runId: run.id, iteration: 2 }],
      format: { kind: "png", carry: "images" },
    });
    for (const file of files) {
      const there = await home();
      const [find] = await there.exchange.inspect({ paths: [file], files: [] });
      await there.exchange.import(find!.token, { mode: "all", present: "copy" });
      const events = await eventsOf(there.data, run.id);
      expect(JSON.stringify(events)).not.toContain("jane");
      expect(events).toHaveLength(run.events.length);
      const [first] = run.events;
      const kept = (settings: object) => ({ ...settings, generatorConfig: undefined });
      if (first?.type !== "run-created" || events[0]?.type !== "run-created") throw new Error("no beginning");
      expect(kept(events[0].run.settings)).toEqual(kept(first.run.settings));
      expect(find).not.toMatchObject({ warnings: [expect.stringContaining("another computer")] });
    }
  });
});
