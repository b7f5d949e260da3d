/**
 * Two thousand packs made up of malice and clumsiness: nothing outside of the skills folder is touched, nothing
 * crashes, every refusal names a file and a reason, and the good packs among them do come in.
 */
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openSkillLibrary, type SkillLibrary } from "../../../../electron/skills";
import { type Preflight, preflightSchema } from "../../../../shared/skills";
import { archiveOf, Dice, folderFaults, type HostilePack, hostilePack } from "./hostile";
import { skillFolders, skillText, writePack } from "./support";

const PACKS = 2_000;
/** A library is begun anew after so many packs: a real shelf holds dozens, not hundreds. */
const CHUNK = 250;

/** Every name below a folder with what it is and the hash of what it holds. */
async function snapshot(root: string, but: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const walk = async (folder: string): Promise<void> => {
    for (const name of await readdir(folder)) {
      const place = path.join(folder, name);
      if (place === but) continue;
      const kind = await lstat(place).catch(() => null);
      // A name that is no text cannot be looked up by its text.
      if (kind === null) {
        found.set(place, "nameless");
        continue;
      }
      if (kind.isDirectory()) {
        found.set(place, "folder");
        await walk(place);
      } else if (kind.isSymbolicLink()) found.set(place, `link to ${await readlink(place)}`);
      else
        found.set(
          place,
          createHash("sha256")
            .update(await readFile(place))
            .digest("hex"),
        );
    }
  };
  await walk(root);
  return found;
}

/** Files all around the skills folder, where somebody climbing out of it would land. */
async function withCanaries() {
  const folders = await skillFolders("paper-cut");
  const around = [".", "data", "data/skills-other", "data/trash-other", "home/.ssh", "home/.config"];
  for (const folder of around) {
    await mkdir(path.join(folders.root, folder), { recursive: true });
    for (const name of ["evil.md", "SKILL.md", "settings.json"]) {
      await writeFile(path.join(folders.root, folder, name), `canary ${folder}/${name}`);
    }
  }
  return { ...folders, canary: path.join(folders.root, "home", ".ssh", "evil.md") };
}

function checkRefusals(found: Preflight): void {
  preflightSchema.parse(found);
  for (const { file, reason } of found.refused) {
    expect(file).not.toBe("");
    expect(reason).toMatch(/\S.*\.$/u);
    expect(`${file}${reason}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  }
}

/** What must be said of one archive, then its good packs installed and looked at. */
async function tryArchive(
  library: SkillLibrary,
  file: string,
  packs: readonly HostilePack[],
): Promise<number> {
  await writeFile(file, archiveOf(packs));
  const found = await library.preflight([file]);
  const about = JSON.stringify({
    kinds: packs.map((one) => `${one.fate}: ${one.kind}`),
    refused: found.refused,
  });
  checkRefusals(found);
  const dead = packs.some((one) => one.fate === "archive");
  const listed = new Map(found.packs.map((one) => [one.origin.split(": ").at(-1), one]));
  if (dead) {
    expect([...listed.keys()], about).toEqual([]);
    expect(found.refused.length, about).toBeGreaterThan(0);
    expect(found.refused[0]?.file, about).toContain(path.basename(file));
  }
  const choices: { index: number; action: "install"; enable: boolean }[] = [];
  for (const pack of dead ? [] : packs) {
    const preview = listed.get(pack.name);
    if (pack.fate === "refused") {
      expect(preview, about).toBeUndefined();
      expect(
        found.refused.some((one) => one.file.includes(pack.name)),
        about,
      ).toBe(true);
      continue;
    }
    expect(preview?.valid, about).toBe(pack.fate === "good");
    if (preview === undefined) continue;
    if (pack.fate === "good") {
      choices.push({ index: found.packs.indexOf(preview), action: "install", enable: true });
    } else {
      expect(
        preview.problems.some((one) => one.severity === "error" && one.message !== ""),
        about,
      ).toBe(true);
    }
  }
  if (choices.length > 0) {
    const installed = await library.install(found.token, choices);
    expect(installed, about).toHaveLength(choices.length);
  } else await library.forget(found.token);
  return choices.length;
}

async function checkInstalled(
  library: SkillLibrary,
  user: string,
  packs: readonly HostilePack[],
): Promise<void> {
  const entries = new Map((await library.list()).map((entry) => [entry.manifest.name, entry]));
  for (const pack of packs) {
    expect(entries.get(pack.name)).toMatchObject({ valid: true, consent: "given", source: "user" });
    for (const { name, data = "" } of pack.entries) {
      const text = String(name);
      if (text.endsWith("/") || /__MACOSX|\.DS_Store/.test(text)) continue;
      expect(await readFile(path.join(user, text))).toEqual(Buffer.from(data));
    }
  }
  const strangers = (await readdir(user)).filter((name) => !entries.has(name));
  expect(strangers.sort()).toEqual([".records.json", ".versions"]);
}

describe("two thousand hostile packs", () => {
  for (let first = 0; first < PACKS; first += CHUNK) {
    it(`touch nothing but the skills folder: from ${first}`, { timeout: 60_000 }, async () => {
      const { canary, ...folders } = await withCanaries();
      const inbox = path.join(folders.root, "inbox");
      await mkdir(inbox);
      const library = await openSkillLibrary({ ...folders, disabled: () => [] });
      const dice = new Dice(first + 1);
      const before = await snapshot(folders.root, folders.user);
      const good: HostilePack[] = [];
      for (let made = 0; made < CHUNK; ) {
        const size = Math.min(1 + dice.below(4), CHUNK - made);
        const packs = Array.from({ length: size }, (_, n) => hostilePack(dice, `pack-${made + n}`, canary));
        const file = path.join(inbox, `archive-${made}.${dice.pick(["zip", "skill"])}`);
        const installed = await tryArchive(library, file, packs);
        if (installed > 0) good.push(...packs.filter((one) => one.fate === "good"));
        made += size;
      }
      expect(good.length).toBeGreaterThan(5);
      await checkInstalled(library, folders.user, good);
      const after = await snapshot(folders.root, folders.user);
      const strays = [...after].filter(([place]) => !place.startsWith(`${inbox}${path.sep}`));
      expect(new Map(strays)).toEqual(before);
    });
  }
});

describe("random bytes", () => {
  it("in the place of archives, or within them, are refused and never a crash", {
    timeout: 60_000,
  }, async () => {
    const { canary, ...folders } = await withCanaries();
    const library = await openSkillLibrary({ ...folders, disabled: () => [] });
    const file = path.join(folders.root, "noise.zip");
    const dice = new Dice(77);
    const whole = archiveOf(
      Array.from({ length: 3 }, (_, n) => ({
        kind: "plain",
        fate: "good" as const,
        name: `pack-${n}`,
        entries: [{ name: `pack-${n}/SKILL.md`, data: skillText(`pack-${n}`) }],
      })),
    );
    await writeFile(file, "");
    const before = await snapshot(folders.root, folders.user);
    for (let n = 0; n < 200; n += 1) {
      const bytes = Buffer.from(whole);
      for (let spoilt = 0; spoilt <= dice.below(6); spoilt += 1)
        bytes[dice.below(bytes.length)] = dice.below(256);
      await writeFile(file, n % 10 === 0 ? bytes.subarray(0, dice.below(bytes.length)) : bytes);
      const found = await library.preflight([file]);
      checkRefusals(found);
      expect(found.packs.length + found.refused.length).toBeGreaterThan(0);
      for (const pack of found.packs) expect(pack.manifest.name).toMatch(/^[a-z0-9-]+$/);
      await library.forget(found.token);
    }
    await writeFile(file, "");
    expect(await snapshot(folders.root, folders.user)).toEqual(before);
    expect(canary).not.toBe("");
  });
});

describe.skipIf(process.platform === "win32")("folders on disk", () => {
  it("with every fault are refused by name, and good ones beside them come in", async () => {
    const { canary, ...folders } = await withCanaries();
    const source = path.join(folders.root, "source");
    const library = await openSkillLibrary({ ...folders, disabled: () => [] });
    const kinds = Object.entries(folderFaults);
    for (const [n, [, spoil]] of kinds.entries()) {
      await writePack(path.join(source, `bad-${n}`), skillText(`bad-${n}`));
      await spoil(path.join(source, `bad-${n}`), canary);
      await writePack(path.join(source, `good-${n}`), skillText(`good-${n}`), { "a/b.md": "words" });
    }
    const before = await snapshot(folders.root, folders.user);
    const found = await library.preflight([source]);
    checkRefusals(found);
    for (const [n, [kind]] of kinds.entries()) {
      const named = found.refused.filter(
        ({ file }) => file.includes(`bad-${n}/`) || file.endsWith(`bad-${n}`),
      );
      expect([kind, named.length > 0]).toEqual([kind, true]);
    }
    expect(found.packs.map((one) => one.manifest.name).sort()).toEqual(
      kinds.map((_, n) => `good-${n}`).sort(),
    );
    await library.install(
      found.token,
      found.packs.map((_, index) => ({ index, action: "install" as const, enable: true })),
    );
    expect((await library.list()).filter((one) => one.source === "user")).toHaveLength(kinds.length);
    expect(await snapshot(folders.root, folders.user)).toEqual(before);
  });
});
