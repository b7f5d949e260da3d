/**
 * The victim of the kill test: brings a run in, replaces it, takes that back and exports, without end.
 * Arguments: the data folder, a zip to bring in, a folder to export to.
 */
import path from "node:path";
import { openExchange } from "../../../../electron/exchange";
import { openRunsFolder } from "../../../../electron/storage";
import { defaultSettings } from "../../../../shared/settings";

const [data, zip, out] = process.argv.slice(2);
if (data === undefined || zip === undefined || out === undefined) throw new Error("usage: DATA ZIP OUT");
const runs = await openRunsFolder(data);
const nothing = () => Promise.reject(new Error("no pictures here"));
const exchange = await openExchange({
  data,
  assetsDir: "",
  version: "0.1.0",
  folder: runs,
  index: { upsert: async () => undefined },
  runs: {
    isLive: () => false,
    trash: async (ids) => {
      for (const id of ids) await runs.trash(id);
      return { done: [...ids], failed: [] };
    },
  },
  engine: { toPng: nothing, toJpeg: nothing, contactSheet: nothing },
  settings: () => defaultSettings,
  onProgress: () => undefined,
  onLibraryChanged: () => undefined,
});
process.stdout.write("open\n");
for (let n = 0; ; n += 1) {
  const [find] = await exchange.inspect({ paths: [zip], files: [] });
  if (find === undefined) throw new Error("the zip is gone");
  const { runId, replaced } = await exchange.import(find.token, { mode: "all", present: "replace" });
  process.stdout.write(`in ${n}\n`);
  await exchange.exportRuns(path.join(out, "a.zip"), [runId], undefined);
  process.stdout.write(`out ${n}\n`);
  const items = [1, 2].map((iteration) => ({ runId, iteration }));
  await exchange.exportInto(out, {
    items,
    format: { kind: "png", carry: "images" },
    template: `${n} {iteration}`,
  });
  if (replaced && n % 2 === 0) {
    await exchange.undo(runId);
    process.stdout.write(`back ${n}\n`);
  }
  exchange.forget([find.token]);
}
