import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openBoards } from "../../../../electron/storage/boards";
import { openSearches } from "../../../../electron/storage/searches";
import { temporaryFolder } from "./support";

const at = Date.UTC(2026, 2, 1, 9, 30);
const run = (runId: string) => ({ runId, iteration: null });
const image = (runId: string, iteration: number) => ({ runId, iteration });

describe("boards", () => {
  it("are kept between starts", async () => {
    const file = path.join(await temporaryFolder(), "boards.json");
    const { boards, warning } = await openBoards(file, () => at);
    expect(warning).toBeNull();
    const heroes = await boards.create("  Heroes ");
    await boards.add(heroes.id, [run("aaa1111111"), image("bbb2222222", 2), image("bbb2222222", 2)]);
    await boards.add(heroes.id, [run("aaa1111111"), image("aaa1111111", 1)]);
    await boards.remove(heroes.id, [run("ccc3333333"), image("bbb2222222", 2)]);
    const expected = [
      { id: heroes.id, name: "Heroes", createdAt: at, items: [run("aaa1111111"), image("aaa1111111", 1)] },
    ];
    expect(boards.list()).toEqual(expected);
    const again = await openBoards(file);
    expect(again.warning).toBeNull();
    expect(again.boards.list()).toEqual(expected);
  });

  it("are renamed, deleted and brought back as they were, in their place", async () => {
    const file = path.join(await temporaryFolder(), "boards.json");
    const { boards } = await openBoards(file);
    const first = await boards.create("One");
    const second = await boards.create("Two");
    await boards.put({ ...first, name: "Uno", items: [run("aaa1111111")] });
    expect(boards.list().map((board) => board.name)).toEqual(["Uno", "Two"]);
    await boards.delete(second.id);
    await boards.delete(second.id);
    await boards.put(second);
    expect(boards.list().map((board) => board.name)).toEqual(["Uno", "Two"]);
    await expect(boards.create("two")).rejects.toMatchObject({ code: "bad-input" });
    await expect(boards.put({ ...first, name: "TWO" })).rejects.toMatchObject({ code: "bad-input" });
    await expect(boards.add("nothere000", [run("aaa1111111")])).rejects.toMatchObject({ code: "not-found" });
    expect((await openBoards(file)).boards.list().map((board) => board.name)).toEqual(["Uno", "Two"]);
  });

  it("lose what is gone for good", async () => {
    const { boards } = await openBoards(path.join(await temporaryFolder(), "boards.json"));
    const board = await boards.create("Heroes");
    await boards.add(board.id, [run("aaa1111111"), image("aaa1111111", 3), image("bbb2222222", 1)]);
    await boards.drop(["aaa1111111", "zzz0000000"]);
    expect(boards.list()[0]?.items).toEqual([image("bbb2222222", 1)]);
  });

  it("keep what is good of a damaged file, and the file itself beside it", async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, "boards.json");
    const good = { id: "board00001", name: "Heroes", createdAt: at, items: [run("aaa1111111")] };
    const damaged = JSON.stringify({ v: 1, items: [good, { id: "!", name: 7 }] });
    await writeFile(file, damaged);
    const { boards, warning } = await openBoards(file, () => at);
    expect(warning?.message).toBe("The boards could not be read in full: 1 of 2 entries make no sense.");
    expect(boards.list()).toEqual([good]);
    expect((await readdir(folder)).sort()).toEqual(["boards.broken-2026-03-01T093000.json", "boards.json"]);
    expect(await readFile(path.join(folder, "boards.broken-2026-03-01T093000.json"), "utf8")).toBe(damaged);
    const again = await openBoards(file);
    expect(again.warning).toBeNull();
    expect(again.boards.list()).toEqual([good]);
  });

  it.each(["", "{", "[]", '{"v":2,"items":[]}', "null"])("begin anew behind %j", async (text) => {
    const file = path.join(await temporaryFolder(), "boards.json");
    await writeFile(file, text);
    const { boards, warning } = await openBoards(file, () => at);
    expect(warning?.remedy).toContain("boards.broken-2026-03-01T093000.json");
    expect(boards.list()).toEqual([]);
  });

  it("save every one of many changes at once, in order", async () => {
    const file = path.join(await temporaryFolder(), "boards.json");
    const { boards } = await openBoards(file);
    const board = await boards.create("Heroes");
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => boards.add(board.id, [image("aaa1111111", n + 1)])),
    );
    const { boards: again } = await openBoards(file);
    expect(again.list()[0]?.items.map((item) => item.iteration)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
  });
});

describe("saved searches", () => {
  it("are kept, renamed, deleted and brought back", async () => {
    const file = path.join(await temporaryFolder(), "searches.json");
    const { searches } = await openSearches(file);
    const saved = await searches.save({
      name: "Miscounted",
      query: "failed:count",
      shelf: "iterations",
      sort: "score",
    });
    await expect(searches.save({ ...saved, name: "miscounted" })).rejects.toMatchObject({
      code: "bad-input",
    });
    await searches.put({ ...saved, name: "Wrong counts" });
    await searches.delete(saved.id);
    await searches.put(saved);
    expect((await openSearches(file)).searches.list()).toEqual([saved]);
  });
});
