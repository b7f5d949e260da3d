/** kill -9 while runs are brought in, replaced, taken back and exported: before or after, never between. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openZip } from "../../../../electron/exchange/zip-read";
import { readPng } from "../../../../electron/png/chunks";
import { readJournal } from "../../../../electron/storage";
import { temporaryFolder } from "../storage/support";
import { buildVictim, type Victim } from "../victim";
import { everything, exchangeOver, makeRun } from "./support";

let victim: Victim;

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("kill-child.ts", import.meta.url)));
}, 60_000);

afterAll(() => victim.remove());

/** Opens every exported file: one that was cut off would not be read. */
async function assertWhole(out: string): Promise<number> {
  const names = await readdir(out);
  expect(names.filter((name) => name.startsWith("."))).toEqual([]);
  for (const name of names) {
    const bytes = new Uint8Array(await readFile(path.join(out, name)));
    if (name.endsWith(".png")) expect(readPng(bytes).trailing).toHaveLength(0);
    else (await openZip(bytes)).close();
  }
  return names.length;
}

it("leaves every run whole or absent, one of them under its id, and no half file", {
  timeout: 180_000,
}, async () => {
  const origin = await temporaryFolder();
  const out = await temporaryFolder();
  const data = await temporaryFolder();
  const run = await makeRun(origin, "origin1234", { rounds: 4 });
  const zip = path.join(origin, "a.zip");
  await (await exchangeOver(origin)).exchange.exportRuns(zip, [run.id], undefined);
  const whole = await everything(run.folder);
  const images = Object.keys(whole).filter((name) => name !== "journal.jsonl");

  // One turn of the victim takes some 70 to 120 changes: in, out and back.
  const moments = Array.from({ length: 40 }, (_, turn) => ({ change: 1 + 3 * turn }));
  let wasIn = false;
  const states = new Set<string | undefined>();
  let exported = 0;
  for (const when of moments) {
    const lines = await victim.killAt(when, data, zip, out);
    wasIn ||= lines.some((line) => line.startsWith("in "));
    const leftovers = (await readdir(path.join(data, "runs")).catch(() => [])).filter((name) =>
      name.startsWith("."),
    );
    for (const name of leftovers) states.add(name.slice(1).split("-")[0]);
    const { runs } = await exchangeOver(data);
    expect((await readdir(runs.root)).filter((name) => name.startsWith("."))).toEqual([]);
    const places = await runs.list();
    if (wasIn) expect(places.map(({ id }) => id)).toEqual([run.id]);
    for (const { id, folder } of [...places, ...(await runs.listTrash())]) {
      const { events, damaged } = await readJournal(folder);
      expect(damaged).toBe(0);
      expect(events).toHaveLength(run.events.length);
      expect(events[0]).toMatchObject({ run: { id } });
      const found = await everything(folder);
      for (const name of images) expect(found[name]).toBe(whole[name]);
    }
    exported = Math.max(exported, await assertWhole(out));
    expect(await readdir(path.join(data, "exports"))).toEqual([]);
  }
  expect(wasIn).toBe(true);
  expect(exported).toBeGreaterThan(2);
  // The kills did hit runs on their way.
  expect([...states].sort()).toEqual(["import", "ready", "undone"]);
});
