import { mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newRunId, openRunsFolder, runFolderName, slugOf } from "../../../../electron/storage/runs-folder";
import { temporaryFolder } from "./support";

const at = new Date(2026, 2, 9, 23, 59).getTime();

describe("run folders", () => {
  it("are named for people and found by id", async () => {
    const runs = await openRunsFolder(await temporaryFolder());
    const folder = await runs.create({ id: "abc1234567", title: "Four white bicycles!", at });
    expect(path.basename(folder)).toBe("2026-03-09-four-white-bicycles-abc1234567");
    expect(await readdir(folder)).toEqual(["images"]);
    expect(await runs.find("abc1234567")).toBe(folder);
    expect(await runs.locate("abc1234567")).toBe(folder);
    expect(await runs.list()).toEqual([{ id: "abc1234567", folder }]);
  });

  it("are found after they were put there, renamed or taken away by hand", async () => {
    const data = await temporaryFolder();
    const runs = await openRunsFolder(data);
    const folder = await runs.create({ id: "abc1234567", title: "cow", at });
    const moved = path.join(runs.root, "2026-03-09-renamed-by-hand-abc1234567");
    await rename(folder, moved);
    expect(await runs.find("abc1234567")).toBe(moved);
    await rename(moved, path.join(data, "elsewhere"));
    expect(await runs.find("abc1234567")).toBeNull();
    await mkdir(path.join(runs.root, "2025-01-01-zzz9999999"));
    expect(await runs.find("zzz9999999")).not.toBeNull();
  });

  it("lists newest first and passes over everything else", async () => {
    const runs = await openRunsFolder(await temporaryFolder());
    const old = await runs.create({ id: "old1234567", title: "cow", at: at - 40 * 86_400_000 });
    const fresh = await runs.create({ id: "new1234567", title: "cow", at });
    await mkdir(path.join(runs.root, "notes"));
    await writeFile(path.join(runs.root, "2026-03-09-file-abc1234567"), "");
    await symlink(old, path.join(runs.root, "2026-03-09-link-lnk1234567"));
    expect((await runs.list()).map((place) => place.folder)).toEqual([fresh, old]);
    expect(await runs.find("lnk1234567")).toBeNull();
  });

  it("go to the trash and come back", async () => {
    const data = await temporaryFolder();
    const runs = await openRunsFolder(data);
    const folder = await runs.create({ id: "abc1234567", title: "cow", at });
    await writeFile(path.join(folder, "journal.jsonl"), "kept\n");
    const trashed = await runs.trash("abc1234567");
    expect(trashed).toBe(path.join(data, "trash", path.basename(folder)));
    expect(await runs.find("abc1234567")).toBeNull();
    expect(await runs.listTrash()).toEqual([{ id: "abc1234567", folder: trashed }]);
    expect(await runs.restore("abc1234567")).toBe(folder);
    expect(await readdir(folder)).toContain("journal.jsonl");
    expect(await runs.listTrash()).toEqual([]);
    await expect(runs.restore("abc1234567")).rejects.toMatchObject({ code: "not-found" });
    await expect(runs.trash("zzz1234567")).rejects.toMatchObject({ code: "not-found" });
  });

  it("cannot be led out of their root by an id", async () => {
    const data = await temporaryFolder();
    const runs = await openRunsFolder(data);
    await mkdir(path.join(data, "secret-abc1234567"));
    for (const id of [
      "../secret",
      "..",
      "",
      "ABC1234567",
      "a/b1234567",
      "abc1234567\0",
      "secret-abc1234567",
    ]) {
      expect(await runs.find(id)).toBeNull();
      await expect(runs.locate(id)).rejects.toMatchObject({ code: "not-found" });
      await expect(runs.create({ id, title: "x", at })).rejects.toMatchObject({ code: "bad-input" });
    }
  });

  it("refuses to make the same run twice", async () => {
    const runs = await openRunsFolder(await temporaryFolder());
    await runs.create({ id: "abc1234567", title: "cow", at });
    await expect(runs.create({ id: "abc1234567", title: "cow", at })).rejects.toMatchObject({
      code: "storage",
    });
  });
});

describe("names", () => {
  it("are plain on every system, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (title) => {
        const name = runFolderName({ id: "abc1234567", title, at });
        expect(name).toMatch(/^2026-03-09-([a-z0-9]+-)*abc1234567$/);
        expect(name.length).toBeLessThanOrEqual(62);
      }),
    );
    expect(slugOf("Äpfel & Öl: café №5")).toBe("apfel-ol-cafe-no5");
    expect(slugOf("四只白色自行车")).toBe("");
  });

  it("end in ids that nobody guesses", () => {
    const ids = new Set(Array.from({ length: 500 }, newRunId));
    expect(ids.size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^[0-9a-z]{10}$/);
    expect(new Set([...ids].join("")).size).toBe(36);
  });
});
