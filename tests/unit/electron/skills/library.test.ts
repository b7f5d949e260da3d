import { cp, mkdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSkillLibrary } from "../../../../electron/skills";
import { hashPack, listPack } from "../../../../electron/skills/pack-files";
import { findPacks } from "../../../../electron/skills/scan";
import { skillEntrySchema } from "../../../../shared/skills";
import { bundledPacks, fixtures, skillFolders, skillText, temporaryFolder, writePack } from "./support";

const none = () => [];

describe("the shelf of skills", () => {
  it("lists every pack by name, with what is wrong with it", async () => {
    const all = ["paper-cut", "gems-heading", "no-description", "broken-yaml", "bad-rules", "loose-colon"];
    const folders = await skillFolders(...all);
    const library = await openSkillLibrary({ ...folders, disabled: () => ["woodcut-print"] });
    const entries = await library.list();
    for (const entry of entries) expect(skillEntrySchema.safeParse(entry).success).toBe(true);
    const seen = entries.map((one) => [
      one.manifest.name,
      one.format,
      one.valid,
      one.enabled,
      one.hasLocalRules,
    ]);
    expect(seen).toEqual([
      ["bad-rules", "agent-skills", false, true, true],
      ["broken-yaml", "agent-skills", false, true, false],
      ["loose-colon", "agent-skills", true, true, false],
      ["no-description", "agent-skills", false, true, false],
      ["paper-cut", "agent-skills", true, true, true],
      ["woodcut-print", "gems", true, false, false],
    ]);
    expect((await library.shelf().manifests()).map((one) => one.name)).toEqual(["loose-colon", "paper-cut"]);
    expect((await library.shelf(false).manifests()).map((one) => one.name)).toContain("woodcut-print");
  });

  it("opens a chosen pack, and tells its rules without its instructions", async () => {
    const folders = await skillFolders("paper-cut", "gems-heading");
    const library = await openSkillLibrary({ ...folders, disabled: none });
    const loaded = await library.load("paper-cut");
    const [entry] = await library.list();
    expect(loaded).toEqual({
      manifest: entry?.manifest,
      hash: entry?.hash,
      instructions: expect.stringContaining("Name three layers"),
      localRules: expect.objectContaining({ version: 1 }),
    });
    expect(await library.shelf().rules?.("paper-cut")).toEqual(loaded.localRules);
    expect(await library.shelf().rules?.("woodcut-print")).toBeNull();
    expect((await library.load("woodcut-print")).localRules).toBeNull();
  });

  it("shows a pack's text and files before it is switched on, and invalid ones too", async () => {
    const folders = await skillFolders("paper-cut", "broken-yaml");
    const library = await openSkillLibrary({ ...folders, disabled: () => ["paper-cut"] });
    const { text, files } = await library.read("paper-cut");
    expect(text).toBe(await readFile(path.join(fixtures, "paper-cut", "SKILL.md"), "utf8"));
    expect(files).toEqual([
      "SKILL.md",
      "assets/swatch.txt",
      "references/colours.md",
      "references/local-rules.yaml",
    ]);
    expect((await library.read("broken-yaml")).text).toContain("never closed");
  });

  it("opens nothing that is switched off, invalid or not there", async () => {
    const folders = await skillFolders("paper-cut", "no-description");
    let off: string[] = ["paper-cut"];
    const library = await openSkillLibrary({ ...folders, disabled: () => off });
    for (const shelf of [library.shelf(), library.shelf(false)]) {
      await expect(shelf.load("paper-cut")).rejects.toMatchObject({ code: "forbidden" });
      await expect(shelf.rules?.("paper-cut")).rejects.toMatchObject({ code: "forbidden" });
      await expect(shelf.load("no-description")).rejects.toMatchObject({ code: "skill-invalid" });
      await expect(shelf.load("unheard-of")).rejects.toMatchObject({ code: "not-found" });
    }
    off = [];
    expect((await library.load("paper-cut")).manifest.name).toBe("paper-cut");
  });

  it("lets a user's pack take the place of a bundled one, and says so", async () => {
    const folders = await skillFolders("paper-cut");
    await writePack(path.join(folders.user, "paper-cut"), skillText("paper-cut", "My own.", "Mine."));
    const library = await openSkillLibrary({ ...folders, disabled: none });
    const [found] = await library.list();
    await library.consent("paper-cut", found!.hash);
    const entries = await library.list();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ source: "user", valid: true, manifest: { description: "My own." } });
    expect(entries[0]?.problems).toEqual([
      { severity: "warning", message: expect.stringContaining("takes the place") },
    ]);
    expect((await library.load("paper-cut")).instructions).toBe("Mine.");
  });

  it("tells of two packs of one name in one folder", async () => {
    const folders = await skillFolders();
    await writePack(path.join(folders.user, "a", "same"), skillText("same", "First."));
    await writePack(path.join(folders.user, "b", "same"), skillText("same", "Second."));
    const [entry, ...rest] = await (await openSkillLibrary({ ...folders, disabled: none })).list();
    expect(rest).toEqual([]);
    expect(entry?.manifest.description).toBe("First.");
    expect(entry?.problems[0]?.message).toContain(path.join("b", "same"));
  });

  it("does not follow links out of a pack", async () => {
    const folders = await skillFolders();
    const secret = path.join(folders.root, "secret.md");
    await writeFile(secret, "secret words");
    await writePack(path.join(folders.user, "linked"), skillText("linked"));
    await symlink(secret, path.join(folders.user, "linked", "notes.md"));
    await mkdir(path.join(folders.user, "whole"));
    await symlink(secret, path.join(folders.user, "whole", "SKILL.md"));
    await symlink(fixtures, path.join(folders.user, "elsewhere"));
    const library = await openSkillLibrary({ ...folders, disabled: none });
    const entries = await library.list();
    expect(entries.map((one) => [one.manifest.name, one.valid, one.hash])).toEqual([
      ["linked", false, ""],
      ["whole", false, ""],
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret words");
    await expect(library.read("whole")).rejects.toMatchObject({ code: "skill-invalid" });
  });

  it("sees at once when a pack changes", async () => {
    const folders = await skillFolders("paper-cut");
    const library = await openSkillLibrary({ ...folders, disabled: none });
    const file = path.join(folders.bundled, "paper-cut", "references", "colours.md");
    const before = await library.load("paper-cut");
    await writeFile(file, "Near: ink. Middle: brick. Far: dust.\n");
    const then = new Date(1_000);
    await utimes(file, then, then);
    const after = await library.load("paper-cut");
    expect(after.hash).not.toBe(before.hash);
    expect((await library.list())[0]?.hash).toBe(after.hash);
    await writeFile(path.join(folders.bundled, "paper-cut", "SKILL.md"), "no skill any more");
    await expect(library.load("paper-cut")).rejects.toMatchObject({ code: "skill-invalid" });
  });

  it("reads a SKILL.md that is no text, or far too long, as a problem", async () => {
    const folders = await skillFolders();
    await mkdir(path.join(folders.user, "noise"));
    await writeFile(path.join(folders.user, "noise", "SKILL.md"), Buffer.from([0x2d, 0xff, 0xfe, 0x00]));
    await writePack(path.join(folders.user, "novel"), skillText("novel", "Long.", "word ".repeat(200_000)));
    const entries = await (await openSkillLibrary({ ...folders, disabled: none })).list();
    expect(entries.map((one) => one.problems[0]?.message)).toEqual([
      expect.stringContaining("not UTF-8"),
      expect.stringContaining("bytes"),
    ]);
  });
});

describe("looking for packs", () => {
  it("goes six folders deep, no deeper, and not into packs or hidden folders", async () => {
    const root = await temporaryFolder();
    const deep = path.join(root, "1", "2", "3", "4", "5", "6");
    await writePack(deep, skillText("six"));
    await writePack(path.join(root, "x", "2", "3", "4", "5", "6", "7"), skillText("seven"));
    await writePack(path.join(root, "pack"), skillText("pack"));
    await writePack(path.join(root, "pack", "inner"), skillText("inner"));
    await writePack(path.join(root, ".hidden"), skillText("hidden"));
    expect(await findPacks(root)).toEqual({ packs: [deep, path.join(root, "pack")], cut: false });
    expect(await findPacks(path.join(root, "missing"))).toEqual({ packs: [], cut: false });
  });

  it("stops after two thousand folders and says that it did", async () => {
    const folders = await skillFolders();
    await writePack(path.join(folders.user, "a-pack"), skillText("a-pack"));
    for (let n = 0; n < 2_000; n += 1) await mkdir(path.join(folders.user, `folder${n}`));
    expect(await findPacks(folders.user)).toEqual({ packs: [path.join(folders.user, "a-pack")], cut: true });
    const [entry] = await (await openSkillLibrary({ ...folders, disabled: none })).list();
    expect(entry?.problems.at(-1)?.message).toContain("too many folders");
  });
});

describe("a pack's hash", () => {
  it("depends on names and contents, and on nothing else", async () => {
    const root = await temporaryFolder();
    const hashOf = async (folder: string) => hashPack(folder, (await listPack(folder)).files);
    const original = path.join(root, "a");
    await writePack(original, skillText("a"), { "x/one.md": "1", "two.md": "2" });
    const copy = path.join(root, "b");
    await cp(original, copy, { recursive: true });
    await mkdir(path.join(copy, ".git"));
    await writeFile(path.join(copy, ".git", "HEAD"), "ref");
    expect(await hashOf(copy)).toBe(await hashOf(original));
    expect(await hashOf(original)).toMatch(/^[0-9a-f]{64}$/);
    const renamed = path.join(root, "c");
    await writePack(renamed, skillText("a"), { "x/one.md": "1", "three.md": "2" });
    const shifted = path.join(root, "d");
    await writePack(shifted, skillText("a"), { "x/one.md": "12", "two.md": "" });
    const hashes = await Promise.all([original, renamed, shifted].map(hashOf));
    expect(new Set(hashes).size).toBe(3);
  });
});

describe("the packs that come with the studio", () => {
  it("are valid, without a single warning, short, and bring rules", async () => {
    const folders = await skillFolders();
    const library = await openSkillLibrary({ ...folders, bundled: bundledPacks, disabled: none });
    const entries = await library.list();
    expect(entries.map((one) => one.manifest.name)).toEqual([
      "aesthetic-drawing",
      "creative-drawing",
      "spatial-layout",
      "text-rendering",
    ]);
    for (const entry of entries) {
      expect([entry.manifest.name, entry.problems]).toEqual([entry.manifest.name, []]);
      expect(entry).toMatchObject({ valid: true, hasLocalRules: true, source: "bundled" });
      const { text } = await library.read(entry.manifest.name);
      expect(text.split("\n").length).toBeLessThan(150);
      const { localRules } = await library.load(entry.manifest.name);
      expect(localRules?.route.length).toBeGreaterThan(0);
    }
  });
});
