import { createHash } from "node:crypto";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openImages } from "../../../../electron/storage/images";
import { temporaryFolder } from "./support";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a run's images", () => {
  it("are named by their bytes, and the same bytes are kept once", async () => {
    const shelf = await openImages(await temporaryFolder());
    const ref = await shelf.put(bytes("cow"), "png");
    expect(ref).toEqual({ hash: hashOf("cow"), file: `${hashOf("cow")}.png`, bytes: 3 });
    expect(await shelf.put(bytes("cow"), "png")).toEqual(ref);
    await shelf.put(bytes("<svg/>"), "svg");
    expect((await readdir(shelf.folder)).sort()).toEqual([ref.file, `${hashOf("<svg/>")}.svg`].sort());
    expect(Buffer.from(await shelf.get(ref, { verify: true })).toString()).toBe("cow");
    expect(await readFile(shelf.pathOf(ref), "utf8")).toBe("cow");
  });

  it("stand firm when many are put at once", async () => {
    const shelf = await openImages(await temporaryFolder());
    const refs = await Promise.all(["a", "b", "a", "a", "b"].map((text) => shelf.put(bytes(text), "png")));
    expect(new Set(refs.map((ref) => ref.file)).size).toBe(2);
    expect(await readdir(shelf.folder)).toHaveLength(2);
  });

  it("are found out when their bytes have changed, and are written anew when put again", async () => {
    const shelf = await openImages(await temporaryFolder());
    const ref = await shelf.put(bytes("cow"), "png");
    await writeFile(shelf.pathOf(ref), "cat");
    expect(Buffer.from(await shelf.get(ref)).toString()).toBe("cat");
    await expect(shelf.get(ref, { verify: true })).rejects.toMatchObject({ code: "corrupt-data" });
    await writeFile(shelf.pathOf(ref), "c");
    await expect(shelf.get(ref)).rejects.toMatchObject({ code: "corrupt-data" });
    await shelf.put(bytes("cow"), "png");
    expect(Buffer.from(await shelf.get(ref, { verify: true })).toString()).toBe("cow");
  });

  it("are missed by name", async () => {
    const shelf = await openImages(await temporaryFolder());
    const ref = { hash: hashOf("x"), file: `${hashOf("x")}.png`, bytes: 1 };
    await expect(shelf.get(ref)).rejects.toMatchObject({ code: "not-found" });
  });

  it("cannot be asked for by a path, nor be empty", async () => {
    const shelf = await openImages(await temporaryFolder());
    for (const file of [
      "../journal.jsonl",
      "/etc/passwd",
      `..${path.sep}${hashOf("a")}.png`,
      `${hashOf("b")}.png`,
    ]) {
      expect(() => shelf.pathOf({ hash: hashOf("a"), file, bytes: 1 })).toThrow("Not an image reference");
    }
    await expect(shelf.put(new Uint8Array(), "png")).rejects.toMatchObject({ code: "image-invalid" });
  });

  it("are cleared of what a crash left half written, but not of what may be under way", async () => {
    const folder = await temporaryFolder();
    const { folder: images } = await openImages(folder);
    const [old, young] = [".aa.png.111.tmp", ".bb.png.222.tmp"].map((name) => path.join(images, name));
    await writeFile(old!, "half");
    await writeFile(young!, "half");
    await utimes(old!, new Date(0), new Date(0));
    await openImages(folder);
    expect(await readdir(images)).toEqual([path.basename(young!)]);
  });
});
