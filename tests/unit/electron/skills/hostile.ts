/**
 * Makes up skill packs of every kind of malice and clumsiness, as zips and as folders, together with what must become
 * of each: installed, listed as invalid, refused alone, or refused with all of its archive.
 */
import { randomBytes } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { skillText } from "./support";
import { LINK_MODE, PIPE_MODE, type ZipEntry, type ZipLies, zipOf } from "./zip-writer";

/** What must become of a pack. */
export type Fate = "good" | "invalid" | "refused" | "archive";

export interface HostilePack {
  readonly kind: string;
  readonly fate: Fate;
  readonly name: string;
  readonly entries: readonly ZipEntry[];
  readonly lies?: ZipLies;
}

/** Numbers from a seed (mulberry32), so that a failure can be looked at again. */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }
}

type Maker = (name: string, dice: Dice, canary: string) => Omit<HostilePack, "kind" | "name" | "fate">;

const skill = (name: string, data: ZipEntry["data"] = skillText(name)): ZipEntry => ({
  name: `${name}/SKILL.md`,
  data,
});
const plus = (name: string, ...more: ZipEntry[]) => ({ entries: [skill(name), ...more] });
const file = (name: string, data: ZipEntry["data"] = "words\n", rest: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  data,
  ...rest,
});

const good: Record<string, Maker> = {
  plain: (name) => plus(name),
  "with companions": (name, dice) =>
    plus(
      name,
      file(`${name}/references/notes ${dice.below(9)}.md`),
      file(`${name}/assets/ünïcode.png`, randomBytes(dice.below(4_000))),
      { name: `${name}/assets/`, method: 0, mode: 0o040755 },
    ),
  "stored, without modes": (name) => ({
    entries: [{ ...skill(name), method: 0, mode: 0 }, file(`${name}/a.txt`, "", { method: 0, mode: 0 })],
  }),
  "with litter": (name) => plus(name, file(`__MACOSX/${name}/._SKILL.md`), file(`${name}/.DS_Store`)),
  "nested zips are files": (name) => plus(name, file(`${name}/assets/inner.zip`, zipOf([skill("inner")]))),
  "packed tight but small": (name) => plus(name, file(`${name}/references/blank.txt`, " ".repeat(300_000))),
};

const invalid: Record<string, Maker> = {
  "no name": (name) => ({ entries: [skill(name, "---\ndescription: x\n---\n")] }),
  "no description": (name) => ({ entries: [skill(name, `---\nname: ${name}\n---\n`)] }),
  "broken YAML": (name, dice) => ({
    entries: [
      skill(
        name,
        `---\nname: ${name}\ndescription: ${dice.pick(['"open', "[1, 2", "{a: b", "&a *b", "\t- x\n -y"])}\n---\n`,
      ),
    ],
  }),
  "YAML bomb": (name) => ({
    entries: [
      skill(
        name,
        `---\na: &a [x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\nname: ${name}\n`,
      ),
    ],
  }),
  "never closed": (name) => ({ entries: [skill(name, `---\nname: ${name}\ndescription: x\n`)] }),
  "neither format": (name) => ({ entries: [skill(name, "Just words.")] }),
  "a binary SKILL.md": (name) => ({ entries: [skill(name, randomBytes(3_000))] }),
  "an empty SKILL.md": (name) => ({ entries: [skill(name, "")] }),
  "a huge SKILL.md": (name) => ({
    entries: [skill(name, `${skillText(name)}${randomBytes(400_000).toString("hex")}`)],
  }),
  "rules that are none": (name, dice) =>
    plus(
      name,
      file(
        `${name}/references/local-rules.yaml`,
        dice.pick([
          "version: 2",
          "[",
          "route: 7",
          "\0\0",
          "version: 1\nroute:\n  - pattern: (a+)+b\n    weight: 1\n    reason: x\nrewrite: {}",
        ]),
      ),
    ),
};

const refused: Record<string, Maker> = {
  "a link to a file": (name, _dice, canary) =>
    plus(name, file(`${name}/notes.md`, canary, { mode: LINK_MODE })),
  "a link to a folder": (name) => plus(name, file(`${name}/assets`, "../..", { mode: LINK_MODE })),
  "SKILL.md as a link": (name) => ({ entries: [{ ...skill(name, "/etc/hostname"), mode: LINK_MODE }] }),
  "a pipe": (name) => plus(name, file(`${name}/pipe`, "", { mode: PIPE_MODE })),
  "a Windows device": (name, dice) =>
    plus(name, file(`${name}/${dice.pick(["con", "NUL.md", "com1.txt", "LPT¹", "aux .md"])}`)),
  "a trailing dot or space": (name, dice) => plus(name, file(`${name}/notes${dice.pick([".", " ", "..."])}`)),
  "a control character": (name, dice) =>
    plus(name, file(`${name}/a${dice.pick(["\u0001", "\n", "\u202e", "\u200b", "\u2028"])}b.md`)),
  "what Windows forbids": (name, dice) => plus(name, file(`${name}/a${dice.pick([...'*?"<>|:'])}b.md`)),
  "names that differ in case": (name) => plus(name, file(`${name}/Notes.md`), file(`${name}/notes.MD`)),
  "folders that differ in case": (name) => plus(name, file(`${name}/a/x.md`), file(`${name}/A/y.md`)),
  "names that differ in spelling": (name) =>
    plus(name, file(`${name}/\u00e9.md`), file(`${name}/e\u0301.md`)),
  "the same name twice": (name) => plus(name, file(`${name}/a.md`, "1"), file(`${name}/a.md`, "2")),
  "a file that is a folder": (name) => plus(name, file(`${name}/a`), file(`${name}/a/b.md`)),
  "an encrypted file": (name) => plus(name, file(`${name}/secret.md`, "x", { flags: 0x801 })),
  "an odd way of packing": (name, dice) =>
    plus(name, file(`${name}/a.md`, "x", { method: dice.pick([1, 6, 9, 12, 14, 93, 99]) })),
  "too deep": (name) => plus(name, file(`${name}/1/2/3/4/5/6/7/8.md`)),
  "too long": (name) => plus(name, file(`${name}/${"long/".repeat(3)}${"n".repeat(190)}.md`)),
  "too many bytes for a name": (name) => plus(name, file(`${name}/${"四".repeat(90)}.md`)),
  "too many files": (name) => plus(name, ...Array.from({ length: 201 }, (_, n) => file(`${name}/f${n}`, ""))),
  "a wrong checksum": (name) => plus(name, file(`${name}/a.md`, "words", { lie: { crc: 7 } })),
  "fewer bytes than it says": (name) =>
    plus(name, file(`${name}/a.md`, "words", { lie: { uncompressed: 9 } })),
  "data that are noise": (name) =>
    plus(name, { name: `${name}/a.md`, data: randomBytes(300), method: 8, ...noise }),
  "a name that is no text": (name) =>
    plus(name, { name: Buffer.concat([Buffer.from(`${name}/a`), Buffer.from([0xff, 0xfe])]), data: "x" }),
  "two different sizes": (name) =>
    plus(name, file(`${name}/a.md`, "words", { method: 0, lie: { uncompressed: 4 } })),
  "an empty part": (name) => plus(name, file(`${name}//a.md`)),
};

/** Stored bytes that claim to be deflated. */
const noise: Partial<ZipEntry> = { lie: { crc: 1 } };

const deadly: Record<string, Maker> = {
  "climbing out": (name, dice) =>
    plus(
      name,
      file(`${name}/${dice.pick(["../evil.md", "a/../../evil.md", "../../../../evil.md", "..", "a/.."])}`),
    ),
  "climbing out elsewhere": (name) => plus(name, file("../evil.md")),
  "an absolute path": (name, _dice, canary) => plus(name, file(canary)),
  "a drive": (name, dice) => plus(name, file(dice.pick(["C:/evil.md", "c:evil.md", "Z:\\evil.md"]))),
  "a backslash": (name, dice) =>
    plus(name, file(dice.pick([`${name}\\..\\..\\evil.md`, "\\\\host\\share\\evil.md", `${name}/a\\b.md`]))),
  "a zero byte": (name) => plus(name, file(`${name}/evil.md\0.txt`)),
  "a bomb": (name) => plus(name, bomb(`${name}/bomb.bin`, 8_000_000)),
  "a large bomb": (name) =>
    plus(name, file(`${name}/bomb.bin`, "x", { lie: { uncompressed: 4_000_000_000 } })),
  "more bytes than it says": (name) =>
    plus(name, file(`${name}/a.md`, "words ".repeat(500), { lie: { uncompressed: 10 } })),
  "shared data": (name) =>
    plus(name, file(`${name}/a.md`), file(`${name}/b.md`, "words\n", { lie: { offset: 0 } })),
  "two names for one file": (name) =>
    plus(name, file(`${name}/a.md`, "x", { lie: { localName: `${name}/z.md` } })),
  "data outside of the archive": (name) =>
    plus(name, file(`${name}/a.md`, "x", { lie: { offset: 5_000_000 } })),
  "more entries than there are": (name) => ({ ...plus(name), lies: { entryCount: 9_000 } }),
  "far too many entries": (name) => ({ ...plus(name), lies: { entryCount: 60_000 } }),
  "a table of contents elsewhere": (name) => ({ ...plus(name), lies: { directoryOffset: 17 } }),
  "a cut-off end": (name, dice) => ({ ...plus(name), lies: { cut: 1 + dice.below(60) } }),
  "an extra field that is torn": (name) =>
    plus(name, file(`${name}/a.md`, "x", { lie: { extra: Buffer.from([1, 0, 200, 0, 1]) } })),
};

function bomb(name: string, bytes: number): ZipEntry {
  return { name, data: Buffer.alloc(bytes) };
}

const kinds: readonly (readonly [Fate, string, Maker])[] = [
  ...Object.entries(good).map(([kind, make]) => ["good", kind, make] as const),
  ...Object.entries(invalid).map(([kind, make]) => ["invalid", kind, make] as const),
  ...Object.entries(refused).map(([kind, make]) => ["refused", kind, make] as const),
  ...Object.entries(deadly).map(([kind, make]) => ["archive", kind, make] as const),
];

/** One pack of every kind. */
export function everyKind(canary: string): readonly HostilePack[] {
  return kinds.map(([fate, kind, make]) => ({
    fate,
    kind,
    name: "subject",
    ...make("subject", new Dice(3), canary),
  }));
}

/** @param canary an absolute path outside of the skills folder, for packs that aim at one */
export function hostilePack(dice: Dice, name: string, canary: string): HostilePack {
  const [fate, kind, make] = dice.pick(kinds);
  return { fate, kind, name, ...make(name, dice, canary) };
}

/** One archive of several packs; what one of them lies about the archive, the archive lies about. */
export function archiveOf(packs: readonly HostilePack[]): Buffer {
  const lies = Object.assign({}, ...packs.map((pack) => pack.lies ?? {})) as ZipLies;
  return zipOf(
    packs.flatMap((pack) => pack.entries),
    lies,
  );
}

/** Ways to spoil a folder that lies on the disk. */
export const folderFaults: Record<string, (pack: string, outside: string) => Promise<unknown>> = {
  "a link to a file": (pack, outside) => symlink(outside, path.join(pack, "notes.md")),
  "a link to a folder": (pack, outside) => symlink(path.dirname(outside), path.join(pack, "assets")),
  "a link in a circle": (pack) => symlink(".", path.join(pack, "self")),
  "a dangling link": (pack) => symlink("nowhere", path.join(pack, "gone.md")),
  "a backslash": (pack) => writeFile(path.join(pack, "..\\..\\evil.md"), ""),
  "a drive": (pack) => writeFile(path.join(pack, "C:evil.md"), ""),
  "a device": (pack) => writeFile(path.join(pack, "nul.md"), ""),
  "a trailing space": (pack) => writeFile(path.join(pack, "evil "), ""),
  "an invisible character": (pack) => writeFile(path.join(pack, "gnp\u202e.md"), ""),
  "a name that is no text": (pack) =>
    writeFile(Buffer.concat([Buffer.from(`${pack}/a`), Buffer.from([0xff])]), ""),
  "too deep a nest": (pack) => mkdir(path.join(pack, "1/2/3/4/5/6/7"), { recursive: true }),
  "names that differ in case": async (pack) => {
    await writeFile(path.join(pack, "A.md"), "1");
    await writeFile(path.join(pack, "a.md"), "2");
  },
};
