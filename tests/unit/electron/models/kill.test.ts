/**
 * kill -9 while models are copied, deleted, brought back, deleted for good and downloaded: each is wholly there,
 * wholly in the trash or wholly gone, and a download goes on from where it was.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filesOf, type ModelServer, sha256, startModelServer } from "../../../fixtures/servers/models";
import { buildVictim, type Victim } from "../victim";
import { open, temporaryFolder, tinyModels } from "./support";

const source = path.join(tinyModels, "sd");
let victim: Victim;
let server: ModelServer;
let whole: ReadonlyMap<string, string>;

const printOf = async (folder: string): Promise<ReadonlyMap<string, string>> =>
  new Map([...(await filesOf(folder))].map(([file, bytes]) => [file, sha256(bytes)] as const).sort());

beforeAll(async () => {
  victim = await buildVictim(fileURLToPath(new URL("kill-child.ts", import.meta.url)));
  whole = await printOf(source);
  server = await startModelServer(await filesOf(source));
}, 60_000);

afterAll(async () => {
  await victim.remove();
  await server.close();
});

/** What may be found after the last word that was said, besides what it says itself. */
const after: Readonly<Record<string, readonly string[]>> = {
  "": ["nothing", "shelf"],
  copied: ["shelf", "trash"],
  deleted: ["trash", "shelf", "nothing"],
  restored: ["shelf", "trash"],
  purged: ["nothing", "shelf", "download"],
  begun: ["download", "shelf"],
  arrived: ["shelf", "trash", "nothing"],
};

it("finds models before or after each step, never between", { timeout: 600_000 }, async () => {
  // A turn of the victim takes some 340 changes.
  const moments = Array.from({ length: 44 }, (_, at) => ({ change: 2 + 8 * at }));
  const seen = new Set<string>();
  for (const when of moments) {
    const data = await temporaryFolder();
    const told = await victim.killAt(when, data, source, server.base);
    const models = await open(data);
    const { models: shelf, downloads, deleted } = await models.shelf();
    expect(models.faults).toEqual([]);
    const found = [
      ...shelf.map(() => "shelf"),
      ...deleted.map(() => "trash"),
      ...downloads.map(() => "download"),
    ].join("+");
    const stands = found === "" ? "nothing" : found;
    expect(after[told.at(-1) ?? ""], `after ${JSON.stringify(told)} at ${when.change}`).toContain(stands);
    for (const model of shelf) {
      expect(model).toMatchObject({ state: "ready", sums: { files: whole.size } });
      expect(await printOf(model.folder)).toEqual(whole);
    }
    for (const { id } of deleted) {
      expect([...(await printOf(path.join(data, "trash", "models", id))).values()]).toEqual([
        ...whole.values(),
      ]);
      await models.library.restore(id);
    }
    for (const { id, state } of downloads) {
      expect(state).toBe("paused");
      await models.downloads.continue(id);
      const [model] = (await models.until((now) => now.downloads.length === 0)).models;
      expect(await printOf(model?.folder ?? "")).toEqual(whole);
    }
    const left = [
      ...(await readdir(path.join(data, "models"))),
      ...(await readdir(path.join(data, "trash", "models")).catch(() => [])),
    ];
    expect(left.filter((name) => name.startsWith("."))).toEqual([]);
    seen.add(stands);
  }
  expect(seen).toEqual(new Set(["nothing", "shelf", "trash", "download"]));
});
