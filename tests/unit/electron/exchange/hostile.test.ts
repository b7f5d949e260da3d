/** What comes from outside may have been made to do harm: it is refused with its reason, and nothing is written. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { imageHeader } from "../../../../electron/exchange/image-header";
import { inspectBytes, inspectPath } from "../../../../electron/exchange/inspect";
import { sha256 } from "../../../../electron/exchange/parcel";
import { readTrueType } from "../../../../electron/exchange/pdf/true-type";
import { type GeneratorConfig, isKnown } from "../../../../shared/backends";
import { EVENT_VERSION } from "../../../../shared/run/events";
import { anyJournal } from "../../shared/run/arbitrary";
import { header } from "../storage/sample-runs";
import { temporaryFolder } from "../storage/support";
import { everything, exchangeOver, makeRun, picture } from "./support";
import { type HandEntry, handZip } from "./zips";

const options = { trusted: () => false };
const created = { v: EVENT_VERSION, seq: 0, at: 1, type: "run-created", run: header("abcdef1234", "a cow") };
const line = (event: unknown) => `${JSON.stringify(event)}\n`;
const journal: HandEntry = { name: "run/journal.jsonl", data: line(created) };

async function refusalOf(entries: readonly HandEntry[]): Promise<string> {
  const [finding] = await inspectBytes("evil.zip", handZip(entries), options);
  return finding?.kind === "unreadable"
    ? `${finding.error.code}: ${finding.error.message}`
    : `taken: ${finding?.kind}`;
}

describe("a hostile zip", () => {
  it("is made by hand as zips are: an honest one is taken", async () => {
    expect(await refusalOf([journal])).toBe("taken: trajectory");
  });

  it.each<[string, HandEntry, RegExp]>([
    ["climbs out", { name: "run/../../evil.txt" }, /\.\.\/evil\.txt.*leads out/],
    ["is absolute", { name: "/etc/passwd" }, /\/etc\/passwd.*absolute/],
    ["names a drive", { name: "C:/evil.txt" }, /C:\/evil\.txt/],
    ["has backslashes", { name: "run\\..\\evil.txt" }, /backslash/],
    [
      "is a link",
      { name: "run/images/x.png", data: "/etc/passwd", mode: 0o120777 },
      /images\/x\.png.*is a link/,
    ],
    ["is a device", { name: "run/pipe", mode: 0o010644 }, /neither a file nor a folder/],
    ["has a device's name", { name: "run/con.txt" }, /Windows device/],
    ["differs by case alone", { name: "RUN/Journal.jsonl" }, /twice|case alone/],
    ["is encrypted", { name: "run/secret", encrypted: true }, /encrypted/],
    ["hides characters", { name: "run/a\u202egnp.exe" }, /invisible character/],
    [
      "swells",
      { name: "run/images/big.png", data: new Uint8Array(6 * 1024 * 1024) },
      /made to fill the disk/,
    ],
    [
      "claims 20 GB",
      { name: "run/images/big.png", data: "x", claims: 0xfffffffe },
      /made to fill the disk|16 GB/,
    ],
  ])("that %s is refused, naming the entry", async (_what, entry, reason) => {
    expect(await refusalOf([journal, entry])).toMatch(reason);
    expect(await refusalOf([entry, journal])).toMatch(reason);
  });

  it("whose journal is damaged, or larger than it says, says so", async () => {
    expect(await refusalOf([{ ...journal, broken: true }])).toMatch(/corrupt-data: .*damaged/);
    expect(await refusalOf([{ ...journal, claims: 3 }])).toMatch(/corrupt-data: .*damaged/);
    expect(await refusalOf([{ name: "run/journal.jsonl", data: "no journal\n" }])).toMatch(
      /does not say how it began/,
    );
  });

  it("without anything in it says so", async () => {
    expect(await refusalOf([{ name: "a.txt", data: "hello" }])).toMatch(/neither a run nor a skill pack/);
    expect(await refusalOf([])).toMatch(/neither a run nor a skill pack/);
  });

  it("is cut or twisted anywhere: never more than a refusal", async () => {
    const whole = handZip([journal, { name: "run/images/a.svg", data: "<svg/>" }]);
    const twisted = fc.oneof(
      fc.nat(whole.length).map((length) => whole.slice(0, length)),
      fc
        .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
        .map((changes) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          return bytes;
        }),
    );
    await fc.assert(
      fc.asyncProperty(twisted, async (bytes) => {
        for (const finding of await inspectBytes("a.zip", bytes, options)) {
          if (finding.kind === "trajectory") finding.close?.();
          else
            expect(["bad-input", "corrupt-data"]).toContain(
              finding.kind === "unreadable" && finding.error.code,
            );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a hostile journal", () => {
  const inspectText = async (text: string) => {
    const [finding] = await inspectBytes("j.zip", handZip([{ name: "journal.jsonl", data: text }]), options);
    return finding;
  };

  it("of any events in any order is read or refused", async () => {
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.array(fc.string(), { maxLength: 3 }), async (events, noise) => {
        const text = [created, ...events].map(line).join("") + noise.map((one) => `${one}\n`).join("");
        const finding = await inspectText(text);
        expect(finding?.kind).toBe("trajectory");
        if (finding?.kind !== "trajectory") return;
        expect(finding.parcel.events.map(({ seq }) => seq)).toEqual(finding.parcel.events.map((_, at) => at));
        expect(finding.parcel.events.filter(({ type }) => type === "run-created")).toHaveLength(1);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    [
      "iterations",
      Array.from({ length: 600 }, (_, n) => ({
        v: 1,
        seq: n + 1,
        at: 1,
        type: "iteration-skipped",
        iteration: n + 1,
      })),
    ],
    [
      "criteria",
      Array.from({ length: 600 }, (_, n) => ({
        v: 1,
        seq: n + 1,
        at: 1,
        type: "verdict-overridden",
        iteration: 1,
        criterionId: `c${n}`,
        state: "pass",
      })),
    ],
    ["events", Array.from({ length: 50_001 }, (_, n) => ({ v: 1, seq: n + 1, at: 1, type: "run-resumed" }))],
  ])("of too many %s is refused before it is built upon", async (what, events) => {
    const finding = await inspectText([created, ...events].map(line).join(""));
    expect(finding?.kind).toBe("unreadable");
    if (finding?.kind === "unreadable") expect(finding.error.message).toContain(what);
  });

  it("from the year 9999, of iteration 1e15, or of a server that is not ours, comes to no harm", async () => {
    const settings = {
      ...created.run.settings,
      generatorConfig: { kind: "gems-http", baseUrl: "https://evil.example" },
    };
    const text = [
      { ...created, at: 8.64e15, run: { ...created.run, settings } },
      { v: 1, seq: 1, at: 1, type: "iteration-skipped", iteration: 1e15 },
    ]
      .map(line)
      .join("");
    const finding = await inspectText(text);
    if (finding?.kind !== "trajectory") throw new Error("it was refused");
    const { parcel } = finding;
    expect(new Date(parcel.state.createdAt).getFullYear()).toBeLessThan(2100);
    expect(parcel.events).toHaveLength(1);
    expect(parcel.state.header?.settings.generatorConfig).toBeUndefined();
    expect(parcel.warnings.join(" ")).toMatch(/could not be read.*not yours/);
  });
});

describe("journals that name a model's folder", () => {
  const model = { kind: "diffusion", folder: "/models/sd", steps: 4, guidance: 0 } as const;
  const settingsOf = (folder: string) => ({
    ...created.run.settings,
    generatorConfig: { ...model, folder },
  });
  const inspectWith = async (folder: string, own: GeneratorConfig) => {
    const text = line({ ...created, run: { ...created.run, settings: settingsOf(folder) } });
    const [finding] = await inspectBytes("run.zip", handZip([{ ...journal, data: text }]), {
      trusted: (config) => isKnown(config, own),
    });
    if (finding?.kind !== "trajectory") throw new Error("it was refused");
    return finding.parcel;
  };

  it.each([
    ["a stranger's folder", "/home/mallory/models"],
    ["a network share", "\\\\evil.example\\share"],
    ["a network share the other way", "//evil.example/share"],
    ["a device", "\\\\?\\C:\\models"],
  ])("lose %s", async (_, folder) => {
    // Even where the settings name it themselves, a share is never taken from a journal.
    const own = /^[\\/]{2}/.test(folder) ? { ...model, folder } : model;
    const parcel = await inspectWith(folder, own);
    expect(parcel.state.header?.settings.generatorConfig).toBeUndefined();
    expect(parcel.warnings.join(" ")).toContain("a model of another computer");
  });

  it("keep the one that is in use here", async () => {
    const parcel = await inspectWith(model.folder, { ...model, steps: 9 });
    expect(parcel.state.header?.settings.generatorConfig).toEqual(model);
    expect(parcel.warnings).toEqual([]);
  });
});

describe("hostile pictures and folders", () => {
  it("of a billion pixels are refused before they are decoded", async () => {
    const bytes = await picture(1);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, 40_000);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(20, 40_000);
    const [finding] = await inspectBytes("big.png", bytes, options);
    expect(finding?.kind === "unreadable" && finding.error.message).toMatch(/40000 × 40000/);
  });

  it("tell their size as the decoder does, and any bytes are read or passed over", async () => {
    const image = sharp({ create: { width: 37, height: 21, channels: 3, background: "#123456" } });
    for (const bytes of await Promise.all([
      image.clone().png().toBuffer(),
      image.clone().jpeg().toBuffer(),
      image.clone().jpeg({ progressive: true }).toBuffer(),
      image.clone().webp({ lossless: true }).toBuffer(),
      image.clone().webp({ quality: 50 }).toBuffer(),
      image.clone().ensureAlpha(0.5).webp({ quality: 50 }).toBuffer(),
    ])) {
      expect(imageHeader(new Uint8Array(bytes))).toMatchObject({ width: 37, height: 21 });
      fc.assert(
        fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 40 }), (length, tail) => {
          imageHeader(new Uint8Array(Buffer.concat([bytes.subarray(0, length), tail])));
        }),
        { numRuns: 60 },
      );
    }
  });

  it("that lead elsewhere through links give nothing of it", async () => {
    const data = await temporaryFolder();
    const secret = path.join(data, "secret.png");
    await writeFile(secret, await picture(9));
    const folder = path.join(data, "run");
    await mkdir(path.join(folder, "images"), { recursive: true });
    await writeFile(path.join(folder, "journal.jsonl"), line(created));
    await symlink(secret, path.join(folder, "images", `${sha256(await picture(9))}.png`));
    const [finding] = await inspectPath(folder, options);
    expect(finding?.kind === "trajectory" && finding.parcel.files.size).toBe(0);
  });

  it("change nothing in the studio's data, whatever they are", async () => {
    const data = await temporaryFolder();
    const outside = await temporaryFolder();
    await makeRun(data, "present123");
    const { exchange } = await exchangeOver(data);
    const before = await everything(data);
    const evil = path.join(outside, "evil.zip");
    await writeFile(evil, handZip([journal, { name: "../../evil.txt", data: "x" }]));
    await writeFile(path.join(outside, "text.txt"), "hello");
    await writeFile(path.join(outside, "cut.png"), (await picture(1)).subarray(0, 60));
    const finds = await exchange.inspect({
      paths: [
        evil,
        path.join(outside, "text.txt"),
        path.join(outside, "cut.png"),
        path.join(outside, "gone"),
      ],
      files: [],
    });
    expect(finds.map((find) => find.kind)).toEqual(Array(4).fill("unreadable"));
    for (const find of finds) {
      expect(find.error?.message).toBeTruthy();
      await expect(exchange.import(find.token, { mode: "all", present: "copy" })).rejects.toMatchObject({
        code: "bad-input",
      });
    }
    expect(await everything(data)).toEqual(before);
  });

  it("and fonts that are none are refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          readTrueType(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: "corrupt-data" });
        }
      }),
    );
  });
});
