import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSettings, settingsOf } from "../../../../electron/storage/settings";
import { defaultSettings, settingsSchema } from "../../../../shared/settings";
import { temporaryFolder } from "./support";

const version = "0.1.0";
const now = () => Date.UTC(2026, 2, 1, 14, 25, 30);

describe("the settings file", () => {
  it("begins with the defaults and keeps what is changed", async () => {
    const folder = await temporaryFolder();
    const { settings, warning } = openSettings({ folder, version });
    expect(warning).toBeNull();
    expect(settings.get()).toEqual(defaultSettings);
    expect(settings.path).toBe(path.join(folder, "settings.json"));
    const changed = settings.update({ theme: "light", disabledSkills: ["creative-drawing"] });
    expect(changed).toEqual({ ...defaultSettings, theme: "light", disabledSkills: ["creative-drawing"] });
    expect(openSettings({ folder, version }).settings.get()).toEqual(changed);
    expect(settingsSchema.parse(JSON.parse(await readFile(settings.path, "utf8")))).toEqual(changed);
    expect(await readdir(folder)).toEqual(["settings.json"]);
  });

  it("refuses what cannot be and stays as it was", async () => {
    const folder = await temporaryFolder();
    const { settings } = openSettings({ folder, version });
    settings.update({ rounds: 3 });
    expect(() => settings.update({ rounds: 0 })).toThrow(expect.objectContaining({ code: "settings" }));
    expect(() => settings.update({ generator: { kind: "gems-http", baseUrl: "no address" } })).toThrow(
      "baseUrl",
    );
    expect(settings.get().rounds).toBe(3);
    expect(openSettings({ folder, version }).settings.get().rounds).toBe(3);
  });

  it("fills in settings that an older studio did not know, and passes over those of a newer one", async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "settings.json"), JSON.stringify({ theme: "dark", holodeck: true }));
    const { settings, warning } = openSettings({ folder, version });
    expect(warning).toBeNull();
    expect(settings.get()).toEqual({ ...defaultSettings, theme: "dark" });
  });

  it("knows servers for good that were set up once, those of older studios too", async () => {
    const folder = await temporaryFolder();
    const old = { kind: "gems-http", baseUrl: "http://old.example:8000/" } as const;
    await writeFile(path.join(folder, "settings.json"), JSON.stringify({ generator: old }));
    const { settings } = openSettings({ folder, version });
    settings.update({ generator: { kind: "flatland" }, roles: { kind: "local" } });
    expect(openSettings({ folder, version }).settings.get().knownServers).toEqual([
      "http://old.example:8000",
    ]);
    expect(settings.update({ knownServers: [] }).knownServers).toEqual([]);
  });

  it.each([
    ["not JSON", '{"theme": "dark",', {}],
    ["empty", "", {}],
    ["a list", "[1]", {}],
    ["wrong in one value", '{"theme":"dark","rounds":9000}', { theme: "dark" }],
  ])("is kept aside when it is %s, with what was good in force", async (_what, text, good) => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "settings.json"), text);
    const { settings, warning } = openSettings({ folder, version, now });
    expect(settings.get()).toEqual({ ...defaultSettings, ...good });
    expect(warning).toMatchObject({ code: "settings" });
    const aside = path.join(folder, "settings.broken-2026-03-01T142530.json");
    expect(warning?.remedy).toContain(aside);
    expect(await readFile(aside, "utf8")).toBe(text);
    const again = openSettings({ folder, version });
    expect(again.warning).toBeNull();
    expect(again.settings.get()).toEqual(settings.get());
  });

  it("makes of any text settings that are valid", () => {
    const value = fc.oneof(
      fc.json(),
      fc.json().map((json) => `{"theme":${json}}`),
      fc.string(),
    );
    fc.assert(
      fc.property(value, (text) => {
        expect(settingsSchema.safeParse(settingsOf(text).settings).success).toBe(true);
      }),
    );
  });

  it("is written by the given kind of file, such as electron-store", async () => {
    const folder = await temporaryFolder();
    const kept: Record<string, unknown>[] = [];
    const { settings } = openSettings({
      folder,
      version,
      createFile: (options) => ({
        path: path.join(options.cwd, `${options.name}.json`),
        get store() {
          return kept.at(-1) ?? {};
        },
        set store(value) {
          kept.push(value);
        },
      }),
    });
    settings.update({ rounds: 9 });
    expect(kept.at(-1)).toMatchObject({ rounds: 9 });
  });

  it("stays as it was when the disk refuses", async () => {
    const folder = await temporaryFolder();
    const { settings } = openSettings({ folder, version });
    settings.update({ rounds: 3 });
    await rm(settings.path);
    await mkdir(path.join(settings.path, "in-the-way"), { recursive: true });
    expect(() => settings.update({ rounds: 2 })).toThrow(expect.objectContaining({ code: "storage" }));
    expect(settings.get().rounds).toBe(3);
  });
});
