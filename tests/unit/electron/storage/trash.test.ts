import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openImages } from "../../../../electron/storage/images";
import { openJournal } from "../../../../electron/storage/journal";
import { openRunsFolder, type RunsFolder } from "../../../../electron/storage/runs-folder";
import { openTrash, type Trash } from "../../../../electron/storage/trash";
import { header, oneRound } from "./sample-runs";
import { temporaryFolder } from "./support";

const at = Date.UTC(2026, 2, 1, 9, 30);

async function studio(): Promise<{ runs: RunsFolder; trash: Trash; purged: string[]; data: string }> {
  const data = await temporaryFolder();
  const runs = await openRunsFolder(data);
  const purged: string[] = [];
  const trash = openTrash(runs, async (ids) => {
    purged.push(...ids);
  });
  return { runs, trash, purged, data };
}

async function writeRun(runs: RunsFolder, id: string, prompt: string): Promise<void> {
  const folder = await runs.create({ id, title: prompt, at });
  const images = await openImages(folder);
  const image = await images.put(Buffer.alloc(1000, id), "png");
  const { journal } = await openJournal(folder, () => at);
  for (const body of oneRound(header(id, prompt), image)) await journal.append(body);
  await journal.close();
}

describe("the trash", () => {
  it("tells what lies in it, how large it is and since when, the latest first", async () => {
    const { runs, trash } = await studio();
    await writeRun(runs, "aaa1111111", "a cow");
    await writeRun(runs, "bbb2222222", "a dog");
    await runs.trash("aaa1111111", at + 5000);
    await runs.trash("bbb2222222", at + 9000);
    const [dog, cow] = await trash.list();
    expect(dog).toMatchObject({ id: "bbb2222222", title: "a dog", prompt: "a dog", images: 1 });
    expect(dog?.trashedAt).toBe(at + 9000);
    expect(cow?.trashedAt).toBe(at + 5000);
    expect(dog?.bytes).toBeGreaterThan(2000);
    await runs.restore("bbb2222222");
    expect((await trash.list()).map((run) => run.id)).toEqual(["aaa1111111"]);
  });

  it("deletes for good one, some or all, and says what it could not", async () => {
    const { runs, trash, purged } = await studio();
    const ids = ["aaa1111111", "bbb2222222", "ccc3333333", "ddd4444444"];
    for (const id of ids) await writeRun(runs, id, "a cow");
    for (const id of ids) await runs.trash(id);
    expect(await trash.purge(["aaa1111111", "nothere000"])).toEqual({
      done: ["aaa1111111"],
      failed: [{ runId: "nothere000", reason: "It is not in the trash." }],
    });
    expect(purged).toEqual(["aaa1111111"]);
    expect((await trash.purge(null)).done.sort()).toEqual(ids.slice(1));
    expect(await trash.list()).toEqual([]);
    expect(await readdir(runs.trashRoot)).toEqual([]);
    await expect(runs.restore("aaa1111111")).rejects.toMatchObject({ code: "not-found" });
  });

  it("never touches runs that are not in it", async () => {
    const { runs, trash } = await studio();
    await writeRun(runs, "aaa1111111", "a cow");
    const report = await trash.purge(["aaa1111111"]);
    expect(report.done).toEqual([]);
    expect(await runs.find("aaa1111111")).not.toBeNull();
  });

  it("goes on with what an earlier process was cut off from", async () => {
    const { runs, trash, purged } = await studio();
    await writeRun(runs, "aaa1111111", "a cow");
    await runs.trash("aaa1111111");
    await mkdir(path.join(runs.trashRoot, ".purging-2026-03-01-a-dog-bbb2222222", "images"), {
      recursive: true,
    });
    await writeFile(path.join(runs.trashRoot, ".purging-2026-03-01-a-dog-bbb2222222", "images", "x"), "left");
    expect((await trash.list()).map((run) => run.id)).toEqual(["aaa1111111"]);
    await trash.sweep();
    expect(purged).toEqual(["bbb2222222"]);
    expect(await readdir(runs.trashRoot)).toHaveLength(1);
  });

  it("shows a run whose journal is gone, so that it can be deleted", async () => {
    const { runs, trash } = await studio();
    const folder = path.join(runs.trashRoot, "2026-03-01-empty-eee5555555");
    await mkdir(folder);
    await utimes(folder, at / 1000, at / 1000);
    expect(await trash.list()).toEqual([
      {
        id: "eee5555555",
        title: "2026-03-01-empty-eee5555555",
        prompt: "",
        images: 0,
        bytes: 0,
        trashedAt: at,
      },
    ]);
    expect((await trash.purge(null)).done).toEqual(["eee5555555"]);
  });
});
