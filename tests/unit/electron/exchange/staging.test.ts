/** Every state that a crash can leave an import in, set right at the next start. */
import { cp, readdir, rename } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sweepStaging } from "../../../../electron/exchange/staging";
import { openRunsFolder, type RunsFolder, readJournal } from "../../../../electron/storage";
import { temporaryFolder } from "../storage/support";
import { everything, type MadeRun, makeRun } from "./support";

/** No process has this number: it is above what Linux, macOS and Windows hand out. */
const GONE = 999_999_999;
const key = "0123456789ab";

let runs: RunsFolder;
let run: MadeRun;
let whole: Record<string, string>;

beforeEach(async () => {
  const data = await temporaryFolder();
  run = await makeRun(data, "origin1234", { rounds: 1 });
  runs = await openRunsFolder(data);
  whole = await everything(run.folder);
});

const leave = (kind: string, pid = GONE) => path.join(runs.root, `.${kind}-${pid}-${key}`);

async function found() {
  const trashed = await runs.listTrash();
  return {
    runs: (await runs.list()).map(({ id }) => id),
    trash: trashed.map(({ id }) => id),
    hidden: (await readdir(runs.root)).filter((name) => name.startsWith(".")),
  };
}

describe("after a crash", () => {
  it("a run that was still being filled goes away", async () => {
    await cp(run.folder, leave("import"), { recursive: true });
    await sweepStaging(runs);
    expect(await found()).toEqual({ runs: [run.id], trash: [], hidden: [] });
  });

  it("one that was ready goes away while the run to replace is still there", async () => {
    await cp(run.folder, leave("ready"), { recursive: true });
    await sweepStaging(runs);
    expect(await found()).toEqual({ runs: [run.id], trash: [], hidden: [] });
    expect(await everything(run.folder)).toEqual(whole);
  });

  it("and takes its place when that had gone to the trash", async () => {
    await cp(run.folder, leave("ready"), { recursive: true });
    await runs.trash(run.id);
    await sweepStaging(runs);
    expect(await found()).toEqual({ runs: [run.id], trash: [run.id], hidden: [] });
    expect(await everything(await runs.locate(run.id))).toEqual(whole);
  });

  it("an import that was being taken back is back, while what it replaced had not returned", async () => {
    await rename(run.folder, leave("undone"));
    await sweepStaging(runs);
    expect(await found()).toEqual({ runs: [run.id], trash: [], hidden: [] });
    expect(await everything(await runs.locate(run.id))).toEqual(whole);
  });

  it.each(["undone", "discard"])("and is in the trash under a new id when that had (%s)", async (kind) => {
    await cp(run.folder, leave(kind), { recursive: true });
    await sweepStaging(runs);
    const { runs: there, trash, hidden } = await found();
    expect([there, trash.length, hidden]).toEqual([[run.id], 1, []]);
    expect(trash[0]).not.toBe(run.id);
    const [place] = await runs.listTrash();
    expect((await readJournal(place!.folder)).events[0]).toMatchObject({ run: { id: trash[0] } });
  });

  it("what another studio is at work on is left alone", async () => {
    await cp(run.folder, leave("import", process.pid), { recursive: true });
    await sweepStaging(runs);
    expect((await found()).hidden).toHaveLength(1);
  });
});
