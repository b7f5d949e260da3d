/** Models taken in, looked into, checked, thrown away and brought back, on a real disk. */
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { filesOf, sha256 } from "../../../fixtures/servers/models";
import { failure, only, open, readingEngine, summed, temporaryFolder, tinyModel } from "./support";

// Everything is forced to the disk, and disks are busy at times.
vi.setConfig({ testTimeout: 180_000 });

/** Checksums and lengths by path: bytes themselves take ages to compare. */
async function printOf(folder: string): Promise<Map<string, string>> {
  const files = [...(await filesOf(folder))].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(files.map(([file, bytes]) => [file, `${sha256(bytes)} ${bytes.length}`]));
}

describe("a folder is linked", () => {
  test("it stays where it is, with what it holds and the checksums of its files", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    await writeFile(path.join(folder, "README.md"), "---\nlicense: mit\n---\n");
    await writeFile(path.join(folder, "unet", "diffusion_pytorch_model.safetensors"), "for others");
    const models = await open(data);
    const found = await models.library.examine(folder);
    expect(found).toMatchObject({ name: "sd-turbo", error: null, present: false, copyError: null });
    expect(found.copy).toMatchObject({ files: 15, leftOut: 1, leftOutBytes: 10 });
    expect(found.inspection).toMatchObject({
      kind: "diffusion",
      licence: { name: "mit" },
      report: { family: "sd", side: 32 },
    });

    const id = await models.library.link(folder);
    const entry = only((await models.until(summed)).models);
    expect(entry).toMatchObject({
      id,
      name: "sd-turbo",
      folder,
      place: "linked",
      state: "ready",
      error: null,
    });
    expect(entry.sums).toMatchObject({ files: 15 });
    expect(models.library.has(folder)).toBe(true);
    expect(models.library.has(disk)).toBe(false);
    const listed = JSON.parse(await readFile(path.join(data, "models", "library.json"), "utf8"));
    const unet = listed.items[0].sums.files.find((file: { path: string }) => file.path === "unet/model.onnx");
    expect(unet.sha256).toBe(sha256(await readFile(path.join(folder, "unet", "model.onnx"))));

    expect((await models.library.examine(folder)).present).toBe(true);
    expect(await failure(models.library.link(folder))).toMatchObject({ code: "bad-input" });
    const again = await open(data);
    expect(only((await again.shelf()).models)).toMatchObject({ id, state: "ready", sums: entry.sums });
  });

  test("a link to it is the same folder", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "one");
    await symlink(folder, path.join(disk, "other"));
    const models = await open(data);
    await models.library.link(folder);
    expect((await models.library.examine(path.join(disk, "other"))).present).toBe(true);
  });

  test.each([
    ["an empty folder", async () => undefined, "model-missing", "lacks model_index.json"],
    [
      "one without a network",
      async (folder: string) => {
        await cp(await tinyModel(await temporaryFolder(), "x"), folder, { recursive: true });
        await rm(path.join(folder, "unet"), { recursive: true });
      },
      "model-missing",
      path.join("unet", "model.onnx"),
    ],
    [
      "one with the model a folder below",
      async (folder: string) => void (await tinyModel(folder, "onnx")),
      "model-missing",
      "Choose the folder of the model within it: onnx.",
    ],
    [
      "a model of another kind",
      async (folder: string) =>
        writeFile(path.join(folder, "model_index.json"), `{"_class_name": "AudioLDMPipeline"}`),
      "model-invalid",
      "AudioLDMPipeline",
    ],
  ])("%s is refused in words", async (_what, make, code, words) => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = path.join(disk, "broken");
    await mkdir(folder);
    await make(folder);
    const models = await open(data);
    const { error, inspection } = await models.library.examine(folder);
    expect(inspection).toBeNull();
    expect(error?.code).toBe(code);
    expect(`${error?.message} ${error?.remedy}`).toContain(words);
    expect((await failure(models.library.link(folder))).code).toBe(code);
    expect((await failure(models.library.copy(folder))).code).toBe(code);
    expect((await models.shelf()).models).toEqual([]);
  });

  test("gone, broken and found elsewhere", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "here");
    const models = await open(data);
    const id = await models.library.link(folder);
    await models.until(summed);
    await rename(folder, path.join(disk, "there"));
    const gone = only((await models.shelf()).models);
    expect(gone).toMatchObject({ state: "missing", inspection: null, error: { code: "not-found" } });
    expect(gone.error?.remedy).toContain("Connect the disk");

    expect((await failure(models.library.relocate(id, disk))).code).toBe("model-missing");
    await models.library.relocate(id, path.join(disk, "there"));
    expect(only((await models.shelf()).models)).toMatchObject({
      id,
      state: "ready",
      folder: path.join(disk, "there"),
    });

    await rm(path.join(disk, "there", "vae_decoder", "model.onnx"));
    const broken = only((await models.shelf()).models);
    expect(broken).toMatchObject({ state: "broken", error: { code: "model-missing" } });
    expect(broken.error?.message).toContain(path.join("vae_decoder", "model.onnx"));
  });
});

describe("a folder is copied", () => {
  test("what is used of it, byte for byte, with its progress told", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    await writeFile(path.join(folder, "picture.png"), "left out");
    await symlink(path.join(folder, "picture.png"), path.join(folder, "LICENSE"));
    const models = await open(data);
    const id = await models.library.copy(folder);
    const entry = only((await models.shelf()).models);
    expect(entry).toMatchObject({ id, place: "owned", state: "ready", name: "sd-turbo", work: null });
    expect(path.basename(entry.folder)).toBe("sd-turbo");
    expect(entry.folder.startsWith(data)).toBe(true);
    const [from, to] = [await printOf(folder), await printOf(entry.folder)];
    from.delete("picture.png");
    from.set("LICENSE", `${sha256(Buffer.from("left out"))} 8`);
    expect(new Map([...to].sort())).toEqual(new Map([...from].sort()));
    expect(entry.sums?.files).toBe(from.size);
    expect((await readdir(path.join(data, "models"))).sort()).toEqual([id, "library.json"].sort());
  });

  test("without room it is refused before anything is written", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    const models = await open(data, { space: () => Promise.resolve(300_000_000 - 40_000_000) });
    const roomy = await models.library.examine(folder);
    expect(roomy.copyError).toMatchObject({ code: "storage" });
    const refused = await failure(models.library.copy(folder));
    expect(refused.message).toMatch(
      /^1 MB are needed on the disk of .*, and 260 MB are free; 268 MB of them stay free/,
    );
    expect(await readdir(path.join(data, "models"))).toEqual([]);
    // A link needs no room.
    await models.library.link(folder);
  });

  test("called off, nothing is left of it", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    const models = await open(data);
    const copying = failure(models.library.copy(folder));
    const arriving = only((await models.until((shelf) => shelf.models.length === 1)).models);
    expect(arriving).toMatchObject({ state: "arriving", work: { task: "copying" } });
    await models.library.stop(arriving.id);
    expect((await copying).code).toBe("cancelled");
    expect((await models.shelf()).models).toEqual([]);
    expect((await readdir(path.join(data, "models"))).filter((name) => name !== "library.json")).toEqual([]);
  });

  test("names that would be one file elsewhere are refused", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    await writeFile(path.join(folder, "README.md"), "a");
    await writeFile(path.join(folder, "readme.MD"), "b");
    const models = await open(data);
    expect((await failure(models.library.copy(folder))).message).toContain("is the same file as");
  });
});

describe("checksums", () => {
  test("tell what was changed, what is missing and what is new", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    const models = await open(data);
    const id = await models.library.link(folder);
    await models.until(summed);
    const checked = async () => {
      const before = only((await models.shelf()).models).check;
      await models.library.check(id, false);
      const shelf = await models.until(({ models: [one] }) => one?.work === null && one.check !== before);
      return only(shelf.models).check;
    };
    expect(await checked()).toMatchObject({ changed: [], missing: [], added: [] });
    await appendFile(path.join(folder, "unet", "model.onnx"), "x");
    await rm(path.join(folder, "vae_encoder", "config.json"));
    await writeFile(path.join(folder, "unet", "weights.pb"), "new");
    expect(await checked()).toMatchObject({
      changed: ["unet/model.onnx"],
      missing: ["vae_encoder/config.json"],
      added: ["unet/weights.pb"],
    });
    await models.library.check(id, true);
    await models.until(({ models: [one] }) => one?.work === null && one.check === null);
    expect(await checked()).toMatchObject({ changed: [], missing: [], added: [] });
  });

  test("of a folder that is gone there are none", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    const models = await open(data);
    const id = await models.library.link(folder);
    await models.until(summed);
    await rm(folder, { recursive: true });
    expect((await failure(models.library.check(id, false))).code).toBe("not-found");
  });
});

describe("deleting", () => {
  test("a linked model is only forgotten, and can be remembered", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const folder = await tinyModel(disk, "sd-turbo");
    const before = await printOf(folder);
    const models = await open(data);
    const id = await models.library.link(folder);
    await models.until(summed);
    await models.library.delete(id);
    expect(await models.shelf()).toMatchObject({ models: [], deleted: [] });
    expect(await printOf(folder)).toEqual(before);
    expect(models.library.has(folder)).toBe(false);
    await models.library.restore(id);
    expect(only((await models.shelf()).models)).toMatchObject({ id, state: "ready" });
    await models.library.delete(id);
    const again = await open(data);
    await again.shelf();
    expect((await failure(again.library.restore(id))).code).toBe("not-found");
    expect(await printOf(folder)).toEqual(before);
  });

  test("an owned one goes to the trash, comes back whole, and is gone for good when it is purged", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const loaded: { folder: string | null } = { folder: null };
    const models = await open(data, { engine: readingEngine(loaded) });
    const id = await models.library.copy(await tinyModel(disk, "sd-turbo"));
    const { folder } = only((await models.shelf()).models);
    const before = await printOf(folder);
    loaded.folder = folder;
    expect(only((await models.shelf()).models).loaded).toBe(true);
    await models.library.delete(id);
    expect(loaded.folder).toBeNull();
    const { models: none, deleted } = await models.shelf();
    expect(none).toEqual([]);
    expect(deleted).toMatchObject([{ id, name: "sd-turbo" }]);
    expect(deleted[0]?.bytes).toBe(
      [...before.values()].reduce((sum, print) => sum + Number(print.split(" ")[1]), 0),
    );
    await models.library.restore(id);
    expect(await printOf(folder)).toEqual(before);
    await models.library.delete(id);
    await models.library.purge(id);
    expect((await models.shelf()).deleted).toEqual([]);
    expect(await readdir(path.join(data, "trash", "models"))).toEqual([]);
    expect((await failure(models.library.purge(id))).code).toBe("not-found");
  });

  test("one that cannot be moved stays", async () => {
    const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
    const models = await open(data);
    const id = await models.library.copy(await tinyModel(disk, "sd-turbo"));
    await mkdir(path.join(data, "trash", "models"), { recursive: true });
    await writeFile(path.join(data, "trash", "models", id), "in the way");
    expect((await failure(models.library.delete(id))).code).toBe("storage");
    expect(only((await models.shelf()).models)).toMatchObject({ id, state: "ready" });
  });
});

test("a damaged list is set aside, and what was good in it stays", async () => {
  const [data, disk] = [await temporaryFolder(), await temporaryFolder()];
  const first = await open(data);
  const id = await first.library.link(await tinyModel(disk, "sd-turbo"));
  await first.until(summed);
  const file = path.join(data, "models", "library.json");
  const list = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify({ ...list, items: [...list.items, { id: "nonsense" }] }));
  const again = await open(data);
  expect(again.faults.map(({ code }) => code)).toEqual(["corrupt-data"]);
  expect(only((await again.shelf()).models).id).toBe(id);
});
