/**
 * The victim of the trash's kill test: puts runs on a board, throws them away and deletes them for good, without end,
 * and prints what it takes for finished. Arguments: the data folder, a prefix for the ids of its runs.
 */
import path from "node:path";
import { openBoards, openImages, openJournal, openRunsFolder, openTrash } from "../../../../electron/storage";
import { header, oneRound } from "./sample-runs";

async function work(data: string, prefix: string): Promise<void> {
  const runs = await openRunsFolder(data);
  const { boards } = await openBoards(path.join(data, "boards.json"));
  const board = boards.list()[0] ?? (await boards.create("Heroes"));
  const trash = openTrash(runs, async (ids) => {
    process.stdout.write(`renamed ${ids.join(" ")}\n`);
    await boards.drop(ids);
  });
  await trash.sweep();
  for (let n = 0; ; n += 1) {
    const ids = ["a", "b", "c"].map((part) => `${prefix}${String(n).padStart(5, "0")}${part}`);
    for (const id of ids) {
      const folder = await runs.create({ id, title: "a cow", at: Date.now() });
      const images = await openImages(folder);
      const image = await images.put(Buffer.alloc(1 + (n % 5) * 60_000, id), "png");
      const { journal } = await openJournal(folder);
      for (const body of oneRound(header(id, "a cow"), image)) await journal.append(body);
      await journal.close();
      process.stdout.write(`made ${id}\n`);
    }
    await boards.add(
      board.id,
      ids.map((runId) => ({ runId, iteration: 1 })),
    );
    process.stdout.write(`boarded ${ids.join(" ")}\n`);
    for (const id of ids) {
      await runs.trash(id);
      process.stdout.write(`trashed ${id}\n`);
    }
    const gone = ids.slice(0, 2);
    await trash.purge(gone);
    process.stdout.write(`purged ${gone.join(" ")}\n`);
    await runs.restore(ids[2] ?? "");
    process.stdout.write(`restored ${ids[2]}\n`);
  }
}

const [data, prefix] = process.argv.slice(2);
if (data === undefined || prefix === undefined) throw new Error("usage: trash-kill-child DATA PREFIX");
await work(data, prefix);
