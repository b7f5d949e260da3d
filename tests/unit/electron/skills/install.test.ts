import { chmod, cp, mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSkillLibrary } from "../../../../electron/skills";
import { MAX_FILES } from "../../../../electron/skills/pack-files";
import { pathProblem } from "../../../../electron/skills/safe-paths";
import { fixtures, skillFolders, skillText, writePack } from "./support";

async function studio() {
  const folders = await skillFolders();
  const source = path.join(folders.root, "source");
  await mkdir(source);
  const library = await openSkillLibrary({ ...folders, disabled: () => [] });
  return { ...folders, source, library };
}

/** Everything in the user's skills folder, hidden leftovers included. */
const present = async (user: string) => (await readdir(user)).sort();

describe("installing", () => {
  it("copies one pack with all its companions, and no right to execute", async () => {
    const { library, user, source } = await studio();
    const pack = path.join(source, "paper-cut");
    await cp(path.join(fixtures, "paper-cut"), pack, { recursive: true });
    await mkdir(path.join(pack, "scripts"));
    await writeFile(path.join(pack, "scripts", "run.sh"), "#!/bin/sh\ntouch /tmp/never\n");
    await chmod(path.join(pack, "scripts", "run.sh"), 0o755);
    expect(await library.install(pack)).toEqual(["paper-cut"]);
    const [entry] = await library.list();
    expect(entry).toMatchObject({ source: "user", valid: true, folder: path.join(user, "paper-cut") });
    expect(entry?.problems).toEqual([
      { severity: "warning", message: expect.stringContaining("never runs"), file: "scripts/run.sh" },
    ]);
    expect((await library.read("paper-cut")).files).toEqual([
      "SKILL.md",
      "assets/swatch.txt",
      "references/colours.md",
      "references/local-rules.yaml",
      "scripts/run.sh",
    ]);
    const { mode } = await stat(path.join(user, "paper-cut", "scripts", "run.sh"));
    if (process.platform !== "win32") expect(mode & 0o111).toBe(0);
    expect(await present(user)).toEqual(["paper-cut"]);
  });

  it("takes every pack of a folder, and files each under its own name", async () => {
    const { library, user, source } = await studio();
    await cp(path.join(fixtures, "paper-cut"), path.join(source, "deep", "paper-cut-main"), {
      recursive: true,
    });
    await cp(path.join(fixtures, "gems-heading"), path.join(source, "gems-heading"), { recursive: true });
    await mkdir(path.join(source, ".git"));
    expect(await library.install(source)).toEqual(["paper-cut", "woodcut-print"]);
    expect(await present(user)).toEqual(["paper-cut", "woodcut-print"]);
    expect((await library.list()).map((one) => one.problems)).toEqual([[], []]);
  });

  it("asks before it replaces, and keeps what it replaced", async () => {
    const { library, user, trash, source } = await studio();
    const pack = path.join(source, "mine");
    await writePack(pack, skillText("mine", "Old."), { "notes.md": "old notes" });
    await library.install(pack);
    await writePack(pack, skillText("mine", "New."));
    await expect(library.install(pack)).rejects.toMatchObject({
      code: "skill-exists",
      message: expect.stringContaining('"mine"'),
    });
    expect((await library.list())[0]?.manifest.description).toBe("Old.");
    expect(await library.install(pack, { replace: true })).toEqual(["mine"]);
    expect((await library.list())[0]?.manifest.description).toBe("New.");
    expect(await present(user)).toEqual(["mine"]);
    const [kept] = await readdir(trash);
    expect(kept).toMatch(/^skill-mine-/);
    expect(await readFile(path.join(trash, kept!, "notes.md"), "utf8")).toBe("old notes");
  });

  it("changes nothing when one of several exists already", async () => {
    const { library, user, source } = await studio();
    await writePack(path.join(source, "aaa"), skillText("aaa"));
    await writePack(path.join(source, "zzz"), skillText("zzz"));
    await library.install(path.join(source, "zzz"));
    await expect(library.install(source)).rejects.toMatchObject({ code: "skill-exists" });
    expect(await present(user)).toEqual(["zzz"]);
  });

  it("may shadow a bundled pack without being asked", async () => {
    const { source, ...folders } = { ...(await skillFolders("paper-cut")), source: "" };
    expect(source).toBe("");
    const library = await openSkillLibrary({ ...folders, disabled: () => [] });
    const own = path.join(folders.root, "own");
    await writePack(own, skillText("paper-cut", "My own."));
    expect(await library.install(own)).toEqual(["paper-cut"]);
    expect((await library.list())[0]).toMatchObject({ source: "user" });
  });

  it("tells apart what is no folder, holds no skill, or is the studio's own", async () => {
    const { library, user, source } = await studio();
    await writeFile(path.join(source, "packed.skill"), "PK");
    await expect(library.install(path.join(source, "gone"))).rejects.toMatchObject({ code: "bad-input" });
    await expect(library.install(path.join(source, "packed.skill"))).rejects.toMatchObject({
      code: "bad-input",
      remedy: expect.stringContaining("Unpack"),
    });
    await expect(library.install(source)).rejects.toMatchObject({ code: "skill-invalid" });
    await writePack(path.join(user, "mine"), skillText("mine"));
    await expect(library.install(user, { replace: true })).rejects.toMatchObject({ code: "bad-input" });
    await expect(library.install(path.join(user, "mine"))).rejects.toMatchObject({ code: "bad-input" });
  });

  it.each(["no-description", "broken-yaml", "bad-rules"])("refuses %s, naming the line", async (name) => {
    const { library, user } = await studio();
    await expect(library.install(path.join(fixtures, name))).rejects.toMatchObject({
      code: "skill-invalid",
      message: expect.stringMatching(/line \d+/),
    });
    expect(await present(user)).toEqual([]);
  });

  it("refuses two of one name", async () => {
    const { library, source } = await studio();
    await writePack(path.join(source, "a"), skillText("same"));
    await writePack(path.join(source, "b"), skillText("same"));
    await expect(library.install(source)).rejects.toMatchObject({
      code: "skill-invalid",
      message: expect.stringContaining('"same"'),
    });
  });
});

describe("what is not safe", () => {
  const faults: [string, RegExp, (pack: string) => Promise<unknown>][] = [
    [
      "a link to a file",
      /"notes.md" is a link/,
      (pack) => symlink("/etc/hostname", path.join(pack, "notes.md")),
    ],
    ["a link to a folder", /"assets" is a link/, (pack) => symlink("/etc", path.join(pack, "assets"))],
    ["a link within", /"twin.md" is a link/, (pack) => symlink("SKILL.md", path.join(pack, "twin.md"))],
    ["a backslash", /backslash/, (pack) => writeFile(path.join(pack, "..\\..\\evil.md"), "")],
    ["a drive", /drive/, (pack) => writeFile(path.join(pack, "C:evil.md"), "")],
    ["a device", /Windows device/, (pack) => writeFile(path.join(pack, "nul.md"), "")],
    ["a trailing dot", /ends in a dot/, (pack) => writeFile(path.join(pack, "evil."), "")],
    ["an invisible character", /invisible/, (pack) => writeFile(path.join(pack, "gnp\u202e.md"), "")],
    [
      "too many files",
      /200 files/,
      (pack) =>
        Promise.all(Array.from({ length: MAX_FILES + 1 }, (_, n) => writeFile(path.join(pack, `f${n}`), ""))),
    ],
    [
      "too many bytes",
      /20 MB/,
      (pack) => writeFile(path.join(pack, "big.bin"), Buffer.alloc(21 * 1024 * 1024)),
    ],
    ["too deep a nest", /deep/, (pack) => mkdir(path.join(pack, "1/2/3/4/5/6/7"), { recursive: true })],
  ];

  it.skipIf(process.platform === "win32").each(faults)("is refused: %s", async (_what, reason, spoil) => {
    const { library, user, source } = await studio();
    const pack = path.join(source, "pack");
    await writePack(pack, skillText("pack"));
    await spoil(pack);
    const refused = expect.objectContaining({ code: "skill-unsafe", message: expect.stringMatching(reason) });
    await expect(library.install(source)).rejects.toEqual(refused);
    expect(await present(user)).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")("is refused: names that differ in case only", async () => {
    const { library, source } = await studio();
    await writePack(source, skillText("source"), { "Notes.md": "1", "notes.md": "2" });
    await expect(library.install(source)).rejects.toMatchObject({
      code: "skill-unsafe",
      message: expect.stringContaining('"Notes.md"'),
    });
  });

  it.each([
    "../x",
    "a/../../x",
    "/etc/passwd",
    "C:/x",
    "c:x",
    "a\\b",
    "\\\\host\\share",
    "a//b",
    "./a",
    "",
    "a/",
    "a/.",
    "con",
    "a/COM1.txt",
    "x ",
    "a\u0000b",
    "a?b",
  ])("is refused as a path: %j", (one) => {
    expect(pathProblem(one)).not.toBeNull();
  });

  it.each(["SKILL.md", "references/a b.md", "assets/ünï.png", "..a/b..c", ".gitignore", "console.md"])(
    "but not %j",
    (one) => {
      expect(pathProblem(one)).toBeNull();
    },
  );

  it("never lets a path out of its folder", () => {
    const part = fc.oneof(
      fc.constantFrom("..", ".", "", "a", "C:", "\\", "/", "~"),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const relative = parts.join("/");
        if (pathProblem(relative) !== null) return;
        for (const system of [path.posix, path.win32]) {
          const root = system === path.win32 ? "C:\\packs\\one" : "/packs/one";
          expect(system.resolve(root, relative).startsWith(root + system.sep)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("taking away", () => {
  it("moves a user's pack to the trash and leaves bundled ones", async () => {
    const folders = await skillFolders("paper-cut");
    const library = await openSkillLibrary({ ...folders, disabled: () => [] });
    await writePack(path.join(folders.root, "mine"), skillText("mine"));
    await library.install(path.join(folders.root, "mine"));
    await library.uninstall("mine");
    expect((await library.list()).map((one) => one.manifest.name)).toEqual(["paper-cut"]);
    expect(await readdir(folders.trash)).toEqual([expect.stringMatching(/^skill-mine-/)]);
    await expect(library.uninstall("mine")).rejects.toMatchObject({ code: "not-found" });
    await expect(library.uninstall("paper-cut")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("serves installs and removals in the order they were asked for", async () => {
    const { library, source } = await studio();
    await writePack(path.join(source, "mine"), skillText("mine"));
    const all = [library.install(source), library.uninstall("mine"), library.install(source)];
    await Promise.all(all);
    expect((await library.list()).map((one) => one.manifest.name)).toEqual(["mine"]);
  });
});

describe("what a crash left", () => {
  const random = "0123456789ab";

  it("between putting the old aside and the new in place goes back to the old", async () => {
    const { user, ...folders } = await skillFolders();
    await writePack(path.join(user, `.old-my-skill-${random}`), skillText("my-skill", "Old."));
    await writePack(path.join(user, `.new-${random}`, "my-skill"), skillText("my-skill", "New."));
    const library = await openSkillLibrary({ ...folders, user, disabled: () => [] });
    expect((await library.list()).map((one) => one.manifest.description)).toEqual(["Old."]);
    expect(await present(user)).toEqual([`.new-${random}`, "my-skill"]);
  });

  it("behind putting the new in place stays with the new", async () => {
    const { user, trash, ...folders } = await skillFolders();
    await writePack(path.join(user, "my-skill"), skillText("my-skill", "New."));
    await writePack(path.join(user, `.old-my-skill-${random}`), skillText("my-skill", "Old."));
    const library = await openSkillLibrary({ ...folders, user, trash, disabled: () => [] });
    expect((await library.list()).map((one) => one.manifest.description)).toEqual(["New."]);
    expect(await present(user)).toEqual(["my-skill"]);
    expect(await readdir(trash)).toHaveLength(1);
  });

  it("half copied is cleared once nobody can be at work on it", async () => {
    const { user, ...folders } = await skillFolders();
    const half = path.join(user, `.new-${random}`);
    await writePack(path.join(half, "my-skill"), skillText("my-skill"));
    await utimes(half, new Date(0), new Date(0));
    await openSkillLibrary({ ...folders, user, disabled: () => [] });
    expect(await present(user)).toEqual([]);
  });
});
